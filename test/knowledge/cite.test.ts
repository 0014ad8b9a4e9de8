import { describe, expect, it } from "vitest";
import { citation, readableDate } from "#knowledge/cite.ts";
import type { Document } from "#knowledge/held.ts";
import { quotedExactly } from "#knowledge/quote.ts";

const paper: Document = {
	id: "paper",
	title: "Lessons Learned from Domestic Homicide Reviews (DHRs)",
	publisher: "Kent Community Safety Partnership",
	publishedOn: "2014-03-18",
	link: null,
	via: null,
	partnership: null,
	pseudonym: null,
	takeDownOn: null,
	origin: "starter",
};

const nowhere = { paragraph: null, page: null };

describe("citation", () => {
	it("names title, publisher, paragraph and date", () => {
		expect(citation({ paragraph: "2.2", page: null }, paper)).toBe(
			"Lessons Learned from Domestic Homicide Reviews (DHRs), Kent Community Safety Partnership, paragraph 2.2, 18 March 2014",
		);
	});

	it("says where it was read when that was not the source, and that a source has no date", () => {
		expect(
			citation(nowhere, { ...paper, publishedOn: "2018-05", via: "Children and Young People Now" }),
		).toMatch(/Partnership, May 2018, as reported by Children and Young People Now$/);
		expect(
			citation(nowhere, { ...paper, publishedOn: "undated", via: "a page read in spring 2026" }),
		).toMatch(/Partnership, undated, from a page read in spring 2026$/);
		expect(citation(nowhere, { ...paper, via: "also news reports, for some of the figures" })).toMatch(
			/18 March 2014, see also news reports, for some of the figures$/,
		);
	});

	it("names a review by its pseudonym and partnership, with the page and when it was published", () => {
		const review = {
			...{ ...paper, partnership: "Somewhere Community Safety Partnership", pseudonym: "Anna" },
			publishedOn: "2023-05-03",
		};
		expect(citation({ paragraph: "4.2", page: 17 }, review)).toBe(
			"DHR “Anna”, Somewhere Community Safety Partnership, paragraph 4.2, page 17, published 3 May 2023",
		);
		expect(
			citation({ paragraph: "section 4.2, paragraph 3", page: null }, { ...review, pseudonym: null }),
		).toBe(
			"Lessons Learned from Domestic Homicide Reviews (DHRs), Somewhere Community Safety Partnership, section 4.2, paragraph 3, published 3 May 2023",
		);
	});

	it("reads a date as precisely as it is known", () => {
		expect(["2014-03-08", "2016-12", "2016"].map(readableDate)).toEqual([
			"8 March 2014",
			"December 2016",
			"2016",
		]);
	});
});

describe("quotedExactly", () => {
	const text = "Some agencies did not consider the children’s needs.";

	it("accepts only what stands in the passage character for character", () => {
		expect(quotedExactly("did not consider the children’s needs", { text, wording: "verbatim" })).toBe(true);
		expect(quotedExactly("did not consider the children's needs", { text, wording: "verbatim" })).toBe(false);
		expect(quotedExactly("Agencies did not consider", { text, wording: "verbatim" })).toBe(false);
		expect(quotedExactly("", { text, wording: "verbatim" })).toBe(false);
	});

	it("never accepts our own summary as a quotation", () => {
		expect(quotedExactly(text, { text, wording: "summary" })).toBe(false);
	});
});
