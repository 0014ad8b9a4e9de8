/** Groups of fewer people are not shown. */
export const smallest = 5;
/** On fewer answers no percentage is given. */
export const smallestBase = 10;
const unit = 5;

/** A number of people as it is shown: to the nearest five; nothing where it is hidden. */
export type Figure = number | null;

/** A number of at least five, to the nearest five. */
export function rounded(count: number): number {
	return unit * Math.round(count / unit);
}

/**
 * The figures of a table whose cells part one group of people. Cells of fewer than five are hidden; where
 * that is only one, the next smallest is hidden as well, because the group less the others would tell it.
 */
export function figuresOf(counts: number[]): Figure[] {
	const small = counts.filter((count) => count < smallest).length;
	const shown = counts.filter((count) => count >= smallest);
	const alsoHidden = small === 1 ? counts.indexOf(Math.min(...shown)) : -1;
	return counts.map((count, at) => (count < smallest || at === alsoHidden ? null : rounded(count)));
}

/** What a table tells of each cell to somebody who knows how it is made: the least and the most it can be. */
export function toldBy(figures: Figure[], group: number): { least: number; most: number }[] {
	const hidden = figures.filter((figure) => figure === null).length;
	// Of two that are hidden one may be the larger, hidden for the other's sake. More are all small.
	const mostHidden = hidden > 2 ? smallest - 1 : group;
	const reach = Math.floor(unit / 2);
	return figures.map((figure) =>
		figure === null
			? { least: 0, most: mostHidden }
			: { least: Math.max(smallest, figure - reach), most: figure + reach },
	);
}

/** A share in whole per cent; nothing where a number is hidden or the base is too small. */
export function percentOf(figure: Figure, group: number): number | undefined {
	if (figure === null || group < smallestBase) return undefined;
	return Math.min(100, Math.round((100 * figure) / rounded(group)));
}
