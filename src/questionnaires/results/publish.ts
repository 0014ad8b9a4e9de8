import type { Questionnaire } from "../script/questionnaire.ts";
import type { Counts, Group } from "./counts.ts";
import { type Cell, createDeduction, type Deduction, type Fact } from "./deduce.ts";
import { headlineOf, headlineTable, noAnswer, type Table, tablesOf } from "./layout.ts";
import { type Figure, figuresOf, smallest, smallestBase, toldBy } from "./rounded.ts";
import { isVague } from "./vague.ts";

/** A table as it may be shown. */
export type PublishedTable = {
	/** The snapshot that its figures are of. */
	of: number;
	/** Of how many people it is. Shown rounded. */
	people: number;
	cells: Record<string, Figure>;
};

/** All that may be shown, by group and table. What is not here is held back, or of fewer than five people. */
export type Published = {
	all: Record<string, PublishedTable>;
	seminars: Record<string, Record<string, PublishedTable>>;
	agencies: Record<string, Record<string, PublishedTable>>;
	sectors: Record<string, Record<string, PublishedTable>>;
};

/** A snapshot: the counts that it was made of, and what was shown of them. */
export type Snapshot = { counts: Counts; published: Published };

/** How uncertain every number of few people stays: as many numbers apart must it still be able to be. */
const spread = 2;

/** Whether enough new responses are in for a new snapshot. */
export function isWorthPublishing(history: Snapshot[], counts: Counts): boolean {
	return counts.all.people - (history.at(-1)?.counts.all.people ?? 0) >= smallest;
}

/**
 * What may be shown of the counts, given all that was ever shown before. A table changes only when its
 * group has at least five new responses, and only where somebody who keeps everything that was published,
 * knows how it is made, and knows how many answered in each group at each time, could still not tell any
 * number of few people: not in the table, not among those who came or left since, not by taking one table
 * from another. What would tell is held back: the table keeps its earlier figures.
 */
export function publish(questionnaire: Questionnaire, history: Snapshot[], counts: Counts): Published {
	const published: Published = structuredClone(
		history.at(-1)?.published ?? { all: {}, seminars: {}, agencies: {}, sectors: {} },
	);
	const tables = Map.groupBy([...tablesOf(questionnaire), headlineOf(questionnaire)], ({ item }) => item);
	for (const ofItem of tables.values()) publishItem(ofItem, history, counts, published);
	return published;
}

type Kind = "seminars" | "agencies" | "sectors";
type Place = { kind: Kind | "all"; name: string };

/** The tables of one item are made of the same answers, so that they are judged together. */
function publishItem(tables: Table[], history: Snapshot[], counts: Counts, published: Published): void {
	const number = history.length + 1;
	const known = createKnowledge(tables, [...history.map((snapshot) => snapshot.counts), counts]);
	for (const [at, snapshot] of history.entries())
		known.learn(shownIn(snapshot.published, tables, at + 1).map((each) => ({ ...each, time: at })));
	for (const place of placesIn(counts)) {
		const shown = tables.flatMap((table) => showable(table, place, counts, published));
		const told = shown.map((each) => ({ ...each, time: history.length, place }));
		if (!isVagueAt(tables, place, counts, shown) || !known.learnIfSafe(told)) {
			// Which groups are held back tells something too, and most where it is everybody.
			if (place.kind === "all") return;
			continue;
		}
		for (const { table, people, cells } of shown)
			tablesAt(published, place)[table.id] = { of: number, people, cells };
	}
}

/** Whether what would be shown of a group leaves its small numbers open, also to somebody who knows how it is made. */
function isVagueAt(tables: Table[], place: Place, counts: Counts, shown: Shown[]): boolean {
	const several = tables.filter(({ id }) => id !== headlineTable).length > 1;
	const [base] = shown;
	if (!base) return true;
	if (several) return shown.every((each) => isVagueAlone(each.table, [each.table], place, counts));
	return isVagueAlone(
		base.table,
		shown.map(({ table }) => table),
		place,
		counts,
	);
}

function isVagueAlone(base: Table, tables: Table[], place: Place, counts: Counts): boolean {
	const exact = countsIn(counts, place, base) ?? [];
	return isVague(exact, (numbers) =>
		JSON.stringify(
			tables.map((table) => figuresOf(table === base ? numbers : regrouped(base, numbers, table))),
		),
	);
}

/** The counts of a table whose cells are sums of another's. */
function regrouped(from: Table, numbers: number[], to: Table): number[] {
	return to.cells.map((cell) =>
		total(
			numbers.filter((_, at) => {
				const name = from.cells[at];
				return to.cellOf(name === noAnswer ? undefined : name) === cell;
			}),
		),
	);
}

type Shown = { table: Table; people: number; cells: Record<string, Figure> };

/** A table as it would be shown, where enough has changed since it was shown last. */
function showable(table: Table, place: Place, counts: Counts, published: Published): Shown[] {
	const people = groupAt(counts, place)?.people ?? 0;
	const exact = countsIn(counts, place, table);
	const before = tablesAt(published, place)[table.id];
	if (!exact || people < smallestBase || people - (before?.people ?? 0) < smallest) return [];
	const figures = figuresOf(exact);
	return [
		{ table, people, cells: Object.fromEntries(table.cells.map((cell, at) => [cell, figures[at] ?? null])) },
	];
}

/** What somebody knows who keeps everything: first all sums that hold, then, table by table, what was shown. */
function createKnowledge(tables: Table[], times: Counts[]) {
	const deduction = createDeduction();
	const cells = new Map<string, Cell>();
	const all: Cell[] = [];
	const cellAt = (time: number, place: Place, table: string, cell: string) =>
		cells.get(JSON.stringify([time, place.kind, place.name, table, cell]));
	const keep = (time: number, place: Place, table: string, cell: string, made: Cell) => {
		cells.set(JSON.stringify([time, place.kind, place.name, table, cell]), made);
		return made;
	};

	for (const [time, counts] of times.entries())
		for (const place of placesIn(counts, times.slice(0, time)))
			for (const table of tables) {
				const now = countsIn(counts, place, table);
				if (!now) continue;
				const before = time > 0 ? table.cells.map((cell) => cellAt(time - 1, place, table.id, cell)) : [];
				const made = cellsAt(
					deduction,
					now,
					before,
					time > 0 ? countsIn(times[time - 1], place, table) : undefined,
				);
				for (const [index, cell] of table.cells.entries())
					keep(time, place, table.id, cell, made.cells[index] ?? -1);
				all.push(...made.protect);
			}
	for (const [time, counts] of times.entries()) {
		const places = placesIn(counts, times.slice(0, time));
		const find: Find = (place, table, cell) => cellAt(time, place, table, cell);
		joinGroups(deduction, tables, places, find);
		joinTables(deduction, tables, places, find);
	}
	deduction.protect([...new Set(all)], spread);

	const facts = (shown: Told[]): Fact[] =>
		shown.flatMap(({ time, place, table, cells: figures, people }) => {
			const told = toldBy(
				table.cells.map((cell) => figures[cell] ?? null),
				people,
			);
			return table.cells.flatMap((name, index) => {
				const cell = cellAt(time, place, table.id, name);
				const bounds = told[index];
				return cell === undefined || !bounds ? [] : [{ cell, ...bounds }];
			});
		});
	return {
		learn: (shown: Told[]) => deduction.learn(facts(shown)),
		learnIfSafe: (shown: Told[]) => deduction.learnIfSafe(facts(shown)),
	};
}

/** What was shown of which group at which time. */
type Told = Shown & { time: number; place: Place };

/**
 * The cells of a table at a time, and who came and who left since the time before. A table in which nothing
 * has changed keeps its cells.
 */
function cellsAt(
	deduction: Deduction,
	now: number[],
	before: (Cell | undefined)[],
	then: number[] | undefined,
): { cells: Cell[]; protect: Cell[] } {
	const came = now.map((count, at) => Math.max(0, count - (then?.[at] ?? 0)));
	const left = now.map((count, at) => Math.max(0, (then?.[at] ?? 0) - count));
	const known =
		before.every((cell): cell is Cell => cell !== undefined) && before.length > 0 ? before : undefined;
	if (known && total(came) + total(left) === 0) return { cells: known, protect: [] };
	const parted = (people: number): Cell[] => {
		const parts = now.map(() => deduction.cell(0, people));
		deduction.sum(deduction.cell(people, people), parts);
		return parts;
	};
	const cells = parted(total(now));
	if (!known) return { cells, protect: cells };
	const arrivals = parted(total(came));
	const departures = parted(total(left));
	for (const [at, cell] of cells.entries()) {
		const together = deduction.cell(0, total(now) + total(left));
		deduction.sum(together, [known[at] ?? -1, arrivals[at] ?? -1]);
		deduction.sum(together, [cell, departures[at] ?? -1]);
	}
	return { cells, protect: [...cells, ...arrivals, ...departures] };
}

type Find = (place: Place, table: string, cell: string) => Cell | undefined;

/** All are the sum of the seminars, of the agencies and of the sectors. */
function joinGroups(deduction: Deduction, tables: Table[], places: Place[], find: Find): void {
	for (const table of tables)
		for (const kind of ["seminars", "agencies", "sectors"] as const)
			for (const cell of table.cells) {
				const whole = find(everybody, table.id, cell);
				const parts = places
					.filter((place) => place.kind === kind)
					.map((place) => find(place, table.id, cell));
				sumUp(deduction, whole, parts);
			}
}

/** The headline is a sum of answers to its item, and who gave no answer gave none in any table of an item. */
function joinTables(deduction: Deduction, tables: Table[], places: Place[], find: Find): void {
	const headline = tables.find(({ id }) => id === headlineTable);
	const [first, ...others] = tables.filter((table) => table !== headline);
	for (const place of places) {
		for (const cell of headline?.cells ?? [])
			sumUp(
				deduction,
				find(place, headlineTable, cell),
				(first?.cells ?? [])
					.filter((each) => headline?.cellOf(each === noAnswer ? undefined : each) === cell)
					.map((each) => find(place, first?.id ?? "", each)),
			);
		for (const other of others)
			sumUp(deduction, find(place, first?.id ?? "", noAnswer), [find(place, other.id, noAnswer)]);
	}
}

function sumUp(deduction: Deduction, whole: Cell | undefined, parts: (Cell | undefined)[]): void {
	const known = parts.filter((part) => part !== undefined);
	if (whole !== undefined && known.length > 0 && known.length === parts.length) deduction.sum(whole, known);
}

const everybody: Place = { kind: "all", name: "" };

/** Every group, the largest first, also those that were there before. */
function placesIn(counts: Counts, before: Counts[] = []): Place[] {
	const kinds = ["seminars", "sectors", "agencies"] as const;
	const places = kinds.flatMap((kind) => {
		const names = new Set([...before, counts].flatMap((each) => Object.keys(each[kind])));
		return [...names]
			.map((name) => ({ kind, name }))
			.sort((one, other) => (groupAt(counts, other)?.people ?? 0) - (groupAt(counts, one)?.people ?? 0));
	});
	return [everybody, ...places];
}

function groupAt(counts: Counts | undefined, { kind, name }: Place): Group | undefined {
	return kind === "all" ? counts?.all : counts?.[kind][name];
}

/** The counts of a table in a group. By agency and sector there is the headline alone. */
function countsIn(counts: Counts | undefined, place: Place, { id, cells }: Table): number[] | undefined {
	if ((place.kind === "agencies" || place.kind === "sectors") && id !== headlineTable) return undefined;
	const table = groupAt(counts, place)?.tables[id];
	return cells.map((cell) => table?.[cell] ?? 0);
}

function tablesAt(published: Published, { kind, name }: Place): Record<string, PublishedTable> {
	if (kind === "all") return published.all;
	published[kind][name] ??= {};
	return published[kind][name];
}

/** What a snapshot showed that was new in it. */
function shownIn(published: Published, tables: Table[], number: number): (Shown & { place: Place })[] {
	const kinds = ["seminars", "sectors", "agencies"] as const;
	const named = kinds.flatMap((kind) => Object.keys(published[kind]).map((name) => ({ kind, name })));
	return [everybody, ...named].flatMap((place) =>
		tables.flatMap((table) => {
			const shown = tablesAt(published, place)[table.id];
			return shown?.of === number ? [{ place, table, people: shown.people, cells: shown.cells }] : [];
		}),
	);
}

function total(counts: number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}
