import { smallest } from "./rounded.ts";

/**
 * Whether what is shown leaves every number of fewer than five open: for each there is another number with
 * which exactly the same would have been shown. Looks among the tables in which one or two people answered
 * otherwise.
 */
export function isVague(counts: number[], shows: (counts: number[]) => string): boolean {
	const shown = shows(counts);
	return counts.every((count, cell) => count >= smallest || isOpen(counts, cell, shown, shows));
}

function isOpen(counts: number[], cell: number, shown: string, shows: (counts: number[]) => string): boolean {
	const near = [...moves(counts)].filter((other) => other[cell] !== counts[cell]);
	if (near.some((other) => shows(other) === shown)) return true;
	return near.some((one) =>
		[...moves(one)].some((other) => other[cell] !== counts[cell] && shows(other) === shown),
	);
}

/** Every way in which one person may have answered otherwise. */
function* moves(counts: number[]): Generator<number[]> {
	for (const [from, count] of counts.entries())
		for (const to of counts.keys())
			if (count > 0 && from !== to)
				yield counts.map((each, at) => each - Number(at === from) + Number(at === to));
}
