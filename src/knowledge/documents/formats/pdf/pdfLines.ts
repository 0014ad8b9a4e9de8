import { isFinished, joined } from "../../reading/readBlocks.ts";
import { literally, tableRow } from "../markdown.ts";
import { noteId, type Parted, partFootnotes, withReferences } from "./footnotes.ts";
import { type Layout, layoutOf, type Page, withoutRunning } from "./layout.ts";
import type { Segment } from "./segments.ts";
import { type Table, tablesOf } from "./tables.ts";

export type PdfLine = { text: string; page: number };

type Row = { cells: string[]; page: number };
type Piece = { page: number } & ({ line: Segment } | { rows: Row[] });

/** The lines of a PDF as Markdown: its text in paragraphs, its tables and its footnotes, without what belongs to its pages. */
export function pdfLines(pages: Page[]): PdfLine[] {
	const { size } = layoutOf(pages);
	const heads = pages.flatMap(({ segments }) =>
		tablesOf(segments, size, []).map(({ rows }) => String(rows[0])),
	);
	const own = withoutRunning(pages, new Set(heads));
	const layout = layoutOf(own);
	const parted = partFootnotes(own, layout);
	const pieces = withoutBreaks(allPieces(parted, layout));
	const lines: PdfLine[] = [];
	pieces.forEach((piece, at) => {
		const before = pieces[at - 1];
		const add = (text: string) => lines.push({ text, page: piece.page });
		if ("rows" in piece) {
			lines.push(...tableLines(piece));
			return;
		}
		const { line } = piece;
		const heading = isHeading(line, layout);
		if (!before || "rows" in before || parts(before, piece, layout)) add("");
		const last = lines.at(-1);
		if (heading && last?.text.startsWith("# ")) last.text = `${last.text} ${line.text}`;
		else add(heading ? `# ${line.text}` : line.text);
	});
	return [...lines, ...noteLines(parted)];
}

function tableLines({ page, rows }: { page: number; rows: Row[] }): PdfLine[] {
	const told = rows.flatMap(({ cells, page }, at) =>
		tableRow(cells, at === 0 && cells.length > 2).map((text) => ({ text, page })),
	);
	return [{ text: "", page }, ...told, { text: "", page: rows.at(-1)?.page ?? page }];
}

function noteLines(parted: Parted[]): PdfLine[] {
	return parted.flatMap(({ page, notes }) =>
		[...notes].flatMap(([number, text]) => [
			{ text: "", page: page.number },
			{ text: `[^${noteId(page, number)}]: ${literally(text)}`, page: page.number },
		]),
	);
}

function allPieces(parted: Parted[], { size }: Layout): Piece[] {
	let heads: string[] = [];
	return parted.flatMap((page) => {
		const tables = tablesOf(page.page.segments, size, heads);
		heads = tables.at(-1)?.rows[0] ?? [];
		return piecesOf(page, tables);
	});
}

/** A page's lines and tables in its order. Segments of one line that are no table's are one line. */
function piecesOf(parted: Parted, tables: Table[]): Piece[] {
	const { number, segments } = parted.page;
	const pieces: Piece[] = [];
	const done = new Set<unknown>();
	const told = (text: string) => withReferences(literally(text), parted);
	for (const segment of segments) {
		const table = tables.find(({ segments }) => segments.has(segment));
		const last = pieces.at(-1);
		if (table && !done.has(table)) {
			done.add(table);
			const rows = table.rows.map((row) => ({ cells: row.map(told), page: number }));
			pieces.push({ page: number, rows });
		} else if (!table && last && "line" in last && isBeside(last.line, segment)) {
			last.line = { ...last.line, text: `${last.line.text}\t${told(segment.text)}`, end: segment.end };
		} else if (!table) {
			pieces.push({ page: number, line: { ...segment, text: told(segment.text) } });
		}
	}
	return pieces;
}

function isBeside(line: Segment, segment: Segment): boolean {
	return Math.abs(line.y - segment.y) < line.size * 0.25 && segment.x >= line.end;
}

/** A table that goes on over the page is one; a row that does, too. */
function withoutBreaks(pieces: Piece[]): Piece[] {
	const kept: Piece[] = [];
	for (const piece of pieces) {
		const before = kept.at(-1);
		const goesOn = before && "rows" in before && "rows" in piece && before.page < piece.page;
		if (goesOn && before.rows[0]?.cells.length === piece.rows[0]?.cells.length) goOn(before.rows, piece.rows);
		else kept.push(piece);
	}
	return kept;
}

function goOn(rows: Row[], more: Row[]): void {
	const again = String(more[0]?.cells) === String(rows[0]?.cells);
	const [first, ...rest] = again ? more.slice(1) : more;
	const last = rows.at(-1);
	if (!first || !last) return;
	const isRest = first.cells.every((cell, at) => cell === "" || !isFinished(last.cells[at] ?? "."));
	if (isRest && first.cells.includes(""))
		last.cells = last.cells.map((cell, at) => (first.cells[at] ? joined(cell, first.cells[at]) : cell));
	else rows.push(first);
	rows.push(...rest);
}

/** Whether a paragraph ends between two lines. */
function parts(before: Piece & { line: Segment }, after: Piece & { line: Segment }, layout: Layout): boolean {
	const { line: upper } = before;
	const { line: lower } = after;
	const step = upper.y - lower.y;
	const full = upper.end > layout.right - (layout.right - layout.left) * 0.1;
	if (Math.abs(upper.size - lower.size) > layout.size * 0.08) return true;
	if (before.page !== after.page || step < 0)
		return isHeading(lower, layout) || (isFinished(upper.text) && !/^\p{Ll}/u.test(lower.text) && !full);
	if (step > 1.3 * Math.max(layout.leading, lower.size)) return true;
	const indented = lower.x > upper.x + 0.8 * lower.size;
	return indented && isFinished(upper.text) && !full;
}

function isHeading({ size, text }: Segment, layout: Layout): boolean {
	return size > layout.size * 1.15 && text.length <= 150;
}
