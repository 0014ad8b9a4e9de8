import { many } from "#chat/wording/many.ts";
import { readableDate } from "#knowledge/cite.ts";
import type { Passage } from "#knowledge/held.ts";
import { type Published, withdraw } from "#knowledge/publish.ts";
import { isTakenDown } from "#knowledge/takeDown.ts";
import { type Command, type CommandIo, confirm, refuse, unconfirmed } from "./command.ts";

/** Lists what is held. */
export const documentsList: Command = {
	name: "documents list",
	takes: "",
	about: "Lists the documents that answers are quoted from, and those withdrawn.",
	options: {},
	needs: "content",
	example: "npm run bot -- documents list",
	async run(_, { db, io, now }) {
		const documents = await db.document.findMany({
			orderBy: [{ publishedOn: "desc" }, { id: "asc" }],
			include: { _count: { select: { passages: true } } },
		});
		for (const document of documents) {
			const { id, title, publisher, publishedOn, origin, _count } = document;
			const state = stateOf(document, now);
			io.out(
				`${id}\n  ${title}, ${publisher}, ${readableDate(publishedOn)}\n  ${many(_count.passages, "passage")}, ${origin === "imported" ? "imported" : "from the starter pack"}${state ? `, ${state}` : ""}`,
			);
		}
		io.out(`${many(documents.length, "document")}.`);
		return 0;
	},
};

/** Shows one document whole. */
export const documentsShow: Command = {
	name: "documents show",
	takes: "ID",
	about: "Shows a document with all its passages.",
	options: {},
	needs: "content",
	example: "npm run bot -- documents show kent-and-medway-2014",
	async run({ file: id }, { db, io, now }) {
		const document = await db.document.findUnique({
			where: { id },
			include: { passages: { orderBy: { position: "asc" } } },
		});
		if (!document) return unknown(io, id);
		const { title, publisher, publishedOn, pseudonym, link, passages } = document;
		const state = stateOf(document, now);
		const head = [
			...[title, `${publisher}, ${readableDate(publishedOn)}`, pseudonym && `Review of “${pseudonym}”`, link],
			state && (state === state.toUpperCase() ? `${state}: no answer quotes it` : state),
		];
		io.out(head.filter(Boolean).join("\n"));
		for (const passage of passages) io.out(passageWhole(passage));
		return 0;
	},
};

/** Takes a document out of every answer. */
export const documentsWithdraw: Command = {
	name: "documents withdraw",
	takes: "ID",
	about: "Takes a document out of every answer, at once and in every running bot.",
	options: { yes: { type: "boolean", about: "do not ask" } },
	needs: "content",
	yes: "yes",
	example: "npm run bot -- documents withdraw kent-and-medway-2014",
	async run({ file: id, values }, { db, io }) {
		const document = await db.document.findUnique({
			where: { id },
			include: { _count: { select: { passages: true } } },
		});
		if (!document) return unknown(io, id);
		if (document.withdrawn) {
			io.out(`“${document.title}” is withdrawn already: there is nothing to do.`);
			return 0;
		}
		if (!values.yes) {
			const question = `Withdraw “${document.title}” (${many(document._count.passages, "passage")})?`;
			const said = await confirm(io, question, "Run the same command with --yes at its end.");
			if (said === "nobody") return unconfirmed;
			if (said === "no") {
				io.out("Nothing was withdrawn.");
				return 0;
			}
		}
		tellPublished(io, `“${document.title}” is withdrawn`, await withdraw(db, id));
		return 0;
	},
};

/** Whether a document is out of every answer, or when it will be. */
function stateOf(document: { withdrawn: boolean; takeDownOn: string | null }, now: Date): string | undefined {
	if (document.withdrawn) return "WITHDRAWN";
	if (isTakenDown(document, now)) return "TAKEN DOWN";
	return document.takeDownOn ? `to be taken down on ${readableDate(document.takeDownOn)}` : undefined;
}

function passageWhole(passage: Passage): string {
	const { paragraph, page, title, wording, scope, area, themes, text, footnotes } = passage;
	const about = [page && `page ${page}`, wording, scope, area, themes.join(", ")].filter(Boolean);
	const notes = footnotes.map((note) => `\n  Footnote: ${note}`);
	return `\n${paragraph ? `${paragraph} ` : ""}${title} (${about.join("; ")})\n${text}${notes.join("")}`;
}

/** Says that what was done holds from now on, or that it had been done already. */
export function tellPublished(io: CommandIo, what: string, published: Published): void {
	io.out(
		published.changed
			? `${what}, as version ${published.version}. It holds in every running bot from the next question on.`
			: "Another run did the same in the meantime: there was nothing left to do.",
	);
	for (const warning of published.warnings) io.out(`Note: ${warning}`);
}

function unknown(io: CommandIo, id: string): number {
	return refuse(io, `There is no document “${id}”. “npm run bot -- documents list” shows the ids.`);
}
