import fc from "fast-check";
import { expect, it } from "vitest";
import { highest } from "#knowledge/search/highest.ts";

const score = fc.oneof(fc.constantFrom(0, 0.5, 1, Number.NEGATIVE_INFINITY), fc.double({ noNaN: true }));

it("finds the places of the highest scores, equals of the last included, as sorting them would", () => {
	fc.assert(
		fc.property(fc.array(score, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (scores, most) => {
			const least = scores.toSorted((a, b) => b - a)[most - 1] ?? Number.NEGATIVE_INFINITY;
			const expected = [...scores.keys()].filter((at) => {
				const one = scores[at] ?? 0;
				return one >= least && one > Number.NEGATIVE_INFINITY;
			});
			expect(highest(Float64Array.from(scores), most)).toEqual(expected);
		}),
	);
});
