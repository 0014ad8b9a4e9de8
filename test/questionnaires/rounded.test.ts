import { describe, expect, it } from "vitest";
import { rateInWords } from "#questionnaires/results/responseRates.ts";
import { figuresOf, percentOf } from "#questionnaires/results/rounded.ts";

describe("A table that is shown", () => {
	it("is in fives, and hides cells of fewer than five", () => {
		expect(figuresOf([12, 33, 4, 0])).toEqual([10, 35, null, null]);
	});

	it("hides the next smallest as well where one alone would be told by the others", () => {
		expect(figuresOf([12, 33, 4])).toEqual([null, 35, null]);
	});

	it("has no percentage on fewer than ten people, nor of what is hidden", () => {
		expect(percentOf(5, 9)).toBeUndefined();
		expect(percentOf(null, 40)).toBeUndefined();
		expect(percentOf(10, 40)).toBe(25);
	});
});

describe("A response rate", () => {
	it.each([
		[4, 4, "fewer than 5 were asked"],
		[36, 3, "fewer than 5 of 36 have answered"],
		[36, 33, "fewer than 5 of 36 have not answered"],
		[9, 5, "fewer than 5 of 9 have not answered"],
		[120, 52, "about 50 of 120 have answered (42%), about 70 have not"],
	])("of %i asked and %i who answered tells neither group where it is small", (asked, answered, words) => {
		expect(rateInWords({ asked, answered })).toBe(words);
	});
});
