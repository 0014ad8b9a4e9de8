import { isFinished, joined } from "../../reading/readBlocks.ts";
import type { Layout, Page } from "./layout.ts";
import { noteMarks, type Segment } from "./segments.ts";

/** A page's text and the footnotes under it, by their number. */
export type Parted = { page: Page; notes: Map<string, string> };

const [open, close] = noteMarks;
const begins = new RegExp(`^(?:${open}(\\d{1,3})${close}|(\\d{1,3})(?!\\d*[.:/]\\d))\\s*(?=\\S)`);

/** Parts the footnotes of each page from its text: the smaller lines at its foot, from the first that has a number. */
export function partFootnotes(pages: Page[], { size }: Layout): Parted[] {
	let open: string | undefined;
	return pages.map((page) => {
		const { above, below } = atFoot(page.segments, size);
		const notes = new Map<string, string>();
		const lines = [...below].sort((a, b) => b.y - a.y || a.x - b.x);
		const goesOn = open !== undefined && !isFinished(open);
		if (!lines[0] || !(begins.test(lines[0].text) || goesOn)) return { page, notes };
		let number = "";
		for (const { text } of lines) {
			const match = begins.exec(text);
			if (match) number = match[1] ?? match[2] ?? "";
			notes.set(number, joined(notes.get(number) ?? "", match ? text.slice(match[0].length) : text));
		}
		open = notes.get(number);
		return { page: { ...page, segments: above }, notes };
	});
}

function atFoot(segments: Segment[], size: number): { above: Segment[]; below: Segment[] } {
	const text = segments.filter((one) => one.size > size * 0.93);
	const foot = Math.min(...text.map(({ y }) => y), Number.POSITIVE_INFINITY);
	const isBelow = (one: Segment) => one.size <= size * 0.93 && one.y < foot;
	return { above: segments.filter((one) => !isBelow(one)), below: segments.filter(isBelow) };
}

/** A text with what refers to the footnotes of its page written as `[^id]`; a number without a footnote goes. */
export function withReferences(text: string, { page, notes }: Parted): string {
	return text.replace(new RegExp(`${open}(\\d{1,3})${close}`, "g"), (_, number: string) =>
		notes.has(number) ? `[^${noteId(page, number)}]` : "",
	);
}

/** An id for a footnote that no other page's has. */
export function noteId({ number: page }: Page, number: string): string {
	return `${page}-${number}`;
}
