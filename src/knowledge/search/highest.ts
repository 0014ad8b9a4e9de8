/**
 * The places of the highest so many of all scores, and of those that equal the last of them, in order of
 * place. A score of minus infinity is none of them. Costs little more than a look at each.
 */
export function highest(scores: Float64Array, most: number): number[] {
	const least = nth(scores, most);
	const found: number[] = [];
	for (let at = 0; at < scores.length; at++) {
		const score = scores[at] as number;
		if (score >= least && score > Number.NEGATIVE_INFINITY) found.push(at);
	}
	return found;
}

/** The lowest of the highest so many: they stand in a heap whose first is the lowest. */
function nth(scores: Float64Array, most: number): number {
	const heap = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
	for (let at = 0; at < scores.length; at++) {
		const score = scores[at] as number;
		if (score > (heap[0] as number)) putFirst(heap, score);
	}
	return heap[0] ?? Number.NEGATIVE_INFINITY;
}

/** Puts a score in the place of the first, and moves it down to where it belongs. */
function putFirst(heap: Float64Array, score: number): void {
	let at = 0;
	for (;;) {
		const [left, right] = [2 * at + 1, 2 * at + 2];
		if (left >= heap.length) break;
		const lower = right < heap.length && (heap[right] as number) < (heap[left] as number) ? right : left;
		if ((heap[lower] as number) >= score) break;
		heap[at] = heap[lower] as number;
		at = lower;
	}
	heap[at] = score;
}
