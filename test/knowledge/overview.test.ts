import { describe, expect, it } from "vitest";
import { asksForThemes } from "#knowledge/asking/overview.ts";

describe("asksForThemes", () => {
	it.each([
		"themes",
		"whats everything that came up, quick list",
		"the lot pls, every lesson in short",
		"what are the key lessons overall",
		"which topics are there",
	])("knows a question for all of them: “%s”", (question) => {
		expect(asksForThemes(question)).toBe(true);
	});

	it.each(["lessons on bail", "list of refuges", "what is theme 2.7", "every lesson about children", ""])(
		"leaves a question about something alone: “%s”",
		(question) => {
			expect(asksForThemes(question)).toBe(false);
		},
	);
});
