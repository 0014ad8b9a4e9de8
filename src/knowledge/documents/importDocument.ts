import type { Client } from "#storage/open.ts";
import { type DocumentInput, hashOf, type Published, publish, putDocument } from "../publish.ts";

/** How a document stands to what is held: not held yet, held as it is, held otherwise, withdrawn, or its id is the starter pack's. */
export async function compareWithHeld(
	db: Client,
	document: DocumentInput,
): Promise<"new" | "same" | "changed" | "withdrawn" | "starter"> {
	const known = await db.document.findUnique({
		where: { id: document.id },
		select: { contentHash: true, withdrawn: true, origin: true },
	});
	if (!known) return "new";
	if (known.origin === "starter") return "starter";
	if (known.withdrawn) return "withdrawn";
	return known.contentHash === hashOf(await withWaysOfAsking(db, document)) ? "same" : "changed";
}

/** Publishes a document whole, in place of the one with its id; brings it back where it was withdrawn. */
export async function importDocument(client: Client, document: DocumentInput): Promise<Published> {
	return publish(client, async (tx) => {
		const { count } = await tx.document.updateMany({
			where: { id: document.id, withdrawn: true },
			data: { withdrawn: false },
		});
		const put = await putDocument(tx, await withWaysOfAsking(tx, document));
		return put || count > 0;
	});
}

/** The ways of asking and the next step that the starter pack has for the same paragraphs of the same paper. */
async function withWaysOfAsking(
	db: Pick<Client, "passage">,
	document: DocumentInput,
): Promise<DocumentInput> {
	const summaries = await db.passage.findMany({
		where: {
			wording: "summary",
			paragraph: { not: null },
			document: {
				origin: "starter",
				publishedOn: document.publishedOn,
				title: { equals: document.title, mode: "insensitive" },
			},
		},
		orderBy: { id: "asc" },
	});
	const byParagraph = new Map(summaries.map((summary) => [summary.paragraph, summary]));
	return {
		...document,
		passages: document.passages.map((passage) => {
			const { askedAs, whatNext } = byParagraph.get(passage.paragraph) ?? passage;
			return { ...passage, askedAs, whatNext };
		}),
	};
}
