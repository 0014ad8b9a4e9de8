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

/** Every group in any of these counts: everybody first, then of each kind the largest. */
export function groupsIn(...times: Counts[]): GroupName[] {
	const last = times.at(-1);
	const named = kinds.flatMap((kind) =>
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

/** The counts of a table in a group, cell by cell. By agency and sector there is the headline alone. */
export function countsIn(counts: Counts, group: GroupName, { id, cells }: Table): number[] | undefined {
	if ((group.kind === "agencies" || group.kind === "sectors") && id !== headlineTable) return undefined;
	const table = groupAt(counts, group)?.tables[id];
	return cells.map((cell) => table?.[cell] ?? 0);
}

export function total(counts: number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}
