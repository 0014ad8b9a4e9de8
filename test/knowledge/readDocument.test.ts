import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readDocument } from "#knowledge/documents/readDocument.ts";
import { readDate } from "#knowledge/documents/reading/findDate.ts";
import { readText } from "#knowledge/documents/reading/readText.ts";

const fixture = (name: string) =>
	readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url), "utf8");
const realPaper = new URL("../../../shared/source/kent-csp-2014-03-18-dhr-lessons.txt", import.meta.url);

describe("readDocument", () => {
	const quirks = readDocument(fixture("quirks.txt"));

	it("finds title, publisher and date at the head", () => {
		expect(quirks).toMatchObject({
			title: "What Our Domestic Homicide Reviews Taught Us",
			publisher: "Northmoor Community Safety Partnership",
			publishedOn: "2015-06-09",
		});
		expect(readDocument(fixture("wrapped.txt"))).toMatchObject({
			title: "LEARNING FROM DOMESTIC HOMICIDE REVIEWS",
			publisher: "SALTBY SAFEGUARDING BOARD",
			publishedOn: "2017-10-03",
		});
		expect(readDocument(fixture("briefing.md"))).toMatchObject({
			title: "Learning briefing: housing and domestic abuse",
			publisher: "Northmoor Housing Partnership",
			publishedOn: "2019-06",
		});
		expect(readDocument(fixture("unnumbered.md"))).toMatchObject({
			title: "What reviews said about stalking",
			publisher: "Northmoor Domestic Abuse Forum",
			publishedOn: "2020-03",
		});
	});

	it("keeps names, telephone numbers and addresses out of every passage and of what it says about them", () => {
		const all = JSON.stringify(quirks);
		for (const personal of ["Robin", "Placeholder", "Alex", "01632", "@"])
			expect(all).not.toContain(personal);
	});

	it("says what it left out and why", () => {
		expect(quirks.warnings).toEqual(
			expect.arrayContaining([
				"The line “By:” at the head names a person, and was left out.",
				"Line 28: paragraph 3.2 holds a person's name. Only the part without was kept: check that its meaning stands.",
				"Line 29: paragraph 3.3 holds an e-mail address and a telephone number, and was left out whole.",
				"Line 35 holds an e-mail address and a telephone number and a person's name, and was left out.",
			]),
		);
		expect(quirks.paragraphs.find(({ number }) => number === "3.2")?.text).toBe(
			"Two seminars will be held, and all delegates will get a questionnaire afterwards.",
		);
	});

	it("reads letters of another alphabet as the Latin ones that they look like, and says where", () => {
		expect(quirks.warnings).toContainEqual(
			expect.stringMatching(/^Line 2: letters of another alphabet stand in “To”/),
		);
		const read = readDocument("1.1 The р\u043elice came.\n\n1.2 Слово is a word.");
		expect(read.paragraphs.map(({ text }) => text)).toEqual(["The police came.", "Слово is a word."]);
	});

	it("leaves a repeated paragraph out and keeps both of a repeated number", () => {
		const read = readDocument("1.1 Agencies met.\n\n1.2 Agencies met.\n\n1.1 Nobody asked.");
		expect(read.paragraphs.map(({ text }) => text)).toEqual(["Agencies met.", "Nobody asked."]);
		expect(read.warnings).toEqual([
			"Line 3: paragraph 1.2 says the same as paragraph 1.1 (line 1), and was left out.",
			"Line 5: the number 1.1 stands twice (first in line 1). Both were kept.",
		]);
	});

	it("says that a date is in no calendar rather than guess another", () => {
		expect(readDocument("Title: A paper\nDate: 31 February 2014\n\n1.1 Agencies met.")).toMatchObject({
			publishedOn: null,
			unreadableDate: "31 February 2014",
		});
	});
});

describe("readDate", () => {
	it.each([
		["18 th March 2014", "2014-03-18"],
		["18th of March, 2014", "2014-03-18"],
		["March 18, 2014", "2014-03-18"],
		["2014-03-18", "2014-03-18"],
		["18/03/2014", "2014-03-18"],
		["Sept 2019", "2019-09"],
		["2019-09", "2019-09"],
		["2016", "2016"],
	])("reads %s", (text, date) => expect(readDate(text)).toBe(date));

	it.each(["", "soon", "2014-02-30", "31/31/2014", "March", "1 May 2014 or 2 May 2014"])(
		"refuses “%s”",
		(text) => expect(readDate(text)).toBeUndefined(),
	);
});

describe("readText", () => {
	const words = "1.1 It’s “said” – naïve café\r\n";
	const tidied = "1.1 It’s “said” – naïve café\n";

	it.each([
		["UTF-8", Buffer.from(words)],
		["UTF-8 with a mark", Buffer.from(`\ufeff${words}`)],
		["UTF-16", Buffer.from(`\ufeff${words}`, "utf16le")],
		["UTF-16 without a mark", Buffer.from(words, "utf16le")],
		["UTF-16, high byte first", Buffer.from(`\ufeff${words}`, "utf16le").swap16()],
		[
			"Windows-1252",
			Buffer.from(
				words.replace("’", "\x92").replace("“", "\x93").replace("”", "\x94").replace("–", "\x96"),
				"latin1",
			),
		],
	])("reads %s", (_, bytes) => expect(readText("a.txt", bytes)).toEqual({ text: tidied, warnings: [] }));

	it("takes out characters that cannot be seen", () => {
		expect(readText("a.txt", Buffer.from("1.1 a\u001b[31mred\u200b \u202eword\u0007"))).toMatchObject({
			text: "1.1 a[31mred word",
		});
	});

	it.each([
		["a.docx", Buffer.from("PK"), /^a\.docx is a Word document\. Text and Markdown/],
		["a.pdf", Buffer.from("%PDF"), /^a\.pdf is a PDF\./],
		["a.exe", Buffer.from("MZ"), /is not a kind of file that can be imported/],
		["a.txt", Buffer.from("%PDF-1.7"), /is really a PDF, whatever its name says/],
		["a.txt", Buffer.from("PK\x03\x04zip"), /is really a zip archive/],
		["a.txt", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0]), /is really a picture/],
		["a.txt", Buffer.from("<!DOCTYPE html><p>x"), /is really a web page/],
		["a.txt", Buffer.from("some\0\0\0binary"), /is not text: it holds binary data/],
		["a.txt", Buffer.from(""), /is empty/],
		["a.txt", Buffer.from(" \n\t\r\n"), /is empty/],
		["a.md", Buffer.alloc(5 * 1024 * 1024 + 1, "a"), /larger than 5 MB/],
		[
			"a.txt",
			Buffer.from(`one\n${"x".repeat(1_000_000)}`),
			/^Line 2 of a\.txt is longer than 20,000 characters/,
		],
	])("refuses %s in a sentence (%#)", (name, bytes, sentence) => {
		expect(readText(name, bytes)).toEqual({ problem: expect.stringMatching(sentence) });
	});
});

describe.skipIf(!existsSync(realPaper))(
	"The 2014 Kent and Medway paper (skipped where ../shared/source is not there)",
	() => {
		it("is read whole and without anybody's details", () => {
			const source = readFileSync(realPaper, "utf8");
			const read = readDocument(source);
			expect(read).toMatchObject({
				title: "Lessons Learned from Domestic Homicide Reviews (DHRs)",
				publisher: "Kent Community Safety Partnership",
				publishedOn: "2014-03-18",
			});
			expect(read.paragraphs.map(({ number }) => number)).toEqual(
				"1.1 1.2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 3.1 3.2 3.3 3.4 3.5".split(" "),
			);
			const folded = source.replaceAll("**", "").replace(/\s+/g, " ");
			for (const { text } of read.paragraphs) expect(folded).toContain(text);
			expect(JSON.stringify(read)).not.toMatch(/@|\b0\d{4} \d{6}|\bTel\b/);
			expect(read.warnings).toHaveLength(7);
		});
	},
);
