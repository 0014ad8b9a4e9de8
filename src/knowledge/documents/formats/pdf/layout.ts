import type { Segment } from "./segments.ts";

/** One page: its pieces of text, and how high it is. */
export type Page = { number: number; height: number; segments: Segment[] };

/** How a paper is set: the size of its text, how far its lines are apart, and where they begin and end. */
export type Layout = { size: number; leading: number; left: number; right: number };

/** Reads from all pages how the running text is set. */
export function layoutOf(pages: Page[]): Layout {
	const all = pages.flatMap(({ segments }) => segments);
	const size = commonest(all.map(({ size, text }) => [round(size), text.length])) ?? 11;
	const body = all.filter((segment) => isSize(segment, size));
	const steps = pages.flatMap(({ segments }) =>
		segments.slice(1).flatMap((segment, at): [number, number][] => {
			const step = (segments[at]?.y ?? 0) - segment.y;
			const plain = isSize(segment, size) && step > 0.8 * size && step < 2.5 * size;
			return plain ? [[round(step), 1]] : [];
		}),
	);
	const ends = body.map(({ end }) => end).sort((a, b) => a - b);
	return {
		size,
		leading: commonest(steps) ?? size * 1.2,
		left: Math.min(...body.slice(0, 50_000).map(({ x }) => x)),
		right: ends[Math.floor(ends.length * 0.95)] ?? 0,
	};
}

function isSize(segment: Pick<Segment, "size">, size: number): boolean {
	return Math.abs(segment.size - size) < size * 0.08;
}

/**
 * The pages without what belongs to them: heads and feet that other pages have too, and page numbers. What the
 * head of a table says again on each of its pages (`heads`) belongs to the table.
 */
export function withoutRunning(pages: Page[], heads: Set<string>): Page[] {
	const times = new Map<string, number>();
	for (const page of pages)
		for (const key of new Set(outer(page).map(keyOf))) times.set(key, (times.get(key) ?? 0) + 1);
	const enough = Math.max(2, Math.min(3, pages.length));
	return pages.map((page) => {
		const edge = new Set(outer(page).filter((one) => !heads.has(rowOf(page, one))));
		const runs = (one: Segment) => (times.get(keyOf(one)) ?? 0) >= enough || isPageNumber(one.text);
		return { ...page, segments: page.segments.filter((one) => !(edge.has(one) && runs(one))) };
	});
}

/** What stands near a page's edge: one or two lines that a gap parts from the rest. */
function outer({ segments, height }: Page): Segment[] {
	const lines = [...segments].sort((a, b) => a.y - b.y);
	const foot = edgeOf(lines).filter(({ y }) => y < height * 0.15);
	const head = edgeOf(lines.reverse()).filter(({ y }) => y > height * 0.8);
	return [...foot, ...head];
}

function rowOf({ segments }: Page, { y }: Segment): string {
	const row = segments.filter((one) => Math.round(one.y) === Math.round(y)).sort((a, b) => a.x - b.x);
	return String(row.map(({ text }) => text));
}

function edgeOf(lines: Segment[]): Segment[] {
	const steps = lines.slice(1).flatMap((segment, at) => {
		const step = Math.abs(segment.y - (lines[at]?.y ?? 0));
		return step > segment.size * 0.5 ? [{ at: at + 1, apart: step > segment.size * 1.5 }] : [];
	});
	const end = steps.slice(0, 2).findLast(({ apart }) => apart)?.at;
	return end === undefined && steps.length > 0 ? [] : lines.slice(0, end);
}

function keyOf({ text, y }: Segment): string {
	return `${Math.round(y / 4)} ${text.replace(/\d+/g, "#").toLowerCase()}`;
}

function isPageNumber(text: string): boolean {
	return /^(?:page\s*)?[-–|\s]*(?:\d{1,4}|[ivxl]{1,6})[-–|\s]*(?:(?:of|\/)\s*\d{1,4})?$/i.test(text);
}

function commonest(weighed: [number, number][]): number | undefined {
	const weights = new Map<number, number>();
	for (const [value, weight] of weighed) weights.set(value, (weights.get(value) ?? 0) + weight);
	return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function round(value: number): number {
	return Math.round(value * 2) / 2;
}
