import type { Content } from "#knowledge/held.ts";
import { hold } from "#knowledge/hold.ts";
import { search } from "#knowledge/search/search.ts";
import { percentile } from "./percentile.ts";
import { grow } from "./variations.ts";

/** What it costs to search among so many passages. */
export type Searching = {
	searchP50Ms: number;
	searchP95Ms: number;
	/** How long the index takes to build from nothing, as at a start. */
	buildMs: number;
	/** The memory of the process that has it. */
	rssMb: number;
};

/** So many questions make the machine quick at it, as it is soon after a start. */
const forWarmth = 40;

/** Builds the index of the content given, grown to so many passages, and asks each question in it. */
export function searching(content: Content, passages: number, questions: string[]): Searching {
	const grown = grow(content, passages);
	const from = performance.now();
	const held = hold(grown);
	const buildMs = Math.round(performance.now() - from);
	const times = [...questions.slice(0, forWarmth), ...questions].map((question) => {
		const from = performance.now();
		search(held, question);
		return performance.now() - from;
	});
	const measured = times.slice(forWarmth);
	return {
		searchP50Ms: percentile(measured, 0.5),
		searchP95Ms: percentile(measured, 0.95),
		buildMs,
		rssMb: Math.round(process.memoryUsage().rss / 1e6),
	};
}
