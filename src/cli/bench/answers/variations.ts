import type { Content, Passage } from "#knowledge/held.ts";
import type { DocumentInput } from "#knowledge/publish.ts";

/**
 * A paper of so many passages, the same each time: those given over and over, each time with other words
 * of one another in the place of every third, and a family of its own that it tells of. No two are alike,
 * and all speak of what people ask about.
 */
export function variations(passages: Passage[], count: number): DocumentInput {
	const texts = passages.map(({ text }) => text.split(" "));
	return {
		id: "variations",
		title: "Variations, to measure by",
		publisher: "Nobody",
		publishedOn: "2020",
		link: null,
		via: null,
		partnership: null,
		pseudonym: null,
		takeDownOn: null,
		origin: "imported",
		passages: Array.from({ length: count }, (_, at) => {
			const turn = Math.floor(at / passages.length) + 1;
			const { documentId: _of, position: _at, ...theme } = passages[at % passages.length] as Passage;
			const other = texts[(at + turn * 7) % texts.length] ?? [];
			const words = theme.text
				.split(" ")
				.map((word, place) => (place % 3 === turn % 3 ? (other[place] ?? word) : word));
			const text = `${words.join(" ")} ${other.join(" ")} In the review of ${family(at)} this was seen again.`;
			return { ...theme, id: `variations-${at}`, paragraph: null, text };
		}),
	};
}

/** Content with variations of itself, up to so many passages. */
export function grow(content: Content, passages: number): Content {
	const paper = variations(content.passages, Math.max(0, passages - content.passages.length));
	const { passages: more, ...document } = paper;
	const own = more.map((passage, position) => ({ ...passage, documentId: document.id, position }));
	return {
		...content,
		documents: [...content.documents, document],
		passages: [...content.passages, ...own],
	};
}

const beginnings = [
	"Ab",
	"Bren",
	"Cal",
	"Dor",
	"Ern",
	"Fal",
	"Gwen",
	"Hol",
	"Ing",
	"Jor",
	"Kel",
	"Lan",
	"Mor",
];
const middles = ["a", "be", "cki", "do", "fu", "ga", "hi", "le", "mo", "nu", "ra", "ste", "ti", "va", "we"];
const ends = ["by", "croft", "den", "ford", "gate", "ham", "ley", "mere", "shaw", "ton", "wick", "worth"];

/** One of some thousands of names that nobody has. */
function family(at: number): string {
	const pick = (parts: string[], by: number) => parts[Math.floor(at / by) % parts.length];
	return `${pick(beginnings, 1)}${pick(middles, beginnings.length)}${pick(ends, beginnings.length * middles.length)}`;
}
