import type { Client } from "#storage/open.ts";
import { citation } from "../cite.ts";
import type { Document } from "../held.ts";
import { plainName } from "../plainName.ts";
import type { DocumentInput } from "../publish.ts";

/** A document under the id that it is to be held by, with the one that it replaces; or why it cannot be put in. */
export type Place = { document: DocumentInput; replaces: Document | null } | { problem: string };

type Paper = Document & { withdrawn: boolean; passages: { text: string }[] };

/**
 * Finds a document's place: that of the same paper, under the id that this is held by, so that no review is held
 * twice; else its own id, which may be `chosen` by a person. Refuses an id that another paper has.
 */
export async function placeAmongHeld(
	db: Pick<Client, "document">,
	document: DocumentInput,
	chosen: boolean,
): Promise<Place> {
	const { id, title, publishedOn, passages } = document;
	const papers = await db.document.findMany({
		where: {
			origin: "imported",
			OR: [
				{ id },
				{ title: { equals: title, mode: "insensitive" }, publishedOn },
				{ passages: { some: { position: 0, wording: "verbatim", text: passages[0]?.text ?? "" } } },
			],
		},
		include: { passages: { orderBy: { position: "asc" }, select: { text: true } } },
		orderBy: [{ withdrawn: "asc" }, { id: "asc" }],
	});
	return chosen ? underChosenId(document, papers) : underFoundId(document, papers);
}

function underChosenId(document: DocumentInput, papers: Paper[]): Place {
	const { id } = document;
	const twin = papers.find((paper) => paper.id !== id && !paper.withdrawn && hasSameWords(paper, document));
	if (twin)
		return {
			problem: `This is held already, as ${twin.id}: ${named(twin)}. Leave out --id to replace it, or withdraw it first.`,
		};
	const held = papers.find((paper) => paper.id === id);
	if (!held) return { document, replaces: null };
	if (isAnother(held, document) && !hasSameWords(held, document)) return { problem: taken(held) };
	return { document, replaces: held };
}

function underFoundId(document: DocumentInput, papers: Paper[]): Place {
	const same =
		papers.find((paper) => hasSameWords(paper, document)) ??
		papers.find((paper) => isSamePublication(paper, document));
	if (same) return { document: underId(document, same.id), replaces: same };
	const held = papers.find(({ id }) => id === document.id);
	if (!held) return { document, replaces: null };
	if (isAnother(held, document)) return { problem: taken(held) };
	return {
		problem: `${taken(held)} If this is a new version of that one, give --id ${held.id} to replace it.`,
	};
}

function hasSameWords({ passages }: Paper, document: DocumentInput): boolean {
	return (
		passages.length === document.passages.length &&
		passages.every(({ text }, at) => text === document.passages[at]?.text)
	);
}

/** Whether title, day, body and pseudonym are the same; of reviews without a pseudonym also half of the paragraphs. */
function isSamePublication(paper: Paper, document: DocumentInput): boolean {
	if (nameOf(paper) !== nameOf(document)) return false;
	if (document.pseudonym || !document.partnership) return true;
	const texts = new Set(paper.passages.map(({ text }) => text));
	const common = document.passages.filter(({ text }) => texts.has(text)).length;
	return common * 2 >= Math.max(paper.passages.length, document.passages.length);
}

function nameOf(document: Document): string {
	const { title, publishedOn, pseudonym } = document;
	return JSON.stringify([plainName(title), publishedOn, bodyOf(document), plainName(pseudonym ?? "")]);
}

/** Whether it is of another body, or of a review with another pseudonym, or one of them is of no review. */
function isAnother(held: Document, document: Document): boolean {
	const ofReviews = [held, document].filter(({ partnership }) => partnership !== null);
	if (ofReviews.length === 1 || bodyOf(held) !== bodyOf(document)) return true;
	if (!held.pseudonym || !document.pseudonym) return false;
	return plainName(held.pseudonym) !== plainName(document.pseudonym);
}

function bodyOf({ partnership, publisher }: Document): string {
	return plainName(partnership ?? publisher);
}

function underId(document: DocumentInput, id: string): DocumentInput {
	const passages = document.passages.map((passage) => ({
		...passage,
		id: `${id}${passage.id.slice(document.id.length)}`,
	}));
	return { ...document, id, passages };
}

function taken(held: Document): string {
	return `The id ${held.id} belongs to another paper: ${named(held)}. Give this one another id with --id.`;
}

/** A document in words, such as "DHR “Anna”, Northmoor Community Safety Partnership, published 3 May 2023". */
export function named(document: Document): string {
	return citation({ paragraph: null, page: null }, document);
}
