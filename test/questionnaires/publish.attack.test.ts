import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWorthPublishing, publish, type Snapshot } from "#questionnaires/results/publish.ts";
import { smallest } from "#questionnaires/results/rounded.ts";
import { factsOf, mayBeOtherwise } from "./attacker.ts";
import { countsAt, type Respondent, short } from "./world.ts";

const answers = ["a", "b", "c", undefined] as const;

/** Everything that was ever published of these people. */
function publications(people: Respondent[], times: number): Snapshot[] {
	const history: Snapshot[] = [];
	for (let time = 0; time < times; time++) {
		const counts = countsAt(people, time);
		if (isWorthPublishing(history.at(-1)?.counts.all.people ?? 0, counts))
			history.push({ counts, published: publish(short, history, counts) });
	}
	return history;
}

/** The figures alone, as an attacker keeps them. */
function figures(history: Snapshot[]): string {
	return JSON.stringify(
		history.map(({ published }) => published),
		(key, value) => (key === "people" ? undefined : value),
	);
}

describe("One table, to somebody who can try every way it may have come about", () => {
	it("tells no cell of fewer than five, for every table of ten to twenty-two people", () => {
		const seen = new Map<string, number[][]>();
		for (let people = 10; people <= 22; people++)
			for (let a = 0; a <= people; a++)
				for (let b = 0; a + b <= people; b++)
					for (let c = 0; a + b + c <= people; c++) {
						const counts = [a, b, c, people - a - b - c];
						const everybody = counts.flatMap((count, at) =>
							Array.from({ length: count }, () => respondent({ answer: answers[at] })),
						);
						const key = `${people} ${figures(publications(everybody, 1))}`;
						seen.set(key, [...(seen.get(key) ?? []), counts]);
					}
		for (const [key, ways] of seen)
			for (let cell = 0; cell < 4; cell++) {
				const possible = new Set(ways.map((counts) => counts[cell]));
				if (possible.size === 1 && Math.min(...ways.map((counts) => counts[cell] ?? 0)) < smallest)
					expect.unreachable(`${key} tells cell ${cell}: ${JSON.stringify(ways)}`);
			}
		expect(seen.size).toBeGreaterThan(50);
	});
});

function respondent(more: Partial<Respondent>): Respondent {
	return { seminar: "s1", sector: "x", agency: "p", from: 0, to: 99, answer: "a", ...more };
}

const person = fc.record({
	seminar: fc.constantFrom("s1", "s1", "s2", "s3"),
	sector: fc.constantFrom("x", "x", "y"),
	agency: fc.constantFrom("p", "p", "q", "r"),
	answer: fc.constantFrom("a", "a", "b", "c", undefined),
	from: fc.constantFrom(0, 0, 1, 2),
	to: fc.constantFrom(99, 99, 99, 99, 99, 2, 3),
});

/** Groups whose cells nobody may find out: every group that is shown, at each time, and who came to it and left. */
function targets(people: Respondent[], times: number): ((each: Respondent) => boolean)[] {
	const groups: ((each: Respondent) => boolean)[] = [
		() => true,
		...["s1", "s2", "s3"].map((seminar) => (each: Respondent) => each.seminar === seminar),
		...["x", "y"].map((sector) => (each: Respondent) => each.sector === sector),
		...["p", "q", "r"].map((agency) => (each: Respondent) => each.agency === agency),
	];
	const spans: ((each: Respondent) => boolean)[] = [];
	for (let time = 0; time < times; time++)
		spans.push(
			({ from, to }) => from <= time && time < to,
			({ from, to }) => from === time && time < to,
		);
	return groups
		.flatMap((group) => spans.map((span) => (each: Respondent) => group(each) && span(each)))
		.filter((target) => people.filter(target).length >= smallest);
}

describe("All that is ever published, to somebody who keeps it", () => {
	it("lets no number of fewer than five be recovered, by new responses, withdrawn ones or overlapping tables", () => {
		let shown = 0;
		let lost = 0;
		let looked = 0;
		fc.assert(
			fc.property(fc.array(person, { minLength: 8, maxLength: 60 }), fc.nat(1000), (people, seed) => {
				const times = 4;
				const history = publications(people, times);
				const facts = factsOf(people, history);
				shown += facts.length;
				const known = new Set([seed % people.length, (seed * 7 + 3) % people.length]);
				for (const target of targets(people, times))
					for (const answer of answers) {
						const count = people.filter((each) => target(each) && each.answer === answer).length;
						if (count >= smallest) continue;
						looked++;
						if (!mayBeOtherwise(people, facts, target, answer, known)) lost++;
					}
			}),
			// The same histories each time: others may need a longer search than a test has time for.
			{ numRuns: 20, seed: 2014 },
		);
		expect({ lost, shown: shown > 20, looked: looked > 500 }).toEqual({ lost: 0, shown: true, looked: true });
	}, 300_000);

	it("would tell, were the exact numbers shown", () => {
		const people = Array.from({ length: 20 }, (_, at) => respondent({ answer: at < 18 ? "a" : "b" }));
		const everybody = () => true;
		const exact = {
			time: 0,
			in: everybody,
			exact: true,
			cells: [["a", 18] as [string, number], ["b", 2]] as [string, number][],
		};
		expect(mayBeOtherwise(people, [exact], everybody, "b", new Set())).toBe(false);
		const shown = factsOf(people, publications(people, 1));
		expect(mayBeOtherwise(people, shown, everybody, "b", new Set())).toBe(true);
	});
});
