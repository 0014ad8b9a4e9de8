import { describe, expect, it } from "vitest";
import { learnWeights, likelihood, logOdds } from "#knowledge/search/logistic.ts";

const row = (names: string[], is: boolean) => ({
	evidence: new Map(names.map((name) => [name, 1])),
	is,
	counts: 1,
});
const cases = [
	row(["book", "me"], false),
	row(["book"], false),
	row(["lesson"], true),
	row(["lesson", "me"], true),
];

describe("learnWeights", () => {
	it("finds what speaks for and against", () => {
		const fitted = learnWeights(cases, 0.001);
		expect(likelihood(logOdds(fitted, new Map([["lesson", 1]])))).toBeGreaterThan(0.8);
		expect(likelihood(logOdds(fitted, new Map([["book", 1]])))).toBeLessThan(0.2);
		expect(Math.abs(fitted.weights.get("me") ?? 1)).toBeLessThan(0.5);
	});

	it("gives the same weights for the same cases", () => {
		expect(learnWeights(cases, 0.001)).toEqual(learnWeights(cases, 0.001));
	});
});
