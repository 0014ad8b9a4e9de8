import type { Counts, Group } from "./counts.ts";
import { headlineTable, type Table } from "./layout.ts";

/** The ways in which people are told apart. */
export const kinds = ["seminars", "sectors", "agencies"] as const;

/** Names a group of people: everybody, or those of a seminar, a sector or an agency. */
export type GroupName = { kind: (typeof kinds)[number] | "all"; name: string; key: string };

/** All who answered. */
export const everybody: GroupName = { kind: "all", name: "", key: "all" };

/** The group of a kind with this name. */
export function groupNamed(kind: (typeof kinds)[number], name: string): GroupName {
	return { kind, name, key: `${kind}/${name}` };
}

/** Every group that any of these tables is made of at any of these times: everybody first, then of each kind the largest. */
export function groupsIn(tables: Table[], ...times: Counts[]): GroupName[] {
	const last = times.at(-1);
	const counted = kinds.filter((kind) => tables.some((table) => isCountedBy(kind, table)));
	const named = counted.flatMap((kind) =>
		[...new Set(times.flatMap((counts) => Object.keys(counts[kind])))]
			.map((name) => ({ name, kind, people: last?.[kind][name]?.people ?? 0 }))
			.sort((one, other) => other.people - one.people)
			.map(({ name }) => groupNamed(kind, name)),
	);
	return [everybody, ...named];
}

/** The counts of a group, if anybody is in it. */
export function groupAt(counts: Counts, { kind, name }: GroupName): Group | undefined {
	return kind === "all" ? counts.all : counts[kind][name];
}

/** The counts of a table in a group, cell by cell. */
export function countsIn(counts: Counts, group: GroupName, table: Table): number[] | undefined {
	if (!isCountedBy(group.kind, table)) return undefined;
	const cells = groupAt(counts, group)?.tables[table.id];
	return table.cells.map((cell) => cells?.[cell] ?? 0);
}

/** By agency and sector there is the headline alone. */
function isCountedBy(kind: GroupName["kind"], { id }: Table): boolean {
	return id === headlineTable || (kind !== "agencies" && kind !== "sectors");
}

export function total(counts: number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}
