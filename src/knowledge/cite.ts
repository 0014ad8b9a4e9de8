import type { Document, Passage } from "./held.ts";

const months = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
];

/** A date as precise as it is known, in words: "18 March 2014", "December 2016", "2016" or "undated". */
export function readableDate(date: string): string {
	const [year = date, month, day] = date.split("-");
	const name = months[Number(month) - 1];
	if (!name) return year;
	return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/**
 * Where a passage comes from, in one line: title and publisher, or for a review its pseudonym and partnership;
 * paragraph, page and date; and where it was read when not there.
 */
export function citation(passage: Pick<Passage, "paragraph" | "page">, document: Document): string {
	const { title, publisher, partnership, pseudonym, publishedOn, via } = document;
	const date = readableDate(publishedOn);
	const parts = [pseudonym ? `DHR “${pseudonym}”` : title, partnership ?? publisher];
	if (passage.paragraph) parts.push(placeInWords(passage.paragraph));
	if (passage.page) parts.push(`page ${passage.page}`);
	parts.push(partnership && publishedOn !== "undated" ? `published ${date}` : date);
	if (via) parts.push(readAt(via, publishedOn === "undated"));
	return parts.join(", ");
}

function placeInWords(paragraph: string): string {
	return /^\d/.test(paragraph) ? `paragraph ${paragraph}` : paragraph;
}

function readAt(via: string, undated: boolean): string {
	if (via.startsWith("also ")) return `see ${via}`;
	return undated ? `from ${via}` : `as reported by ${via}`;
}
