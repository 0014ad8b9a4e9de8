import { readableDate } from "#knowledge/cite.ts";
import type { Prepared } from "#knowledge/documents/prepareImport.ts";

type Document = Prepared["document"];
type Passage = Document["passages"][number];

/** A column of the table of passages: its head, how wide it is, and what it says of each. */
type Column = [head: string, width: number, cell: (passage: Passage) => string | number];

const columns: Column[] = [
	["Paragraph", 18, ({ paragraph }) => paragraph ?? "-"],
	["Page", 4, ({ page }) => page ?? ""],
	["Heading", 30, ({ title }) => title],
	["Themes", 30, ({ themes }) => themes.join(", ")],
	["Scope", 8, ({ scope }) => scope],
	["Length", 6, ({ text }) => text.length],
	["Begins", 40, ({ text }) => text],
];
const mostWarnings = 60;

/** What was understood of a paper, as plain text for whoever decides whether it may be published. */
export function importSummary({ document, warnings }: Prepared): string {
	const { passages } = document;
	const shown = columns.filter(([head]) => head !== "Page" || passages.some(({ page }) => page !== null));
	const more = warnings.length - mostWarnings;
	return [
		...about(document).map(([name, said]) => `${`${name}:`.padEnd(13)}${said}`),
		"",
		line(shown.map(([head, width]) => cellOf(head, width))),
		...passages.map((passage) => line(shown.map(([, width, cell]) => cellOf(String(cell(passage)), width)))),
		"",
		warnings.length > 0 ? "To check:" : "Nothing to check stood out.",
		...warnings.slice(0, mostWarnings).map((warning) => `- ${warning}`),
		...(more > 0 ? [`- … and ${more} more of the kind.`] : []),
		"Themes and scopes are proposals: change one with --theme 2.1=awareness,healthcare or --scope 2.1=local.",
	].join("\n");
}

function about(document: Document): [name: string, said: string][] {
	const { id, title, publisher, publishedOn, link, pseudonym, partnership, takeDownOn, passages } = document;
	const footnotes = passages.reduce((count, passage) => count + passage.footnotes.length, 0);
	const area = passages.find((passage) => passage.area)?.area;
	const lines: [string, string | null][] = [
		["Title", title],
		[
			"Review of",
			partnership && (pseudonym ? `“${pseudonym}”` : "no pseudonym found (give it with --pseudonym)"),
		],
		["Partnership", partnership],
		["Publisher", publisher === partnership ? null : publisher],
		["Published", readableDate(publishedOn)],
		["Area", area ?? "none found (give it with --area)"],
		["Link", link],
		["Take-down", takeDownOn ? readableDate(takeDownOn) : partnership && "none (give one with --take-down)"],
		["Id", id],
		["Paragraphs", `${passages.length}${footnotes > 0 ? `, footnotes: ${footnotes}` : ""}`],
	];
	return lines.flatMap(([name, said]) => (said ? [[name, said] as [string, string]] : []));
}

function line(cells: string[]): string {
	return cells.join("  ").trimEnd();
}

function cellOf(cell: string, width: number): string {
	return cell.length > width ? `${cell.slice(0, width - 1)}…` : cell.padEnd(width);
}
