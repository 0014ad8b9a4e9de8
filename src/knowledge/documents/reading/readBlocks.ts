import { isEnglish } from "../../words/english.ts";
import { type Numbered, readNumber } from "./readNumber.ts";

/** A stretch of lines that belong together, as far as lines alone can tell. */
export type Block = {
	kind: "number" | "heading" | "text" | "item";
	/** Where it begins, counted from 1. */
	line: number;
	/** The number that it begins with, such as "2.3.1". */
	number?: string;
	/** Its words with their marks, without number, bullet or `#`. */
	raw: string;
	/** Whether an empty line stands before it. */
	gap: boolean;
	/** Its first two lines, where it has two: a short first one may be a heading. */
	lines?: [string, string];
};

export type Blocks = {
	blocks: Block[];
	/** Lines that belong to the page and not to the paper. */
	dropped: Set<number>;
	notes: string[];
};

const setext = /^\s*(?:=+|-{3,}|\*{3,}|_{3,})\s*$/;
const contents = /(?:\.{3,}|…+|(?:\s\.){3,}|\t)\s*\d{1,3}\s*$/;
const letter = /^\(?(?:[a-z]|[ivx]{2,4})\)\s+\S/i;
const bullet = /^[-*+•·–—▪●]\s+/;

/** Parts a text into blocks, dropping page numbers, running headers, tables of contents and tables. */
export function readBlocks(text: string): Blocks {
	const lines = text.split("\n").map((line) => line.trimEnd());
	const running = runningLines(lines);
	const notes = [...running].map(
		(line) => `The line “${line.slice(0, 60)}” stands on several pages and was left out as a running header.`,
	);
	const blocks: Block[] = [];
	let gap = true;
	let last: Numbered | undefined;
	let tables = 0;
	let inTable = false;
	let tail = "";
	const dropped = new Set<number>();
	lines.forEach((full, at) => {
		const line = full.trim();
		if (line === "" || setext.test(line)) {
			const before = blocks.at(-1);
			if (/^=+$/.test(line) && before?.kind === "text" && !gap) before.kind = "heading";
			gap = true;
			return;
		}
		if (isPageNumber(line) || running.has(line) || contents.test(full.slice(-60))) {
			dropped.add(at + 1);
			return;
		}
		if (line.startsWith("|") && !inTable) tables += 1;
		inTable = line.startsWith("|");
		if (inTable) return;
		const begun = begin(line, { line: at + 1, gap, last, before: blocks.at(-1), tail });
		if (begun.numbered) last = begun.numbered;
		if (begun.block) blocks.push(begun.block);
		else append(blocks, line, tail);
		tail = line.slice(-60);
		gap = false;
	});
	if (tables > 0)
		notes.push(`${tables} table${tables === 1 ? " was" : "s were"} left out: only running text is taken.`);
	return { blocks, dropped, notes };
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
	if (numbered)
		return { block: { ...block("number", numbered.rest).block, number: numbered.number }, numbered };
	const hashes = /^#{1,6}\s+(.*?)\s*#*$/.exec(quoted);
	if (hashes) return block("heading", hashes[1] ?? "");
	if (isCapitals(quoted) && finished) return block("heading", quoted);
	if (bullet.test(quoted)) return block("item", `• ${quoted.replace(bullet, "")}`);
	if (letter.test(quoted)) return block("item", quoted);
	if (gap || before === undefined || before.kind === "heading") return block("text", quoted);
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
	return /[.!?:;]["”’')\]*_]*$/.test(text.slice(-20).trimEnd());
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
