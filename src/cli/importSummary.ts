import { readableDate } from "#knowledge/cite.ts";
import type { Prepared } from "#knowledge/documents/importDocument.ts";

type Row = [
	paragraph: string,
	heading: string,
	themes: string,
	scope: string,
	length: string,
	begins: string,
];

const widths = [9, 30, 30, 8, 6, 40];

/** What was understood of a paper, as plain text for whoever decides whether it may be published. */
export function importSummary({ document, warnings }: Prepared): string {
	const { id, title, publisher, publishedOn, link, passages } = document;
	const area = passages.find((passage) => passage.area)?.area;
	const rows: Row[] = [
		["Paragraph", "Heading", "Themes", "Scope", "Length", "Begins"],
		...passages.map(
			(passage): Row => [
				passage.paragraph ?? "-",
				passage.title,
				passage.themes.join(", "),
				passage.scope,
				String(passage.text.length),
				passage.text,
			],
		),
	];
	return [
		`Title:       ${title}`,
		`Publisher:   ${publisher}`,
		`Date:        ${readableDate(publishedOn)}`,
		`Area:        ${area ?? "none found (give it with --area)"}`,
		...(link ? [`Link:        ${link}`] : []),
		`Id:          ${id}`,
		`Paragraphs:  ${passages.length}`,
		"",
		...rows.map(line),
		"",
		...(warnings.length > 0
			? ["To check:", ...warnings.map((warning) => `- ${warning}`)]
			: ["Nothing to check stood out."]),
		"Themes and scopes are proposals: change one with --theme 2.1=awareness,healthcare or --scope 2.1=local.",
	].join("\n");
}

function line(row: Row): string {
	return row
		.map((cell, at) => cellOf(cell, widths[at] ?? 0))
		.join("  ")
		.trimEnd();
}

function cellOf(cell: string, width: number): string {
	return cell.length > width ? `${cell.slice(0, width - 1)}…` : cell.padEnd(width);
}
