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

/** A date as precise as it is known, in words: "18 March 2014", "December 2016" or "2016". */
export function readableDate(date: string): string {
	const [year = date, month, day] = date.split("-");
	const name = months[Number(month) - 1];
	if (!name) return year;
	return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

/** Where a passage comes from, in one line: title, publisher, paragraph and date, and where it was read when not there. */
export function citation(passage: Pick<Passage, "paragraph">, document: Document): string {
	const { via } = document;
	const undated = via?.includes("without a date");
	const parts = [document.title, document.publisher];
	if (passage.paragraph) parts.push(`paragraph ${passage.paragraph}`);
	if (!undated) parts.push(readableDate(document.publishedOn));
	if (via)
		parts.push(undated ? `from ${via}` : via.startsWith("also ") ? `see ${via}` : `as reported by ${via}`);
	return parts.join(", ");
}
