import type { Published, Snapshot } from "#questionnaires/results/publish.ts";
import { smallest } from "#questionnaires/results/rounded.ts";
import { countsAt, type Respondent } from "./world.ts";

type Group = (each: Respondent) => boolean;

/** A table that was shown: of whom, when, and what. */
type Fact = { time: number; in: Group; cells: [string, number | null][]; exact?: boolean };

const answers = ["a", "b", "c", undefined] as const;

/** Everything that was shown, as an attacker keeps it. */
export function factsOf(people: Respondent[], history: Snapshot[]): Fact[] {
	const times = timesOf(people, history);
	return history.flatMap(({ published }, index) =>
		groupsIn(published).flatMap(({ of: group, tables }) =>
			Object.entries(tables)
				.filter(([id, table]) => id !== "sector" && table.of === index + 1)
				.map(([, { cells }]) => ({ time: times[index] ?? 0, in: group, cells: Object.entries(cells) })),
		),
	);
}

/**
 * Whether everything that was shown may have come about with another number in a cell. Looks for such a
 * world by letting people answer otherwise, each change mending what the ones before have broken. The
 * attacker knows how many answered, where and when, and how those in `known` answered: these stay. What is
 * found proves that the number cannot be recovered; what is not found is taken for recovered.
 */
export function mayBeOtherwise(
	people: Respondent[],
	facts: Fact[],
	target: Group,
	answer: string | undefined,
	known: Set<number>,
): boolean {
	const count = (world: Respondent[]) =>
		world.filter((each) => target(each) && each.answer === answer).length;
	const truth = count(people);
	const look = (world: Respondent[], changed: Set<number>, left: number): boolean => {
		const broken = facts.find((fact) => !holds(fact, world));
		if (!broken && count(world) !== truth) return true;
		if (left === 0) return false;
		const where = broken ? (each: Respondent) => isIn(broken, each) : target;
		const tried = new Set<string>();
		return world.some((each, at) => {
			if (known.has(at) || changed.has(at) || !where(each)) return false;
			return answers.some((other) => {
				const move = JSON.stringify([each, other]);
				if (other === each.answer || tried.has(move)) return false;
				tried.add(move);
				const next = world.with(at, { ...each, answer: other });
				if (broken && holdsWorse(broken, world, next)) return false;
				return look(next, new Set([...changed, at]), left - 1);
			});
		});
	};
	// Most are found with few changes; the long way is taken for the others alone.
	return look(people, new Set(), 4) || look(people, new Set(), 6);
}

/** Whether a change brings a table no nearer to what was shown. */
function holdsWorse(fact: Fact, before: Respondent[], after: Respondent[]): boolean {
	return distance(fact, after) >= distance(fact, before) + 1;
}

function distance(fact: Fact, world: Respondent[]): number {
	return countsIn(fact, world).reduce(
		(sum, { figure, count }) =>
			sum + (figure === null ? Math.max(0, count - smallest + 1) : Math.max(0, Math.abs(count - figure) - 2)),
		0,
	);
}

function holds(fact: Fact, world: Respondent[]): boolean {
	const cells = countsIn(fact, world);
	if (fact.exact) return cells.every(({ figure, count }) => figure === count);
	const fits = cells.every(
		({ figure, count }) => figure === null || (count >= smallest && Math.abs(count - figure) <= 2),
	);
	const hidden = cells.filter(({ figure }) => figure === null);
	const larger = hidden.filter(({ count }) => count >= smallest);
	if (!fits || larger.length === 0) return fits && hidden.length !== 1;
	// One alone is small: then the smallest of the others is hidden for its sake.
	const shown = cells.filter(({ figure }) => figure !== null);
	return (
		hidden.length === 2 && larger.length === 1 && shown.every(({ count }) => count >= (larger[0]?.count ?? 0))
	);
}

function countsIn(fact: Fact, world: Respondent[]): { figure: number | null; count: number }[] {
	const there = world.filter((each) => isIn(fact, each));
	return fact.cells.map(([cell, figure]) => ({
		figure,
		count: there.filter((each) => isInCell(each, cell)).length,
	}));
}

function isIn({ time, in: group }: Fact, each: Respondent): boolean {
	return each.from <= time && time < each.to && group(each);
}

function isInCell({ answer }: Respondent, cell: string): boolean {
	if (cell === "no-answer") return answer === undefined;
	if (cell === "helped") return answer === "a";
	if (cell === "other") return answer === "b" || answer === "c";
	return answer === cell;
}

function groupsIn({ all, seminars, sectors, agencies }: Published) {
	return [
		{ of: () => true, tables: all },
		...Object.entries(seminars).map(([name, tables]) => ({
			of: (each: Respondent) => each.seminar === name,
			tables,
		})),
		...Object.entries(sectors).map(([name, tables]) => ({
			of: (each: Respondent) => each.sector === name,
			tables,
		})),
		...Object.entries(agencies).map(([name, tables]) => ({
			of: (each: Respondent) => each.agency === name,
			tables,
		})),
	];
}

/** The time at which each snapshot was taken. */
function timesOf(people: Respondent[], history: Snapshot[]): number[] {
	let from = 0;
	return history.map(({ counts }) => {
		while (JSON.stringify(countsAt(people, from)) !== JSON.stringify(counts)) from++;
		return from++;
	});
}
