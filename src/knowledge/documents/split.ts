import { latinLetters } from "./reading/latinLetters.ts";
import { type Block, isFinished, joined, readBlocks } from "./reading/readBlocks.ts";
import { readMarks } from "./reading/readMarks.ts";
import { type Draft, runInHeadings } from "./reading/runInHeadings.ts";

/** One paragraph of a source, in its own words. */
export type Paragraph = {
	/** The number that the source gives it, such as "2.2" or "2.2(a)"; null where it gives none. */
	number: string | null;
	/** Its own heading. */
	heading: string | null;
	/** The heading of the section that it stands in. */
	section: string | null;
	/** The source's words, without heading and marks, white space folded. */
	text: string;
	/** Where it begins, counted from 1. */
	line: number;
};

export type Split = {
	/** What stands before the first paragraph and section: title, date and the like. */
	head: { line: number; text: string }[];
	paragraphs: Paragraph[];
	/** Text after the head that belongs to no paragraph. */
	loose: { line: number; text: string }[];
	warnings: string[];
};

/** Where the walk through the blocks stands. */
type Walk = {
	drafts: Draft[];
	current?: Draft;
	section: string | null;
	heading: string | null;
	loose: Split["loose"];
};

/**
 * Parts a paper into its numbered paragraphs, or, where nothing is numbered, into its paragraphs.
 * Lines and paragraphs that page layout broke are put together again; no word is changed.
 */
export function split(text: string): Split {
	const { blocks, dropped, notes } = readBlocks(latinLetters(text).text);
	const numbered = blocks.some((block, at) => block.number && !isSection(block, blocks[at + 1]));
	const start = numbered ? blocks.findIndex((block) => block.number) : firstProse(blocks);
	const from = start < 0 ? blocks.length : start;
	const until = blocks[from]?.line ?? Number.POSITIVE_INFINITY;
	const lines = text.split("\n").map((line, at) => ({ line: at + 1, text: line }));
	const walk: Walk = { drafts: [], section: null, heading: null, loose: [] };
	blocks.slice(numbered ? from : headed(blocks, from)).forEach((block, at, rest) => {
		step(walk, block, rest[at + 1], numbered);
	});
	const { paragraphs, warnings } = runInHeadings(walk.drafts);
	const empty = paragraphs.filter((paragraph) => paragraph.text === "");
	return {
		head: lines.filter(({ line }) => line < until && !dropped.has(line)),
		paragraphs: paragraphs.filter((paragraph) => paragraph.text !== ""),
		loose: walk.loose,
		warnings: [
			...notes,
			...warnings,
			...empty.map(({ number, line }) => `Line ${line}: paragraph ${number} has no text, and was left out.`),
			...missing(paragraphs),
		],
	};
}

function step(walk: Walk, block: Block, next: Block | undefined, numbered: boolean): void {
	const plain = readMarks(block.raw).text;
	const { current } = walk;
	if (block.number && isSection(block, next)) {
		open(walk, { section: plain, heading: null });
	} else if (block.number) {
		begin(walk, { ...block, ...ownLine(block, next) }, block.number);
	} else if (block.kind === "heading" || isHeading(block, current)) {
		if (numbered && next?.kind !== "number") walk.loose.push({ line: block.line, text: plain });
		open(walk, { section: walk.section, heading: plain.replace(/\s*:$/, "") });
	} else if (block.kind === "item" && current) {
		item(walk, block, current);
	} else if (current && goesOn(block, plain, current, numbered)) {
		current.raw = joined(current.raw, block.raw);
	} else if (!numbered) {
		begin(walk, block, null);
	} else {
		walk.current = undefined;
		walk.loose.push({ line: block.line, text: plain });
	}
}

function goesOn(block: Block, plain: string, current: Draft, numbered: boolean): boolean {
	if (current.raw === "" || !isFinished(current.raw) || startsLower(plain)) return true;
	return numbered && !isLabelled(block, current);
}

function open(walk: Walk, under: { section: string | null; heading: string | null }): void {
	Object.assign(walk, under);
	walk.current = undefined;
}

function begin(walk: Walk, block: Block & { own?: string }, number: string | null): void {
	const { raw, line, own } = block;
	walk.current = { number, section: walk.heading ?? walk.section, raw, line, own };
	walk.drafts.push(walk.current);
}

/** The heading that stands alone on a number's line, and the text in the lines after it. */
function ownLine(block: Block, next: Block | undefined): { raw?: string; own?: string } {
	const [first, second] = block.lines ?? [];
	if (first === undefined || second === undefined) {
		const follows = next?.kind === "text" && next.gap && canHead(block.raw, readMarks(next.raw).text);
		return follows ? { raw: "", own: readMarks(block.raw).text } : {};
	}
	const alone = first.length <= 60 && second.length >= first.length + 20 && canHead(first, second);
	return alone ? { raw: block.raw.slice(first.length).trim(), own: readMarks(first).text } : {};
}

function canHead(heading: string, text: string): boolean {
	const whole = text.length > heading.length && /^["“‘(]?\p{Lu}/u.test(text);
	return whole && isShort(heading) && !breaksOff.test(heading);
}

// Words that no heading and no sentence ends with.
const breaksOff =
	/(?:,|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|was|were|with|our|their|is|are|has|have|be|been))$/i;

// A list that its paragraph leads into is part of the sentence; one of whole sentences is paragraphs.
function item(walk: Walk, block: Block, current: Draft): void {
	const letter = /^\(?([a-z]+)\)\s+(.*)$/is.exec(block.raw);
	const parent = walk.drafts.findLast((draft) => draft.number && !draft.number.includes("("));
	const leadsIn = /[:;,–-]\s*$|\b(?:and|or)\s*$/.test(current.raw) || !isFinished(current.raw);
	const whole = letter && /^["“‘*_]*\p{Lu}/u.test(letter[2] ?? "") && /[.!?]$/.test(block.raw.trim());
	const inList = /(?:^|\s)\(?[a-z]{1,4}\)\s\S/i.test(current.raw) && !current.number?.includes("(");
	if (!letter || !parent || !whole || leadsIn || inList) {
		current.raw = joined(current.raw, block.raw);
		return;
	}
	begin(walk, { ...block, raw: letter[2] ?? "" }, `${parent.number}(${letter[1]})`);
}

/** Whether a numbered line is a section's heading: short, not a sentence, and numbers below it or text follows. */
function isSection(block: Block, next: Block | undefined): boolean {
	if (!block.number || !isShort(block.raw)) return false;
	const under = block.number.replace(/(?:\.0)+$/, "");
	if (block.number !== under) return true;
	return (
		next?.number?.startsWith(`${under}.`) === true || (next === undefined && !block.number.includes("."))
	);
}

function isHeading(block: Block, current: Draft | undefined): boolean {
	if (block.kind !== "text" || !block.gap) return false;
	const { text, bold } = readMarks(block.raw);
	const allBold = bold.some(({ from, to }) => from === 0 && to >= text.length);
	if (allBold && text.length <= 150) return true;
	if (!isShort(block.raw) || !/^\p{Lu}/u.test(text)) return false;
	if (text.endsWith(":")) return true;
	return current === undefined || isFinished(current.raw) || !breaksOff.test(current.raw);
}

/** "Further information: …" and the like after a finished paragraph: the paper's end, not its paragraph's. */
function isLabelled(block: Block, current: Draft): boolean {
	const { text } = readMarks(block.raw);
	return block.gap && isFinished(current.raw) && /^\p{Lu}[\p{L}'’ -]{2,60}:\s/u.test(text);
}

function isShort(raw: string): boolean {
	const { text } = readMarks(raw);
	return text !== "" && text.length <= 120 && text.split(" ").length <= 15 && !/[.!?;,]["”’)]?$/.test(text);
}

function startsLower(text: string): boolean {
	return /^[\p{Ll}/,;)–-]/u.test(text);
}

function firstProse(blocks: Block[]): number {
	return blocks.findIndex(({ kind, raw }) => {
		const { text } = readMarks(raw);
		return (
			kind === "text" &&
			text.split(" ").length >= 10 &&
			isFinished(text) &&
			!/^\p{Lu}[\p{L} ]{1,29}:/u.test(text)
		);
	});
}

/** Where the headings just above the first prose begin; the first of all is the title. */
function headed(blocks: Block[], from: number): number {
	if (from < 0) return blocks.length;
	let at = from;
	while (at > 1 && (blocks[at - 1]?.kind === "heading" || isHeading(blocks[at - 1] as Block, undefined)))
		at -= 1;
	return at;
}

function missing(paragraphs: Paragraph[]): string[] {
	const warnings: string[] = [];
	const numbers = paragraphs.flatMap(({ number }) => (number && /^[\d.]+$/.test(number) ? [number] : []));
	const held = new Set(numbers);
	const groups = new Map<string, number[]>();
	for (const number of held) {
		const parts = number.split(".");
		const group = parts.slice(0, -1).join(".");
		const lasts = groups.get(group) ?? [];
		lasts.push(Number(parts.at(-1)));
		groups.set(group, lasts);
	}
	for (const [group, lasts] of groups) {
		const sorted = lasts.sort((a, b) => a - b);
		const full = (last: number) => (group ? `${group}.${last}` : String(last));
		sorted.forEach((last, at) => {
			const before = sorted[at - 1] ?? 0;
			const inner = groups.has(full(before + 1));
			if (last > before + 1 && !inner)
				warnings.push(
					last === before + 2
						? `${full(before + 1)} is missing before ${full(last)}.`
						: `${full(before + 1)} to ${full(last - 1)} are missing before ${full(last)}.`,
				);
		});
	}
	return warnings;
}
