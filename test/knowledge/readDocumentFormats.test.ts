import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { literally, tableRow } from "#knowledge/documents/formats/markdown.ts";
import { readApart } from "#knowledge/documents/formats/readApart.ts";
import { readDocument } from "#knowledge/documents/readDocument.ts";
import type { DocumentRead } from "#knowledge/documents/readPaper.ts";

const bytes = (name: string) => readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url));

async function read(name: string, named = name): Promise<DocumentRead> {
	const document = await readDocument({ name: named, bytes: bytes(name) });
	if ("problem" in document) throw new Error(document.problem);
	return document;
}

const review = { word: await read("review.docx"), pdf: await read("review.pdf") };
const briefing = { word: await read("briefing.docx"), pdf: await read("briefing.pdf") };
const said = ({ paragraphs }: DocumentRead) => paragraphs.map(({ number, text }) => `${number} ${text}`);
const paragraph = ({ paragraphs }: DocumentRead, number: string) =>
	paragraphs.find((each) => each.number === number);

describe.each([
	["a Word document", review.word, briefing.word],
	["a PDF", review.pdf, briefing.pdf],
])("readDocument of %s", (_, report, columns) => {
	it("finds what a review says of itself", () => {
		expect(report).toMatchObject({
			title: "Domestic Homicide Review: Overview Report",
			publisher: "Northmoor Community Safety Partnership",
			publishedOn: "2023-05-03",
			link: "https://www.northmoor.example/reviews/anna",
			takeDownOn: "2028-05-03",
			review: { partnership: "Northmoor Community Safety Partnership", pseudonym: "Anna" },
		});
		expect(columns).toMatchObject({ review: null, takeDownOn: null, publishedOn: "2022-06" });
	});

	it("finds each paragraph under the number that is shown beside it", () => {
		expect(report.paragraphs.map(({ number }) => number)).toEqual([
			...["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2", "4.3", "4.4", "5.1"],
			...[1, 2, 3, 4].map((row) => `5.1, table row ${row}`),
			"5.2",
		]);
		expect(paragraph(report, "4.3")).toMatchObject({ section: "Findings" });
	});

	it("puts a paragraph together that a page's end broke, without heads, feet and page numbers", () => {
		expect(paragraph(report, "4.2")?.text).toMatch(
			/^Housing officers knew .* passed to a team that met only once a month, so that no visit took place before the review period ended\.$/,
		);
		expect(JSON.stringify(report.paragraphs)).not.toMatch(/Official|Page \d/);
	});

	it("joins words that a line's end parted, and keeps the hyphens that are theirs", () => {
		expect(paragraph(report, "4.1")?.text).toContain("a receptionist noticed bruises");
		expect(paragraph(report, "4.3")?.text).toContain("The multi-agency meeting");
	});

	it("parts footnotes from the text and keeps them with their paragraph", () => {
		expect(paragraph(report, "4.1")).toMatchObject({
			text: expect.stringContaining("no referral was made. In one other contact"),
			footnotes: [
				"Clinicians in Northmoor have since been trained to ask about abuse in private and to offer a referral.",
			],
		});
		expect(report.paragraphs.flatMap(({ footnotes }) => footnotes)).toHaveLength(2);
	});

	it("makes each row of a table a paragraph in words, though a page's end broke the row", () => {
		expect(paragraph(report, "5.1, table row 1")).toMatchObject({
			heading: null,
			text: "Recommendation: Every housing officer is trained to ask about domestic abuse when the same household complains again about noise. Lead agency: Northmoor Council, housing. Target date: March 2024",
		});
		expect(paragraph(report, "5.1")?.text).toMatch(/has accepted\.$/);
	});

	it("reads columns one after the other, and counts the paragraphs under a numbered heading", () => {
		expect(columns.paragraphs.map(({ number, section }) => [number, section])).toEqual([
			["section 1, paragraph 1", "What was seen"],
			["section 1, paragraph 2", "What was seen"],
			["section 1, paragraph 3", "What was seen"],
			["section 2, paragraph 1", "What helps"],
			["section 2, paragraph 2", "What helps"],
			["section 3, paragraph 1", "Who took part"],
			["section 3, paragraph 1, table row 1", "Who took part"],
			["section 3, paragraph 1, table row 2", "Who took part"],
		]);
		expect(paragraph(columns, "section 2, paragraph 1")?.text).toMatch(
			/first steps: • ask in private, and never in front of a partner; • say what can be offered, and by whom\.$/,
		);
	});

	it("leaves out who is named, at the head and in a table, and says so", () => {
		expect(JSON.stringify([report, columns])).not.toMatch(/Placeholder|Alex Sample/);
		expect(report.warnings).toEqual([
			"The line “Independent Chair:” at the head names a person, and was left out.",
		]);
		expect(columns.warnings).toEqual(["The column “Name” of a table names people, and was left out."]);
	});
});

describe("readDocument", () => {
	it("gives the same paragraphs whether a report comes as a Word document or as a PDF", () => {
		expect(said(review.pdf)).toEqual(said(review.word));
		expect(said(briefing.pdf)).toEqual(said(briefing.word));
	});

	it("knows the page on which each paragraph of a PDF begins, and none of a Word document", () => {
		const pages = Object.fromEntries(review.pdf.paragraphs.map(({ number, page }) => [number, page]));
		expect(pages).toMatchObject({ "1.1": 2, "4.2": 3, "4.3": 4, "5.1, table row 1": 4, "5.2": 5 });
		expect(new Set(review.word.paragraphs.map(({ page }) => page))).toEqual(new Set([null]));
	});

	it.each([
		["locked.docx", /is locked with a password\. Open it in Word, remove the password/],
		["locked.pdf", /^locked\.pdf is locked with a password\. Ask its publisher for one without/],
		["damaged.docx", /^damaged\.docx is damaged and cannot be unpacked\. Get it again/],
		["damaged.pdf", /^damaged\.pdf is damaged: some of it is missing or cannot be read\. Get it again/],
		["scanned.docx", /^scanned\.docx holds pictures of pages and no text\. Have its text recognised/],
		["scanned.pdf", /^scanned\.pdf holds pictures of pages and no text, as a scan does\. Have its text/],
		["pages.pdf", /^pages\.pdf has 2,000 pages, more than the 500 .* Save the pages of the report/],
		["macros.docx", /has macros in it, and was not opened\. Save it as a Word document without macros/],
		["entities.docx", /asks for files from elsewhere, .* was not opened\. Copy its words/],
		["bomb.docx", /unpacks to far more than a report holds, and was not opened\. Copy its words/],
		["lying.docx", /^lying\.docx is damaged and cannot be unpacked\./],
	])("refuses %s whole, in a sentence that says what to do", async (name, sentence) => {
		expect(await readDocument({ name, bytes: bytes(name) })).toEqual({
			problem: expect.stringMatching(sentence),
		});
	});

	it("goes by what is in a file and not by its name", async () => {
		expect(await readDocument({ name: "/home/me/report.docx", bytes: bytes("review.pdf") })).toEqual({
			problem:
				"report.docx is really a PDF, whatever its name says. Name it so that it ends in .pdf, and import it again.",
		});
	});
});

describe("readApart", () => {
	const job = (name: string) => ({ type: "pdf" as const, name, bytes: bytes(name) });

	it("stops a file that unpacks to 2 GB before it takes the memory, and goes on", async () => {
		const before = process.memoryUsage.rss();
		expect(await readApart(job("bomb.pdf"), { milliseconds: 60_000, megabytes: 200 })).toEqual({
			problem: expect.stringMatching(/^bomb\.pdf takes more memory to read than a report should/),
		});
		expect(process.memoryUsage.rss() - before).toBeLessThan(900 * 1024 * 1024);
		expect(await readApart(job("review.pdf"))).toHaveProperty("text");
	}, 60_000);

	it("stops a file that takes too long", async () => {
		expect(await readApart(job("review.pdf"), { milliseconds: 1, megabytes: 200 })).toEqual({
			problem: expect.stringMatching(/^review\.pdf takes more time to read than a report should/),
		});
	});
});

describe("Markdown that a reader writes", () => {
	it("says just what the file said", () => {
		expect(literally("# *not* a [link] <b> & 3_4 \\")).toBe("\\# \\*not\\* a \\[link] \\<b> \\& 3\\_4 \\\\");
		expect(tableRow(["a | b", " c\nd "], true)).toEqual(["| a \\| b | c d |", "| --- | --- |"]);
	});
});
