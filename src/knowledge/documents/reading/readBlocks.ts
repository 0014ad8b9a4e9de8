import { isEnglish } from "../../words/english.ts";
import { footnoteOn, withoutReferences } from "../formats/markdown.ts";
import type { Paper } from "../formats/paper.ts";
import { type Numbered, readNumber } from "./readNumber.ts";
import { tableReader } from "./tableReader.ts";

/** A stretch of lines that belong together, as far as lines alone can tell. */
export type Block = {
	kind: "number" | "heading" | "text" | "item" | "row";
	/** Where it begins, counted from 1. */
	line: number;
	/** The number that it begins with, such as "2.3.1". */
	number?: string;
	/** Its words with their marks, without number, bullet or `#`. */
	raw: string;
	/** Whether an empty line stands before it. */
	gap: boolean;
	/** Whether it is marked as a heading, number and all. */
	titled?: boolean;
	/** Its first two lines, where it has two: a short first one may be a heading. */
	lines?: [string, string];
};

export type Blocks = {
	blocks: Block[];
	/** Lines that belong to the page and not to the paper. */
	dropped: Set<number>;
	/** The text of each footnote, by its id. */
	footnotes: Map<string, string>;
	warnings: string[];
};

const setext = /^\s*(?:=+|-{3,}|\*{3,}|_{3,})\s*$/;
const contents = /(?:\.{3,}|…+|(?:\s\.){3,}|\t)\s*\d{1,3}\s*$/;
const letter = /^\(?(?:[a-z]|[ivx]{2,4})\)\s+\S/i;
const bullet = /^[-*+•·–—▪●]\s+/;

/** Parts a paper into blocks, dropping page numbers, running headers and tables of contents. */
export function readBlocks({ text, places }: Pick<Paper, "text" | "places">): Blocks {
	const lines = text.split("\n").map((line) => line.trimEnd());
	const running = places === "lines" ? runningLines(lines) : new Set<string>();
	const blocks: Block[] = [];
	const footnotes = new Map<string, string>();
	const table = tableReader();
	let gap = true;
	let last: Numbered | undefined;
	let tail = "";
	const dropped = new Set<number>();
	lines.forEach((full, at) => {
		const line = full.trim();
		const cells = table.read(line, lines[at + 1]);
		if (cells) {
			if (cells.row) blocks.push({ kind: "row", line: at + 1, raw: cells.row, gap: true });
			gap = true;
			return;
		}
		if (line === "" || setext.test(line)) {
			const before = blocks.at(-1);
			if (/^=+$/.test(line) && before?.kind === "text" && !gap) before.kind = "heading";
			gap = true;
			return;
		}
		const note = footnoteOn(line);
		if (note) footnotes.set(note.id, note.text);
		if (note || isPageNumber(line) || running.has(line) || contents.test(full.slice(-60))) {
			dropped.add(at + 1);
			return;
		}
		const begun = begin(line, { line: at + 1, gap, last, before: blocks.at(-1), tail });
		if (begun.numbered) last = begun.numbered;
		if (begun.block) blocks.push(begun.block);
		else append(blocks, line, tail);
		tail = line.slice(-60);
		gap = false;
	});
	return { blocks, dropped, footnotes, warnings: [...[...running].map(runningWarning), ...table.warnings()] };
}

function runningWarning(line: string): string {
	return `The line “${line.slice(0, 60)}” stands on several pages and was left out as a running header.`;
}

type Where = {
	line: number;
	gap: boolean;
	last: Numbered | undefined;
	before: Block | undefined;
	tail: string;
};

function begin(line: string, where: Where): { block?: Block; numbered?: Numbered } {
	const { gap, before } = where;
	const block = (kind: Block["kind"], raw: string): { block: Block } => ({
		block: { kind, line: where.line, raw, gap },
	});
	const quoted = line.replace(/^(?:>\s?)+/, "");
	const finished = gap ? true : before === undefined || before.kind === "heading" || isFinished(where.tail);
	const numbered = readNumber(quoted, { last: where.last, finished, gap });
	if (numbered) {
		const titled = /^#{1,6}\s/.test(quoted);
		return {
			block: { ...block("number", numbered.rest).block, number: numbered.number, titled },
			numbered,
		};
	}
	const hashes = /^#{1,6}\s+(.*?)\s*#*$/.exec(quoted);
	if (hashes) return block("heading", hashes[1] ?? "");
	if (isCapitals(quoted) && finished) return block("heading", quoted);
	if (bullet.test(quoted)) return block("item", `• ${quoted.replace(bullet, "")}`);
	if (letter.test(quoted)) return block("item", quoted);
	if (gap || before === undefined || before.kind === "heading" || before.kind === "row")
		return block("text", quoted);
	return {};
}

function append(blocks: Block[], line: string, before: string): void {
	const block = blocks.at(-1);
	if (!block) return;
	const more = line.replace(/^(?:>\s?)+/, "");
	block.lines ??= [block.raw, more];
	block.raw = joined(block.raw, more, before);
}

/**
 * Two stretches of one text, as they were before a line ended between them: a hyphen there joins, and
 * goes where it only parted a word. `end` is the first one's end, where that is at hand.
 */
export function joined(before: string, after: string, end = before.slice(-60)): string {
	if (before === "") return after;
	const left = /(\p{L}+)-$/u.exec(end)?.[1]?.toLowerCase();
	const right = /^\p{Ll}+/u.exec(after)?.[0];
	if (!left || !right) return `${before} ${after}`;
	const parted = isEnglish(left + right) && !(isEnglish(left) && isEnglish(right));
	return `${parted ? before.slice(0, -1) : before}${after}`;
}

/** Whether a stretch of text ends where a sentence may end. */
export function isFinished(text: string): boolean {
	const end = withoutReferences(text.slice(-60)).text.slice(-20);
	return /[.!?:;]["”’')\]*_]*$/.test(end.trimEnd());
}

function isCapitals(line: string): boolean {
	const letters = line.match(/\p{L}/gu) ?? [];
	return line.length <= 100 && letters.length >= 8 && /\s/.test(line) && line === line.toUpperCase();
}

function isPageNumber(line: string): boolean {
	return /^(?:page\s+\d{1,3}(?:\s*(?:of|\/)\s*\d{1,3})?|\d{1,3}\s*(?:of|\/)\s*\d{1,3}|-\s*\d{1,3}\s*-|\d{1,3})$/i.test(
		line,
	);
}

function runningLines(lines: string[]): Set<string> {
	const seen = new Map<string, number>();
	lines.forEach((full, at) => {
		const line = full.trim();
		const alone = !lines[at - 1]?.trim() || !lines[at + 1]?.trim();
		if (alone && line.length > 3 && line.length <= 80 && !/^[#*_|(\d-]/.test(line))
			seen.set(line, (seen.get(line) ?? 0) + 1);
	});
	return new Set([...seen].filter(([line, times]) => times >= 3 && !isFinished(line)).map(([line]) => line));
}
