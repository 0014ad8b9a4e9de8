import { describe, expect, it } from "vitest";
import { findReview } from "#knowledge/documents/head/findReview.ts";
import { findTakeDown } from "#knowledge/documents/head/findTakeDown.ts";
import { readHead } from "#knowledge/documents/head/readHead.ts";
import { readPaper } from "#knowledge/documents/readPaper.ts";

const read = (text: string) => readPaper({ text, places: "lines", warnings: [] });
const review = (lines: string[], beginning = "") => findReview(readHead(lines), beginning);

describe("findReview", () => {
	it.each<[string[], string | null]>([
		[["Domestic Homicide Review", "into the death of “Anna”"], "Anna"],
		[["Domestic Homicide Review: the death of Anna in 2021", "Overview report"], "Anna"],
		[["DHR Overview Report", "Adult B, known as Beth in this report"], "Beth"],
		[["Overview report of the Domestic Homicide Review", "Pseudonym: Mrs C"], "Mrs C"],
		[
			["Domestic Abuse Related Death Review", "Executive summary", "Concerning the death of Adult D"],
			"Adult D",
		],
		[["Domestic Homicide Review", "Overview Report, Case E/2012"], null],
	])("reads the pseudonym at the head of %j as %s", (lines, pseudonym) => {
		expect(review(lines)).toMatchObject({ pseudonym });
	});

	it("takes what may be somebody's whole name for no pseudonym", () => {
		expect(review(["Domestic Homicide Review", "into the death of Robin Placeholder"])).toMatchObject({
			pseudonym: null,
		});
	});

	it("reads the pseudonym from the first paragraphs where the head has none", () => {
		const lines = ["Domestic Homicide Review", "Overview Report"];
		expect(review(lines, "The person who died is called Gwen in this report.")?.pseudonym).toBe("Gwen");
		expect(review(lines, "The family was known to Housing and to Refuge.")?.pseudonym).toBeNull();
	});

	it("takes a paper about several reviews for no review", () => {
		expect(review(["Lessons from Domestic Homicide Reviews", "Overview report"])).toBeUndefined();
		expect(review(["Housing strategy", "Northmoor Council"])).toBeUndefined();
	});
});

describe("findTakeDown", () => {
	const published = "2023-05-03";

	it.each([
		["This report will be removed from the website on 3 May 2028.", "2028-05-03"],
		["Take-down date: 1 June 2025", "2025-06-01"],
		["The report is available here until 30 April 2026.", "2026-04-30"],
		["This report will stay on our website for twelve months.", "2024-05-03"],
		["The report will be taken down after two years.", "2025-05-03"],
		["A copy is kept online for a period of 18 months from publication.", "2024-11-03"],
		["Reports stay on the partnership's website for two years.", "2025-05-03"],
		["This report, which was anonymised, will be taken down on 3 May 2028.", "2028-05-03"],
		["This report was published on 3 May 2023 and will be removed after five years.", "2028-05-03"],
	])("reads “%s”", (text, day) => expect(findTakeDown([text], published)).toEqual({ day, said: text }));

	it.each([
		"The children were removed from her care on 4 May 2024.",
		"The report was published online on 3 May 2023.",
		"The review looked at records for two years before her death.",
		"The order was in force until 3 May 2025.",
		"The report was removed on 3 May 2020.",
		"No discharge summary was available for six months.",
		"A copy of the letter was kept on file for two years.",
		"This review found that no report was available for six months.",
		"The review will look at records available for two years before her death.",
		"This report recommends that a summary is kept for six years.",
		"This report will not be published until 3 May 2025.",
	])("takes no other date for it: “%s”", (text) => expect(findTakeDown([text], published)).toBeNull());
});

describe("readPaper of a report", () => {
	it("takes no date of a death for that of the publication", () => {
		const report = read(
			"Domestic Homicide Review\n\nOverview Report\n\nNorthmoor Community Safety Partnership\n\nConcerning Anna, who died on 4 March 2021\n\nMay 2023\n\n1.1 Agencies met.",
		);
		expect(report).toMatchObject({ publishedOn: "2023-05", review: { pseudonym: null } });
	});

	it("reads Markdown's tables and footnotes as those of any other file", () => {
		const paper = read(
			"Title: A paper\n\n1.1 Two teams met.[^a] They did not meet again.\n\n| Team | What it did |\n|---|---|\n| Repairs | Changed the same lock three times |\n| Arrears | 12 |\n\n1.2 Nobody asked.\n\n[^a]: Once, in spring.",
		);
		expect(paper.paragraphs).toMatchObject([
			{ number: "1.1", text: "Two teams met. They did not meet again.", footnotes: ["Once, in spring."] },
			{ number: "1.1, table row 1", text: "Team: Repairs. What it did: Changed the same lock three times" },
			{ number: "1.2", text: "Nobody asked.", footnotes: [] },
		]);
		expect(paper.warnings).toEqual(["1 row of tables, of figures or few words, was left out."]);
	});

	it.each([
		"The independent chair was Robin Placeholder.",
		"The chair and author of this report is Robin Placeholder.",
		"The Chair, Robin Placeholder, has led other reviews.",
		"Robin Placeholder was appointed as independent chair in May.",
	])("leaves out who led the review and who wrote it: “%s”", (sentence) => {
		const [first] = read(`1.1 The panel met five times. ${sentence}`).paragraphs;
		expect(first?.text).toBe("The panel met five times.");
	});

	it("keeps bodies that led or wrote", () => {
		const text = "The author was Northmoor Council, and the chair was not known to any agency.";
		expect(read(`1.1 ${text}`).paragraphs[0]?.text).toBe(text);
	});

	it("leaves out a footnote that points to a person, and says so", () => {
		const paper = read("1.1 Agencies met.[^1]\n\n[^1]: Write to someone@northmoor.example.");
		expect(paper.paragraphs[0]?.footnotes).toEqual([]);
		expect(paper.warnings).toEqual([
			"Line 1: a footnote to paragraph 1.1 points to a person, and was left out.",
		]);
	});
});
