import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMarks } from "#knowledge/documents/reading/readMarks.ts";
import { split as splitPaper } from "#knowledge/documents/split.ts";

const split = (text: string) => splitPaper({ text, places: "lines" });
const fixture = (name: string) =>
	readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url), "utf8");
const numbers = (text: string) => split(text).paragraphs.map(({ number }) => number);
const paragraph = (text: string, number: string) =>
	split(text).paragraphs.find((each) => each.number === number);

describe("split", () => {
	const quirks = fixture("quirks.txt");

	it("finds every numbered paragraph and no other", () => {
		expect(numbers(quirks)).toEqual([
			"1.1",
			"1.2",
			"2.1",
			"2.2",
			"2.3",
			"2.4",
			"2.5",
			"2.7",
			"3.1",
			"3.2",
			"3.3",
		]);
	});

	it("tells bold headings that run into their text", () => {
		expect(paragraph(quirks, "2.1")).toMatchObject({
			heading: "Recognising Abuse",
			section: "What the Reviews Have in Common",
			text: expect.stringMatching(/^Some practitioners did not see/),
		});
	});

	it("tells a heading that is marked by its capitals alone, where its neighbours have headings, and says so", () => {
		expect(paragraph(quirks, "2.2")).toMatchObject({
			heading: "Training for Healthcare Professionals",
			text: expect.stringMatching(/^GPs in particular did not/),
		});
		expect(split(quirks).warnings).toContainEqual(
			expect.stringMatching(/^The heading of 2\.2 is not marked/),
		);
	});

	it("takes capitals at the start of a sentence for no heading", () => {
		const text =
			"3.1 Further Lessons Learned Seminars will be held.\n\n3.2 All delegates will be asked.\n\n3.3 To that end it met.";
		expect(split(text).paragraphs.map(({ heading }) => heading)).toEqual([null, null, null]);
	});

	it("tells headings that are marked nowhere in a paper", () => {
		const text =
			"2.1 Risk Assessment Agencies need a consistent approach.\n\n2.2 Information Sharing In some cases records were lost.\n\n2.3 Complex Needs The Northmoor Trust saw people with several needs.";
		expect(split(text).paragraphs.map(({ heading, text }) => [heading, text.split(" ")[0]])).toEqual([
			["Risk Assessment", "Agencies"],
			["Information Sharing", "In"],
			["Complex Needs", "The"],
		]);
	});

	it("puts a paragraph together that an empty line broke in mid-sentence", () => {
		expect(paragraph(quirks, "2.4")?.text).toContain(
			"the time that it took to obtain /transfer records from one area",
		);
	});

	it("keeps what follows the last paragraph out of it", () => {
		expect(paragraph(quirks, "3.3")?.text).toMatch(/01632 960 123\.$/);
		expect(split(quirks).loose.map(({ line }) => line)).toEqual([31, 33, 35]);
	});

	it("says which number is missing", () => {
		expect(split(quirks).warnings).toContain("2.6 is missing before 2.7.");
		expect(split("1.1 One thing.\n\n1.5 Another thing.").warnings).toContain(
			"1.2 to 1.4 are missing before 1.5.",
		);
	});

	describe("of a paper laid out in pages", () => {
		const wrapped = fixture("wrapped.txt");

		it("leaves page numbers, running headers and the table of contents out", () => {
			expect(numbers(wrapped)).toEqual(["1.1", "2.1", "2.2", "2.3", "2.4", "2.4(a)", "2.4(b)"]);
			for (const { text } of split(wrapped).paragraphs) expect(text).not.toMatch(/Page|Saltby/);
		});

		it("does not take a figure at the start of a line for a number", () => {
			expect(paragraph(wrapped, "1.1")?.text).toMatch(
				/about 360 practitioners .* In total 2\.5 per cent of staff replied\.$/,
			);
		});

		it("tells a heading on the number's own line, with and without an empty line after it", () => {
			expect(paragraph(wrapped, "2.1")).toMatchObject({ heading: "Risk assessment" });
			expect(paragraph(wrapped, "2.2")).toMatchObject({
				heading: "Information sharing",
				text: "Housing and health each knew a part of the story. Nobody put the parts together in time.",
			});
		});

		it("joins words that a line's end parted, and keeps the hyphens that are theirs", () => {
			expect(paragraph(wrapped, "2.1")?.text).toContain(
				"agencies did not tell one another. A multi-agency meeting",
			);
		});

		it("keeps a list within the sentence that leads into it, and parts one of whole sentences", () => {
			expect(paragraph(wrapped, "2.3")?.text).toBe(
				"Agencies should: (a) share what they know in time; (b) say why, when they do not; and (c) keep a note of both.",
			);
			expect(paragraph(wrapped, "2.4(b)")?.text).toBe("Every lead reports to the board once a year.");
		});
	});

	it("reads Markdown: sections, escapes, links, entities, lists", () => {
		const briefing = fixture("briefing.md");
		expect(numbers(briefing)).toEqual(["1.1", "1.2", "2.1", "2.2"]);
		expect(paragraph(briefing, "1.1")).toMatchObject({
			section: "Why this matters",
			text: "Housing officers are often the first to see that something is wrong. See the national report for more.",
		});
		expect(paragraph(briefing, "2.1")).toMatchObject({
			heading: "Repairs",
			text: "Staff who mend doors & locks should know whom to tell.",
		});
		expect(paragraph(briefing, "2.2")?.text).toMatch(
			/Staff should: • ask in private; • offer a second conversation\.$/,
		);
	});

	it("takes each paragraph of a paper without numbers, under its heading", () => {
		expect(
			split(fixture("unnumbered.md")).paragraphs.map(({ number, section }) => [number, section]),
		).toEqual([
			[null, "Fixated behaviour"],
			[null, "Fixated behaviour"],
			[null, "Working together"],
		]);
	});

	it("finds deeper numbers", () => {
		expect(
			numbers("2 Findings\n\n2.3 Police\n\n2.3.1 Officers came twice.\n\n2.3.2 They left again."),
		).toEqual(["2.3.1", "2.3.2"]);
	});

	it("changes no word: every paragraph is an unbroken run of the source", () => {
		const word = fc.stringMatching(/^[A-Za-z’',é-]{1,9}$/);
		const sentence = fc
			.array(word, { minLength: 3, maxLength: 30 })
			.map((words) => `The ${words.join(" ")} end.`);
		fc.assert(
			fc.property(fc.array(sentence, { minLength: 1, maxLength: 8 }), fc.boolean(), (sentences, crlf) => {
				const source = sentences.map((text, at) => `1.${at + 1} ${text}`).join(crlf ? "\n\n" : "\n");
				const folded = readMarks(source).text;
				for (const { text } of split(source).paragraphs) expect(folded).toContain(text);
				expect(numbers(source)).toHaveLength(sentences.length);
			}),
		);
	});
});
