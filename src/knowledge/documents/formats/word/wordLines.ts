import { literally, tableRow } from "../markdown.ts";

/** What mammoth makes of a Word document, as far as its words go. */
export type WordElement = {
	type: string;
	children?: WordElement[];
	value?: string;
	styleName?: string | null;
	numbering?: { isOrdered: boolean } | null;
	isBold?: boolean;
	verticalAlignment?: string;
	isHeader?: boolean;
	noteType?: string;
	noteId?: string;
	body?: WordElement[];
	notes?: { resolve(reference: WordElement): WordElement | null };
};

export type WordLines = { lines: string[]; pictures: number };

/** The lines of a Word document: its headings, paragraphs, lists, tables and footnotes, in order. */
export function wordLines(document: WordElement): WordLines {
	const walk: Walk = { document, lines: [], ids: [], pictures: 0 };
	for (const element of document.children ?? []) block(walk, element);
	for (const [id, note] of notesOf(walk)) walk.lines.push("", `[^${id}]: ${note}`);
	return { lines: walk.lines, pictures: walk.pictures };
}

type Walk = { document: WordElement; lines: string[]; ids: WordElement[]; pictures: number };

function block(walk: Walk, element: WordElement): void {
	if (element.type === "table") table(walk, element);
	else if (element.type === "paragraph") paragraph(walk, element);
	else for (const inner of element.children ?? []) block(walk, inner);
}

function paragraph(walk: Walk, element: WordElement): void {
	const style = element.styleName ?? "";
	// The contents and the captions repeat what stands elsewhere.
	if (/^(?:toc|table of|contents|caption|index|illustration)/i.test(style)) return;
	const text = inline(walk, element).trim();
	if (text === "") return;
	const heading = /^(?:heading \d|title|subtitle)/i.test(style);
	const bullet = element.numbering?.isOrdered === false;
	const lines = text.split("\n").map((line) => line.trim());
	walk.lines.push("");
	if (heading) walk.lines.push(`# ${lines.join(" ").replaceAll("**", "")}`);
	else if (bullet) walk.lines.push(`• ${lines.join(" ")}`);
	else walk.lines.push(...lines);
}

/** A run's marks and a paragraph's words, with `[^id]` for its notes and a line end where the writer put one. */
function inline(walk: Walk, element: WordElement): string {
	switch (element.type) {
		case "text":
			return literally(element.value ?? "");
		case "tab":
			return " ";
		case "break":
			return "\n";
		case "image":
			walk.pictures += 1;
			return "";
		case "noteReference":
			walk.ids.push(element);
			return `[^${idOf(element)}]`;
		case "run": {
			const inner = within(walk, element);
			return element.isBold && /\S/.test(inner)
				? inner.replace(/^(\s*)([\s\S]*?)(\s*)$/, "$1**$2**$3")
				: inner;
		}
		case "table":
			table(walk, element);
			return "";
		default:
			return within(walk, element);
	}
}

function within(walk: Walk, element: WordElement): string {
	return (element.children ?? [])
		.map((child) => inline(walk, child))
		.join("")
		.replaceAll("****", "");
}

// A table of one column is a box around paragraphs.
function table(walk: Walk, element: WordElement): void {
	const rows = (element.children ?? []).filter(({ type }) => type === "tableRow");
	const columns = Math.max(0, ...rows.map(({ children = [] }) => children.length));
	if (columns <= 1) {
		for (const row of rows) for (const cell of row.children ?? []) block(walk, cell);
		return;
	}
	walk.lines.push("");
	rows.forEach((row, at) => {
		const cells = (row.children ?? []).map((cell) => cellText(walk, cell));
		const bold = cells.every((cell) => cell === "" || /^\*\*.*\*\*$/.test(cell));
		const heads = at === 0 && (row.isHeader === true || bold || columns > 2);
		walk.lines.push(...tableRow(cells, heads));
	});
	walk.lines.push("");
}

function cellText(walk: Walk, cell: WordElement): string {
	return (cell.children ?? [])
		.map((child) => (child.type === "table" ? plainTable(walk, child) : inline(walk, child).trim()))
		.filter(Boolean)
		.join(" ");
}

function plainTable(walk: Walk, element: WordElement): string {
	return (element.children ?? [])
		.map((row) => (row.children ?? []).map((cell) => cellText(walk, cell)).join(", "))
		.join("; ");
}

function idOf({ noteType, noteId }: WordElement): string {
	return `${noteType === "endnote" ? "e" : ""}${noteId}`;
}

/** The notes that are referred to, in the order of the text, with what they say. */
function notesOf(walk: Walk): Map<string, string> {
	const said = new Map<string, string>();
	// A note may refer to another: those are met too, as the list grows.
	for (const reference of walk.ids) {
		const body = walk.document.notes?.resolve(reference)?.body ?? [];
		const text = body.map((one) => inline(walk, one).trim()).join(" ");
		if (!said.has(idOf(reference))) said.set(idOf(reference), text.replace(/\s+/g, " "));
	}
	return said;
}
