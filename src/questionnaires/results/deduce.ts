/** A number of people that somebody tries to find out. */
export type Cell = number;

/** What can be deduced about numbers from sums that are known to hold. */
export type Deduction = {
	cell(least: number, most: number): Cell;
	/** The whole is known to be the sum of its parts. */
	sum(whole: Cell, parts: Cell[]): void;
	/** From here on a cell is not to become more certain than it is now, nor than `spread` numbers apart. */
	protect(cells: Cell[], spread: number): void;
	/** Takes facts for known. */
	learn(facts: Fact[]): void;
	/** Learns facts unless a protected cell of few people would become too certain: then nothing is learnt. */
	learnIfSafe(facts: Fact[]): boolean;
	bounds(cell: Cell): { least: number; most: number };
};

export type Fact = { cell: Cell; least: number; most: number };

/** Above that, a number of people gives nobody away, however exactly it is known. */
const large = 10;

/** Keeps the least and the most that each number can be, and follows each new fact through all sums. */
export function createDeduction(): Deduction {
	const least: number[] = [];
	const most: number[] = [];
	const spreads: number[] = [];
	const sums: { whole: Cell; parts: Cell[] }[] = [];
	const sumsOf: number[][] = [];
	// Facts that cannot all hold: where counts were tampered with, nothing more is safe to tell.
	let contradicted = false;

	const narrow = ({ cell, least: low, most: high }: Fact, trail: Fact[], queue: Set<number>): void => {
		const before = { cell, least: least[cell] ?? 0, most: most[cell] ?? 0 };
		if (contradicted || (low <= before.least && high >= before.most)) return;
		contradicted = low > before.most || high < before.least;
		trail.push(before);
		least[cell] = Math.max(low, before.least);
		most[cell] = Math.min(high, before.most);
		for (const at of sumsOf[cell] ?? []) queue.add(at);
	};
	const follow = (
		{ whole, parts }: { whole: Cell; parts: Cell[] },
		trail: Fact[],
		queue: Set<number>,
	): void => {
		const low = parts.reduce((total, part) => total + (least[part] ?? 0), 0);
		const high = parts.reduce((total, part) => total + (most[part] ?? 0), 0);
		narrow({ cell: whole, least: low, most: high }, trail, queue);
		for (const part of parts) {
			const own = { least: least[part] ?? 0, most: most[part] ?? 0 };
			const fact = {
				cell: part,
				least: (least[whole] ?? 0) - (high - own.most),
				most: (most[whole] ?? 0) - (low - own.least),
			};
			narrow(fact, trail, queue);
		}
	};
	const learn = (facts: Fact[], from: Iterable<number> = []): Fact[] => {
		const trail: Fact[] = [];
		const queue = new Set(from);
		for (const fact of facts) narrow(fact, trail, queue);
		for (const at of queue) {
			queue.delete(at);
			const sum = sums[at];
			if (sum) follow(sum, trail, queue);
		}
		return trail;
	};
	const isTooCertain = (cell: Cell): boolean =>
		(least[cell] ?? 0) < large && (most[cell] ?? 0) - (least[cell] ?? 0) < (spreads[cell] ?? 0);

	return {
		cell(low, high) {
			least.push(low);
			most.push(high);
			spreads.push(0);
			sumsOf.push([]);
			return least.length - 1;
		},
		sum(whole, parts) {
			const at = sums.push({ whole, parts }) - 1;
			for (const cell of [whole, ...parts]) sumsOf[cell]?.push(at);
			learn([], [at]);
		},
		protect(cells, spread) {
			for (const cell of cells) spreads[cell] = Math.min(spread, (most[cell] ?? 0) - (least[cell] ?? 0));
		},
		learn: (facts) => void learn(facts),
		learnIfSafe(facts) {
			if (contradicted) return false;
			const trail = learn(facts);
			if (!contradicted && !trail.some(({ cell }) => isTooCertain(cell))) return true;
			contradicted = false;
			for (const before of trail.reverse()) {
				least[before.cell] = before.least;
				most[before.cell] = before.most;
			}
			return false;
		},
		bounds: (cell) => ({ least: least[cell] ?? 0, most: most[cell] ?? 0 }),
	};
}
