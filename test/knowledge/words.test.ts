import { describe, expect, it } from "vitest";
import { mend, slips } from "#knowledge/words/spelling.ts";
import { british, stem, words } from "#knowledge/words/words.ts";

const stems = (text: string) => words(text).map((word) => word.stem);

describe("words", () => {
	it("reads text-speak as what it stands for", () => {
		expect(words("wld ppl tell us abt perps & kids tmrw").map((word) => word.text)).toEqual([
			"would",
			"people",
			"tell",
			"us",
			"about",
			"perpetrators",
			"children",
			"tomorrow",
		]);
		expect(words("plan w/o carer, w/ GP").map((word) => word.text)).toEqual([
			"plan",
			"without",
			"carer",
			"with",
			"gp",
		]);
	});

	it("finds one stem for all forms of a word, and for British and American spelling", () => {
		expect(stems("child children children's")).toEqual(["child", "child", "child"]);
		expect(stem("organization")).toBe(stem("organisation"));
		expect(stem("behavior")).toBe(stem("behaviours"));
		expect(british("size")).toBe("size");
	});

	it("keeps numbers and reads dotted acronyms and plurals of acronyms", () => {
		expect(stems("M.A.R.A.C. GPs 1,200 50%")).toEqual(["marac", "gp", "1200", "50", stem("percent")]);
	});
});

describe("spelling", () => {
	it("counts a swap of neighbours as one slip", () => {
		expect(slips("recieve", "receive", 2)).toBe(1);
		expect(slips("assesment", "assessment", 2)).toBe(1);
		expect(slips("bail", "hospital", 2)).toBe(3);
	});

	it("mends to the nearest word, then the one used most, then by the alphabet", () => {
		expect(mend("oppurtunities", [["opportunities", 1]])).toBe("opportunities");
		expect(
			mend("bael", [
				["bawl", 1],
				["bail", 4],
			]),
		).toBe("bail");
		expect(
			mend("bael", [
				["bawl", 4],
				["bail", 4],
			]),
		).toBe("bail");
		expect(mend("xyzzyq", [["opportunities", 9]])).toBeUndefined();
	});
});
