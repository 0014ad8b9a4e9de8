import type { Counts } from "./counts.ts";
import { type Cell, createDeduction, type Deduction, type Fact } from "./deduce.ts";
import { countsIn, everybody, type GroupName, groupsIn, kinds, total } from "./groups.ts";
import { headlineTable, noAnswer, type Table } from "./layout.ts";
import { type Figure, toldBy } from "./rounded.ts";

/** A table that was shown, or would be: of which group, at which time, and what. */
type Told = { time: number; group: GroupName; table: Table; people: number; figures: Figure[] };

/** What somebody knows who keeps everything that is published. */
export type Knowledge = {
	learn(told: Told[]): void;
	/** Learns it, unless a number of few people would become too certain. */
	learnIfSafe(told: Told[]): boolean;
};

/** How uncertain every number of few people stays: as many numbers apart must it still be able to be. */
const spread = 2;

/**
 * What is known before anything is shown: how many answered in each group at each time, who came and who
 * left in between by number, and that the groups of a kind and the tables of an item add up.
 */
export function createKnowledge(tables: Table[], times: Counts[]): Knowledge {
	const deduction = createDeduction();
	const known = new Map<Table, Map<string, Cell[]>[]>(
		tables.map((table) => [table, times.map(() => new Map())]),
	);
	const few: Cell[] = [];
	const cellsOf: Find = (time, group, table) => known.get(table)?.[time]?.get(group.key);

	for (const [time, counts] of times.entries()) {
		const groups = groupsIn(tables, ...times.slice(0, time + 1));
		for (const group of groups)
			for (const table of tables) {
				const now = countsIn(counts, group, table);
				if (!now) continue;
				const before = cellsOf(time - 1, group, table);
				const earlier = times[time - 1];
				const then = before && earlier ? countsIn(earlier, group, table) : undefined;
				const made = cellsAt(deduction, now, before && then ? { cells: before, counts: then } : undefined);
				known.get(table)?.[time]?.set(group.key, made.cells);
				few.push(...made.few);
			}
		joinGroups(deduction, tables, groups, (group, table) => cellsOf(time, group, table));
		joinTables(deduction, tables, groups, (group, table) => cellsOf(time, group, table));
	}
	deduction.protect(few, spread);

	const facts = (told: Told[]): Fact[] =>
		told.flatMap(({ time, group, table, people, figures }) => {
			const cells = cellsOf(time, group, table) ?? [];
			return toldBy(figures, people).map((bounds, at) => ({ cell: cells[at] ?? -1, ...bounds }));
		});
	return {
		learn: (told) => deduction.learn(facts(told)),
		learnIfSafe: (told) => deduction.learnIfSafe(facts(told)),
	};
}

type Find = (time: number, group: GroupName, table: Table) => Cell[] | undefined;
type FindNow = (group: GroupName, table: Table) => Cell[] | undefined;

/**
 * The cells of a table at a time, with those who came and those who left since the time before. A table in
 * which nothing has changed keeps its cells.
 */
function cellsAt(
	deduction: Deduction,
	now: number[],
	before: { cells: Cell[]; counts: number[] } | undefined,
): { cells: Cell[]; few: Cell[] } {
	const parted = (people: number): Cell[] => {
		const parts = now.map(() => deduction.cell(0, people));
		deduction.sum(deduction.cell(people, people), parts);
		return parts;
	};
	if (!before) {
		const cells = parted(total(now));
		return { cells, few: cells };
	}
	const came = total(now.map((count, at) => Math.max(0, count - (before.counts[at] ?? 0))));
	const left = total(now.map((count, at) => Math.max(0, (before.counts[at] ?? 0) - count)));
	if (came + left === 0) return { cells: before.cells, few: [] };
	const cells = parted(total(now));
	const arrivals = parted(came);
	const departures = parted(left);
	for (const [at, cell] of cells.entries()) {
		const together = deduction.cell(0, total(now) + left);
		deduction.sum(together, [before.cells[at] ?? -1, arrivals[at] ?? -1]);
		deduction.sum(together, [cell, departures[at] ?? -1]);
	}
	return { cells, few: [...cells, ...arrivals, ...departures] };
}

/** All are the sum of the seminars, of the agencies and of the sectors. */
function joinGroups(deduction: Deduction, tables: Table[], groups: GroupName[], find: FindNow): void {
	for (const table of tables)
		for (const kind of kinds) {
			const parts = groups.filter((group) => group.kind === kind).map((group) => find(group, table));
			for (const [at, whole] of (find(everybody, table) ?? []).entries())
				sumUp(
					deduction,
					whole,
					parts.map((cells) => cells?.[at]),
				);
		}
}

/** The headline is a sum of answers to its item, and who gave no answer gave none in any table of an item. */
function joinTables(deduction: Deduction, tables: Table[], groups: GroupName[], find: FindNow): void {
	const headline = tables.find(({ id }) => id === headlineTable);
	const [first, ...others] = tables.filter((table) => table !== headline);
	if (!first) return;
	for (const group of groups) {
		const cells = find(group, first);
		for (const [at, whole] of (headline ? (find(group, headline) ?? []) : []).entries())
			sumUp(
				deduction,
				whole,
				first.cells.flatMap((name, index) =>
					cellIn(headline, name) === headline?.cells[at] ? [cells?.[index]] : [],
				),
			);
		for (const other of others) sumUp(deduction, cells?.at(-1), [find(group, other)?.at(-1)]);
	}
}

/** The cell of the headline that a cell of its item belongs to. */
function cellIn(headline: Table | undefined, cell: string): string | undefined {
	return headline?.cellOf(cell === noAnswer ? undefined : cell);
}

function sumUp(deduction: Deduction, whole: Cell | undefined, parts: (Cell | undefined)[]): void {
	const found = parts.filter((part) => part !== undefined);
	if (whole !== undefined && found.length > 0 && found.length === parts.length) deduction.sum(whole, found);
}
