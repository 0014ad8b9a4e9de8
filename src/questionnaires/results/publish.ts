import type { Questionnaire } from "../script/questionnaire.ts";
import type { Counts } from "./counts.ts";
import {
	countsIn,
	everybody,
	type GroupName,
	groupAt,
	groupNamed,
	groupsIn,
	kinds,
	total,
} from "./groups.ts";
import { createKnowledge } from "./knowledge.ts";
import { headlineOf, headlineTable, noAnswer, type Table, tablesOf } from "./layout.ts";
import { type Figure, figuresOf, smallest, smallestBase } from "./rounded.ts";
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

/** Whether enough new responses are in for a new snapshot, after one of so many people. */
export function isWorthPublishing(peopleBefore: number, counts: Counts): boolean {
	return counts.all.people - peopleBefore >= smallest;
}

/**
 * What may be shown of the counts, given all that was ever shown before. The table of everybody changes
 * only with five new responses, that of a group within with ten; and only where somebody who keeps
 * everything that was published, knows how it is made, and knows how many answered in each group at each
 * time, could still not tell any number of few people: not in the table, not among those who came or left
 * since, not by taking one table from another. What would tell is held back: the table keeps its earlier
 * figures.
 */
export function publish(questionnaire: Questionnaire, history: Snapshot[], counts: Counts): Published {
	const published: Published = structuredClone(
		history.at(-1)?.published ?? { all: {}, seminars: {}, agencies: {}, sectors: {} },
	);
	const tables = Map.groupBy([...tablesOf(questionnaire), headlineOf(questionnaire)], ({ item }) => item);
	for (const ofItem of tables.values()) publishItem(ofItem, history, counts, published);
	return published;
}

/** The tables of one item are made of the same answers, so that they are judged together. */
function publishItem(tables: Table[], history: Snapshot[], counts: Counts, published: Published): void {
	const number = history.length + 1;
	const known = createKnowledge(tables, [...history.map((snapshot) => snapshot.counts), counts]);
	for (const [at, snapshot] of history.entries())
		known.learn(shownIn(snapshot.published, tables, at + 1).map((each) => ({ ...each, time: at })));
	for (const group of groupsIn(tables, counts)) {
		const shown = tables.flatMap((table) => showable(table, group, counts, published));
		const told = shown.map((each) => ({ ...each, time: history.length, group }));
		if (!isVagueAt(tables, group, counts, shown) || !known.learnIfSafe(told)) {
			// Which groups are held back tells something too, and most where it is everybody.
			if (group.kind === "all") return;
			continue;
		}
		for (const { table, people, figures } of shown) {
			const cells = Object.fromEntries(table.cells.map((cell, index) => [cell, figures[index] ?? null]));
			show(published, group, table.id, { of: number, people, cells });
		}
	}
}

/** Whether what would be shown of a group leaves its small numbers open, also to somebody who knows how it is made. */
function isVagueAt(tables: Table[], group: GroupName, counts: Counts, shown: Shown[]): boolean {
	const several = tables.filter(({ id }) => id !== headlineTable).length > 1;
	const [base] = shown;
	if (!base) return true;
	if (several) return shown.every((each) => isVagueAlone(each.table, [each.table], group, counts));
	return isVagueAlone(
		base.table,
		shown.map(({ table }) => table),
		group,
		counts,
	);
}

function isVagueAlone(base: Table, tables: Table[], group: GroupName, counts: Counts): boolean {
	const exact = countsIn(counts, group, base) ?? [];
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

type Shown = { table: Table; people: number; figures: Figure[] };

/** A table as it would be shown, where enough has changed since it was shown last. */
function showable(table: Table, group: GroupName, counts: Counts, published: Published): Shown[] {
	const people = groupAt(counts, group)?.people ?? 0;
	const exact = countsIn(counts, group, table);
	const before = tablesAt(published, group)[table.id];
	// Groups within everybody overlap, so that each change of theirs tells more: they change more seldom.
	const enough = group.kind === "all" ? smallest : smallestBase;
	if (!exact || people < smallestBase || people - (before?.people ?? 0) < enough) return [];
	return [{ table, people, figures: figuresOf(exact) }];
}

/** What a snapshot showed that was new in it. */
function shownIn(published: Published, tables: Table[], number: number): (Shown & { group: GroupName })[] {
	const named = kinds.flatMap((kind) => Object.keys(published[kind]).map((name) => groupNamed(kind, name)));
	return [everybody, ...named].flatMap((group) =>
		tables.flatMap((table) => {
			const shown = tablesAt(published, group)[table.id];
			if (shown?.of !== number) return [];
			return [
				{ group, table, people: shown.people, figures: table.cells.map((cell) => shown.cells[cell] ?? null) },
			];
		}),
	);
}

/** The tables that are shown of a group. */
function tablesAt(published: Published, { kind, name }: GroupName): Record<string, PublishedTable> {
	return kind === "all" ? published.all : (published[kind][name] ?? {});
}

function show(published: Published, group: GroupName, id: string, table: PublishedTable): void {
	const tables = { ...tablesAt(published, group), [id]: table };
	if (group.kind === "all") published.all = tables;
	else published[group.kind][group.name] = tables;
}
