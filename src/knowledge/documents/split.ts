import { withoutReferences } from "./formats/markdown.ts";
import { aboutLine, type Paper, pageOf } from "./formats/paper.ts";
import { latinLetters } from "./reading/latinLetters.ts";
import { missingNumbers } from "./reading/missingNumbers.ts";
import type { Draft, Paragraph } from "./reading/paragraph.ts";
import { type Block, isFinished, joined, readBlocks } from "./reading/readBlocks.ts";
import { readMarks } from "./reading/readMarks.ts";
import { runInHeadings } from "./reading/runInHeadings.ts";
import {
	canHead,
	firstProse,
	headed,
	isHeading,
	isLabelled,
	isSection,
	marked,
	startsLower,
	withSections,
} from "./reading/sections.ts";

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
	/** The numbered heading whose paragraphs have no numbers, and how many it has had. */
	part?: { number: string; paragraphs: number };
	/** What the rows of tables are counted under, and how many there were. */
	rows: { under: string; count: number };
	tables: number;
	loose: Split["loose"];
};

/**
 * Parts a paper into its numbered paragraphs, or, where nothing is numbered, into its paragraphs; each row of
 * a table is one. Lines and paragraphs that page layout broke are put together again; no word is changed.
 */
export function split(paper: Pick<Paper, "text" | "places">): Split {
	const read = readBlocks({ ...paper, text: latinLetters(paper.text).text });
	const blocks = withSections(read.blocks);
	const numbered = blocks.some((block, at) => block.number && !isSection(block, blocks[at + 1]));
	const start = numbered ? blocks.findIndex((block) => block.number) : firstProse(blocks);
	const from = start < 0 ? blocks.length : numbered ? start : headed(blocks, start);
	const until = blocks[numbered ? start : marked(blocks, start)]?.line ?? Number.POSITIVE_INFINITY;
	const lines = paper.text.split("\n").map((line, at) => ({ line: at + 1, text: line }));
	const walk: Walk = {
		...{ drafts: [], section: null, heading: null, loose: [], tables: 0 },
		rows: { under: "", count: 0 },
	};
	blocks.slice(from).forEach((block, at, rest) => {
		step(walk, block, rest[at + 1], numbered);
	});
	const { paragraphs, warnings } = finished(walk.drafts, read.footnotes, paper);
	const empty = paragraphs.filter((paragraph) => paragraph.text === "");
	return {
		head: lines.filter(({ line }) => line < until && !read.dropped.has(line)),
		paragraphs: paragraphs.filter((paragraph) => paragraph.text !== ""),
		loose: walk.loose,
		warnings: [
			...read.warnings,
			...warnings,
			...empty.map(({ number, line }) =>
				aboutLine(paper, line, `paragraph ${number} has no text, and was left out.`),
			),
			...missingNumbers(paragraphs),
		],
	};
}

/** The paragraphs as they are to be read, with their footnotes and pages. */
function finished(
	drafts: Draft[],
	footnotes: Map<string, string>,
	paper: Pick<Paper, "places">,
): { paragraphs: Paragraph[]; warnings: string[] } {
	const ids: string[][] = [];
	const bare = drafts.map((draft) => {
		const raw = withoutReferences(draft.raw);
		const own = withoutReferences(draft.own ?? "");
		ids.push([...own.ids, ...raw.ids]);
		return { ...draft, raw: raw.text, own: own.text || undefined };
	});
	const { paragraphs, warnings } = runInHeadings(bare);
	return {
		paragraphs: paragraphs.map((paragraph, at) => ({
			...paragraph,
			footnotes: [...new Set(ids[at])].flatMap((id) => readMarks(footnotes.get(id) ?? "").text || []),
			page: pageOf(paper, paragraph.line),
		})),
		warnings,
	};
}

function step(walk: Walk, block: Block, next: Block | undefined, numbered: boolean): void {
	const plain = readMarks(block.raw).text;
	const { current } = walk;
	if (block.kind === "row") {
		row(walk, block);
	} else if (block.number && isSection(block, next)) {
		open(walk, { section: plain, heading: null });
		walk.part = block.titled ? { number: block.number, paragraphs: 0 } : undefined;
	} else if (block.number) {
		walk.part = undefined;
		begin(walk, { ...block, ...ownLine(block, next) }, block.number);
	} else if (block.kind === "heading" || isHeading(block, current)) {
		if (numbered && !walk.part && next?.kind !== "number") walk.loose.push({ line: block.line, text: plain });
		open(walk, { section: walk.section, heading: plain.replace(/\s*:$/, "") });
	} else if (block.kind === "item" && current) {
		item(walk, block, current);
	} else if (current && goesOn(block, plain, current, numbered && !walk.part)) {
		current.raw = joined(current.raw, block.raw);
	} else if (walk.part) {
		walk.part.paragraphs += 1;
		begin(walk, block, `section ${walk.part.number}, paragraph ${walk.part.paragraphs}`);
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

/** A row of a table: a paragraph of its own, placed by the paragraph or the section that the table stands in. */
function row(walk: Walk, block: Block): void {
	const under = walk.current?.number ?? (walk.part ? `section ${walk.part.number}` : null);
	const last = walk.drafts.at(-1);
	const same = last?.row === true && walk.rows.under === (under ?? `table ${walk.tables}`);
	if (!same && under === null) walk.tables += 1;
	walk.rows = { under: under ?? `table ${walk.tables}`, count: same ? walk.rows.count + 1 : 1 };
	const number =
		under === null ? `${walk.rows.under}, row ${walk.rows.count}` : `${under}, table row ${walk.rows.count}`;
	const { raw, line } = block;
	walk.drafts.push({ number, section: walk.heading ?? walk.section, raw, line, row: true });
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
