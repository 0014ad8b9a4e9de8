import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fileType } from "#knowledge/documents/formats/fileType.ts";
import { readText } from "#knowledge/documents/formats/readText.ts";
import { readDate } from "#knowledge/documents/head/findDate.ts";
import { readPaper } from "#knowledge/documents/readPaper.ts";

const read = (text: string) => readPaper({ text, places: "lines", warnings: [] });
const fixture = (name: string) =>
	readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url), "utf8");
const realPaper = new URL("../../../shared/source/kent-csp-2014-03-18-dhr-lessons.txt", import.meta.url);

describe("readPaper", () => {
	const quirks = read(fixture("quirks.txt"));

	it("finds title, publisher and date at the head", () => {
		expect(quirks).toMatchObject({
			title: "What Our Domestic Homicide Reviews Taught Us",
			publisher: "Northmoor Community Safety Partnership",
			publishedOn: "2015-06-09",
		});
		expect(read(fixture("wrapped.txt"))).toMatchObject({
			title: "LEARNING FROM DOMESTIC HOMICIDE REVIEWS",
			publisher: "SALTBY SAFEGUARDING BOARD",
			publishedOn: "2017-10-03",
		});
		expect(read(fixture("briefing.md"))).toMatchObject({
			title: "Learning briefing: housing and domestic abuse",
			publisher: "Northmoor Housing Partnership",
			publishedOn: "2019-06",
		});
		expect(read(fixture("unnumbered.md"))).toMatchObject({
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
				"Line 35: what holds an e-mail address and a telephone number and a person's name was left out.",
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
		const paper = read("1.1 The р\u043elice came.\n\n1.2 Слово is a word.");
		expect(paper.paragraphs.map(({ text }) => text)).toEqual(["The police came.", "Слово is a word."]);
	});

	it("leaves a repeated paragraph out and keeps both of a repeated number", () => {
		const paper = read("1.1 Agencies met.\n\n1.2 Agencies met.\n\n1.1 Nobody asked.");
		expect(paper.paragraphs.map(({ text }) => text)).toEqual(["Agencies met.", "Nobody asked."]);
		expect(paper.warnings).toEqual([
			"Line 3: paragraph 1.2 says the same as paragraph 1.1 (line 1), and was left out.",
			"Line 5: the number 1.1 stands twice (first in line 1). Both were kept.",
		]);
	});

	it("says that a date is in no calendar rather than guess another", () => {
		expect(read("Title: A paper\nDate: 31 February 2014\n\n1.1 Agencies met.")).toMatchObject({
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
	])("reads %s", (_, bytes) =>
		expect(readText("a.txt", bytes)).toEqual({ text: tidied, places: "lines", warnings: [] }),
	);

	it("takes out characters that cannot be seen", () => {
		expect(readText("a.txt", Buffer.from("1.1 a\u001b[31mred\u200b \u202eword\u0007"))).toMatchObject({
			text: "1.1 a[31mred word",
		});
	});

	it.each([
		["<!DOCTYPE html><p>x", /is really a web page/],
		["some\0\0\0binary", /is not text: it holds binary data/],
		[" \n\t\r\n", /is empty/],
		[`one\n${"x".repeat(1_000_000)}`, /^Line 2 of a\.txt is longer than 20,000 characters/],
	])("refuses what is no text in a sentence (%#)", (text, sentence) => {
		expect(readText("a.txt", Buffer.from(text))).toEqual({ problem: expect.stringMatching(sentence) });
	});
});

describe("fileType", () => {
	it.each([
		[
			"a.odt",
			"PK",
			/^a\.odt is an OpenDocument text\. Open it in a word processor, save it as a Word document/,
		],
		["a.exe", "MZ", /is not a kind of file that can be imported\. Word documents/],
		["a.txt", "%PDF-1.7", /is really a PDF, whatever its name says\. Name it so that it ends in \.pdf/],
		["a.pdf", "PK\x03\x04 word/document.xml", /is really a Word document, .* ends in \.docx/],
		[
			"a.docx",
			"PK\x03\x04 xl/workbook.xml",
			/is really a zip archive with no Word document in it\. Unpack it/,
		],
		["a.docx", "\xd0\xcf\x11\xe0 WordDocument", /is really an old Word document \(\.doc\)/],
		["a.pdf", "<!doctype html>", /is no PDF, .* Get it again from where it is published/],
		["a.docx", "{\\rtf1", /is really a rich text document/],
		["a.txt", "\x89PNG\0", /is really a picture\. Have its text recognised/],
		["a.pdf", "", /is empty/],
	])("refuses %s in a sentence that says what to do (%#)", (name, bytes, sentence) => {
		expect(fileType(name, Buffer.from(bytes, "latin1"))).toEqual({
			problem: expect.stringMatching(sentence),
		});
	});

	it("takes text up to 5 MB and documents up to 25 MB", () => {
		const sized = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024 + 1, "a");
		expect(fileType("a.md", sized(5))).toEqual({ problem: expect.stringMatching(/larger than 5 MB/) });
		expect(fileType("a.pdf", sized(25))).toEqual({ problem: expect.stringMatching(/larger than 25 MB/) });
		expect(fileType("a.md", Buffer.from("1.1 Agencies met."))).toEqual({ type: "text" });
	});
});

describe.skipIf(!existsSync(realPaper))(
	"The 2014 Kent and Medway paper (skipped where ../shared/source is not there)",
	() => {
		it("is read whole and without anybody's details", () => {
			const source = readFileSync(realPaper, "utf8");
			const paper = read(source);
			expect(paper).toMatchObject({
				title: "Lessons Learned from Domestic Homicide Reviews (DHRs)",
				publisher: "Kent Community Safety Partnership",
				publishedOn: "2014-03-18",
			});
			expect(paper.paragraphs.map(({ number }) => number)).toEqual(
				"1.1 1.2 2.1 2.2 2.3 2.4 2.5 2.6 2.7 3.1 3.2 3.3 3.4 3.5".split(" "),
			);
			const folded = source.replaceAll("**", "").replace(/\s+/g, " ");
			for (const { text } of paper.paragraphs) expect(folded).toContain(text);
			expect(JSON.stringify(paper)).not.toMatch(/@|\b0\d{4} \d{6}|\bTel\b/);
			expect(paper.warnings).toHaveLength(7);
		});
	},
);
