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
};

export type Fact = { cell: Cell; least: number; most: number };

/** A sum, with the least and the most that its parts add up to. No part is wider than `widest`. */
type Sum = { whole: Cell; parts: Cell[]; least: number; most: number; widest: number };

/** Above that, a number of people gives nobody away, however exactly it is known. */
const large = 10;

/** Keeps the least and the most that each number can be, and follows each new fact through all sums. */
export function createDeduction(): Deduction {
	const least: number[] = [];
	const most: number[] = [];
	const spreads: number[] = [];
	const wholeOf: (Sum[] | undefined)[] = [];
	const partOf: (Sum[] | undefined)[] = [];
	// Facts that cannot all hold: where counts were tampered with, nothing more is safe to tell.
	let contradicted = false;

	// How wide the parts of sums were before what is being learnt, to unlearn it.
	let widths: { sum: Sum; widest: number }[] = [];

	const set = ({ cell, least: low, most: high }: Fact): void => {
		for (const sum of partOf[cell] ?? []) {
			sum.least += low - (least[cell] ?? 0);
			sum.most += high - (most[cell] ?? 0);
		}
		least[cell] = low;
		most[cell] = high;
	};
	const narrow = (fact: Fact, trail: Fact[], queue: Set<Sum>): void => {
		const { cell } = fact;
		const before = { cell, least: least[cell] ?? 0, most: most[cell] ?? 0 };
		if (contradicted || (fact.least <= before.least && fact.most >= before.most)) return;
		contradicted = fact.least > before.most || fact.most < before.least;
		trail.push(before);
		set({ cell, least: Math.max(fact.least, before.least), most: Math.min(fact.most, before.most) });
		for (const sum of wholeOf[cell] ?? []) queue.add(sum);
		for (const sum of partOf[cell] ?? []) queue.add(sum);
	};
	const follow = (sum: Sum, trail: Fact[], queue: Set<Sum>): void => {
		const { whole, parts, widest } = sum;
		narrow({ cell: whole, least: sum.least, most: sum.most }, trail, queue);
		const spare = (most[whole] ?? 0) - sum.least;
		const short = sum.most - (least[whole] ?? 0);
		// While there is more room than the widest part has, no part can be told from the others.
		if (spare >= widest && short >= widest) return;
		for (const cell of parts) {
			const others = { least: sum.least - (least[cell] ?? 0), most: sum.most - (most[cell] ?? 0) };
			const fact = {
				least: (least[whole] ?? 0) - others.most,
				most: (most[whole] ?? 0) - others.least,
			};
			narrow({ cell, ...fact }, trail, queue);
		}
		widths.push({ sum, widest });
		sum.widest = Math.max(...parts.map((cell) => (most[cell] ?? 0) - (least[cell] ?? 0)));
	};
	const learn = (facts: Fact[], from: Iterable<Sum> = []): Fact[] => {
		const trail: Fact[] = [];
		widths = [];
		const queue = new Set(from);
		for (const fact of facts) narrow(fact, trail, queue);
		for (const sum of queue) {
			queue.delete(sum);
			follow(sum, trail, queue);
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
			return least.length - 1;
		},
		sum(whole, parts) {
			const bounds = parts.map((part) => ({ least: least[part] ?? 0, most: most[part] ?? 0 }));
			const sum: Sum = {
				...{ whole, parts },
				least: bounds.reduce((total, bound) => total + bound.least, 0),
				most: bounds.reduce((total, bound) => total + bound.most, 0),
				widest: Math.max(...bounds.map((bound) => bound.most - bound.least)),
			};
			wholeOf[whole] = [...(wholeOf[whole] ?? []), sum];
			for (const cell of parts) partOf[cell] = [...(partOf[cell] ?? []), sum];
			learn([], [sum]);
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
			for (const before of trail.reverse()) set(before);
			for (const { sum, widest } of widths.reverse()) sum.widest = widest;
			return false;
		},
	};
}
