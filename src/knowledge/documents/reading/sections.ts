import type { Draft } from "./paragraph.ts";
import { type Block, isFinished } from "./readBlocks.ts";
import { readMarks } from "./readMarks.ts";

/** Numbered headings that have several paragraphs under them are sections, and then all numbered headings are. */
export function withSections(blocks: Block[]): Block[] {
	const several = blocks.some((block, at) => {
		const after = blocks.slice(at + 1, at + 3);
		return block.titled && after.length === 2 && after.every(({ kind, gap }) => kind === "text" && gap);
	});
	return several ? blocks : blocks.map((block) => ({ ...block, titled: false }));
}

/** Whether a numbered line is a section's heading: short, not a sentence, and numbers below it or text follows. */
export function isSection(block: Block, next: Block | undefined): boolean {
	if (!block.number || !isShort(block.raw)) return false;
	if (block.titled) return true;
	const under = block.number.replace(/(?:\.0)+$/, "");
	if (block.number !== under) return true;
	return (
		next?.number?.startsWith(`${under}.`) === true || (next === undefined && !block.number.includes("."))
	);
}

/** Whether a line that nothing marks as one is a heading: alone, short, and no sentence. */
export function isHeading(block: Block, current: Draft | undefined): boolean {
	if (block.kind !== "text" || !block.gap) return false;
	const { text, bold } = readMarks(block.raw);
	const allBold = bold.some(({ from, to }) => from === 0 && to >= text.length);
	if (allBold && text.length <= 150) return true;
	if (!isShort(block.raw) || !/^\p{Lu}/u.test(text)) return false;
	if (text.endsWith(":")) return true;
	return current === undefined || isFinished(current.raw) || !breaksOff.test(current.raw);
}

/** "Further information: …" and the like after a finished paragraph: the paper's end, not its paragraph's. */
export function isLabelled(block: Block, current: Draft): boolean {
	const { text } = readMarks(block.raw);
	return block.gap && isFinished(current.raw) && /^\p{Lu}[\p{L}'’ -]{2,60}:\s/u.test(text);
}

/** Whether a line can be the heading of the text after it. */
export function canHead(heading: string, text: string): boolean {
	const whole = text.length > heading.length && /^["“‘(]?\p{Lu}/u.test(text);
	return whole && isShort(heading) && !breaksOff.test(heading);
}

// Words that no heading and no sentence ends with.
const breaksOff =
	/(?:,|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|that|the|to|was|were|with|our|their|is|are|has|have|be|been))$/i;

/** Whether a text begins as a sentence goes on. */
export function startsLower(text: string): boolean {
	return /^[\p{Ll}/,;)–-]/u.test(text);
}

/** Where the first block stands that is a paragraph of text; -1 where none is. */
export function firstProse(blocks: Block[]): number {
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
export function headed(blocks: Block[], from: number): number {
	let at = from;
	const heads = (block: Block | undefined, next: Block | undefined) =>
		block && (block.kind === "heading" || isSection(block, next) || isHeading(block, undefined));
	while (at > 1 && heads(blocks[at - 1], blocks[at])) at -= 1;
	return at;
}

/** Where the headings just above the first prose begin, of those that are marked as such; the first of all is the title. */
export function marked(blocks: Block[], from: number): number {
	let at = from;
	while (at > 1 && (blocks[at - 1]?.kind === "heading" || blocks[at - 1]?.titled)) at -= 1;
	return at;
}

function isShort(raw: string): boolean {
	const { text } = readMarks(raw);
	return text !== "" && text.length <= 120 && text.split(" ").length <= 15 && !/[.!?;,]["”’)]?$/.test(text);
}
