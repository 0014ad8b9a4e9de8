/** A piece of text as a PDF places it. */
export type Item = { str: string; transform: number[]; width: number };

/** A stretch of one line that no wide gap parts. `y` counts upwards from the foot of the page, as PDFs do. */
export type Segment = { text: string; x: number; end: number; y: number; size: number };

/** Stand around the number of a footnote that a text refers to. */
export const noteMarks = ["\ue000", "\ue001"] as const;

// Numbers, letters and bullets stand apart from the paragraph that they begin.
const label = /^(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]?|\(?[a-z]{1,4}[.)]|[•·▪●–-])$/i;
const bullets = /[\uf0b7\uf0a7\uf0d8\u2022\u25cf\u25aa]/g;

/** Puts a page's pieces together into segments, in the order in which the page gives them. */
export function segmentsOf(items: Item[]): Segment[] {
	const segments: Segment[] = [];
	let current: Segment | undefined;
	let apart = false;
	let before: Item | undefined;
	for (const item of items) {
		if (isTurned(item) || isTwice(item, before)) continue;
		before = item;
		const placed = place(item);
		const follows = current !== undefined && isOneLine(current, placed);
		if (item.str.trim() === "") {
			if (follows && current) apart ||= item.width > 0.8 * current.size;
			if (follows && current && item.width > 0) current.text = `${current.text.trimEnd()} `;
			continue;
		}
		if (follows && current && joins(current, placed, apart)) append(current, placed);
		else {
			current = placed;
			segments.push(current);
		}
		apart = false;
	}
	return segments.map((segment) => ({ ...segment, text: segment.text.trim() }));
}

function place({ str, transform, width }: Item): Segment {
	const [, , c = 0, d = 0, x = 0, y = 0] = transform;
	const text = str.replace(/[\ufb00-\ufb06]/g, (joined) => joined.normalize("NFKC")).replace(bullets, "•");
	return { text, x, end: x + width, y, size: Math.hypot(c, d) };
}

// What is written across a page is a stamp on it.
function isTurned({ transform: [a = 0, b = 0] }: Item): boolean {
	return Math.abs(b) > Math.abs(a) * 0.1;
}

// Some programs write a text twice, a hair apart, to make it bold.
function isTwice(item: Item, before: Item | undefined): boolean {
	const near = (at: number) => Math.abs((item.transform[at] ?? 0) - (before?.transform[at] ?? 0)) < 1;
	return before !== undefined && item.str.trim() !== "" && item.str === before.str && near(4) && near(5);
}

function isOneLine(current: Segment, next: Segment): boolean {
	const up = next.y - current.y;
	const raised = next.size < current.size * 0.8 && up > 0 && up < current.size * 0.6;
	const lowered = isNumber(current) && current.size < next.size * 0.8 && up < 0 && -up < next.size * 0.6;
	return raised || lowered || Math.abs(up) < 0.25 * Math.max(current.size, next.size);
}

function joins(current: Segment, next: Segment, apart: boolean): boolean {
	const gap = next.x - current.end;
	const begins = label.test(current.text.trim());
	return gap > -current.size && (begins ? gap < 6 * current.size : !apart && gap < 0.8 * current.size);
}

function append(current: Segment, next: Segment): void {
	const raised = next.size < current.size * 0.8 && isNumber(next);
	const lowered = current.size < next.size * 0.8 && isNumber(current);
	if (lowered) Object.assign(current, { text: noteMark(current), size: next.size, y: next.y });
	const spaced = next.x - current.end > 0.15 * next.size && !/\s$/.test(current.text) && !raised;
	current.text = raised
		? `${current.text.trimEnd()}${noteMark(next)}`
		: `${current.text}${spaced ? " " : ""}${next.text}`;
	current.end = Math.max(current.end, next.end);
}

function isNumber({ text }: Segment): boolean {
	return /^\s*\d{1,3}\s*$/.test(text);
}

function noteMark({ text }: Segment): string {
	return `${noteMarks[0]}${text.trim()}${noteMarks[1]}`;
}
