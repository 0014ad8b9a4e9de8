import { type Counts, counted } from "#questionnaires/results/counts.ts";
import { read } from "./samples.ts";

/** A questionnaire of one item with three answers, told apart by two sectors. */
export const short = read(`
id: short
version: 1
title: Short
mode: confidential
asked: { daysAfter: 42, openFor: 28 }
headline: { item: one, is: [a], says: said a }
sector: sector
items:
  - id: one
    kind: single
    ask: One?
    options: [{ value: a, label: A }, { value: b, label: B }, { value: c, label: C }]
  - id: sector
    kind: single
    ask: Which?
    options: [{ value: x, label: X }, { value: y, label: Y }]
`);

/** Somebody who answered: where, what, and from which snapshot on until before which. */
export type Respondent = {
	seminar: string;
	sector: string;
	agency: string;
	answer?: string;
	from: number;
	to: number;
};

/** The counts at a snapshot of those who had answered by then and had not withdrawn. */
export function countsAt(people: Respondent[], time: number): Counts {
	const there = people.filter(({ from, to }) => from <= time && time < to);
	return counted(
		short,
		there.map(({ seminar }) => ({ seminar, count: 1 })),
		there.flatMap(({ seminar, sector, answer }) => [
			{ seminar, item: "sector", answer: sector, count: 1 },
			...(answer ? [{ seminar, item: "one", answer, count: 1 }] : []),
		]),
		there.flatMap(({ agency, sector, answer }) => [
			{ kind: "agencies", name: agency, answer, count: 1 },
			{ kind: "sectors", name: sector, answer, count: 1 },
		]),
	);
}
