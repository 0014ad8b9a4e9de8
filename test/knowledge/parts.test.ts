import { describe, expect, it } from "vitest";
import { partsOf } from "#knowledge/asking/parts.ts";

describe("partsOf", () => {
	it.each([
		["what about GPs, and separately the children in the house", 2],
		["law behind the reviews? and what does the questionnaire ask", 2],
		["1) bail and release 2) what about the seminars", 2],
		["what is a dhr and when were the seminars", 2],
		["drink and drugs", 1],
		["did staff know what counts and did they ask", 1],
	])("finds the questions in “%s”", (said, count) => {
		expect(partsOf(said)).toHaveLength(count);
	});

	it("does not part a part again", () => {
		for (const part of partsOf("what went wrong at the surgery? and what about the kids in the house"))
			expect(partsOf(part)).toEqual([part]);
	});
});
