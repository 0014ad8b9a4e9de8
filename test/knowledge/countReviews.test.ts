import { describe, expect, it } from "vitest";
import { countInWords, countReviews } from "#knowledge/countReviews.ts";
import { hold } from "#knowledge/hold.ts";
import { content, document, passage, theme } from "./sample.ts";

const now = new Date("2026-04-01T09:00:00Z");
const report = (id: string, given: object = {}) => document(id, { partnership: "Northmoor CSP", ...given });
const about = (documentId: string, ...themes: string[]) =>
	passage(`${documentId}-${themes}`, { documentId, themes });

const held = hold(
	content(
		[
			about("anna", "bail"),
			about("anna-summary", "bail"),
			about("ben", "children", "tag"),
			about("cara", "children"),
			about("dee", "bail"),
			about("paper", "bail"),
		],
		{
			documents: [
				report("anna", { pseudonym: "Anna" }),
				report("anna-summary", { pseudonym: "ANNA", partnership: "Northmoor  CSP" }),
				report("ben", { pseudonym: "Ben", takeDownOn: "2026-06-01" }),
				report("cara"),
				report("dee", { partnership: "Saltby CSP", pseudonym: "Anna" }),
				document("paper"),
			],
			themes: [theme("bail"), theme("children"), theme("tag", { within: ["bail"] })],
		},
	),
);

describe("countReviews", () => {
	it("counts reviews and not documents, with the themes within the one asked for", () => {
		expect(countReviews(held, "bail", now)).toEqual({ found: 3, held: 4 });
		expect(countReviews(held, "children", now)).toEqual({ found: 2, held: 4 });
		expect(countReviews(held, "stalking", now)).toEqual({ found: 0, held: 4 });
	});

	it("leaves out what has been taken down by then", () => {
		expect(countReviews(held, "bail", new Date("2026-06-01T00:00:00+01:00"))).toEqual({ found: 2, held: 3 });
	});

	it("counts nothing where no review is held", () => {
		expect(countReviews(hold(content([passage("a")])), "bail", now)).toBeUndefined();
	});

	it.each([
		[{ found: 14, held: 52 }, "in 14 of the 52 reviews held"],
		[{ found: 0, held: 52 }, "in none of the 52 reviews held"],
		[{ found: 1, held: 1 }, "in the one review held"],
		[{ found: 0, held: 1 }, "not in the one review held"],
	])("says %o in words", (count, words) => expect(countInWords(count)).toBe(words));
});
