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

/** Where a passage comes from, in one line: title, publisher, paragraph and date, and where it was read when not there. */
export function citation(passage: Pick<Passage, "paragraph">, document: Document): string {
	const { title, publisher, publishedOn, via } = document;
	const parts = [title, publisher];
	if (passage.paragraph) parts.push(`paragraph ${passage.paragraph}`);
	parts.push(readableDate(publishedOn));
	if (via) parts.push(readAt(via, publishedOn === "undated"));
	return parts.join(", ");
}

function readAt(via: string, undated: boolean): string {
	if (via.startsWith("also ")) return `see ${via}`;
	return undated ? `from ${via}` : `as reported by ${via}`;
}
