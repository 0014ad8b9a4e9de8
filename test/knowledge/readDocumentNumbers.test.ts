import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readWord } from "#knowledge/documents/formats/word/readWord.ts";
import { withNumbers } from "#knowledge/documents/formats/word/wordNumbers.ts";

const level = (at: number, format: string, text: string, more = "") =>
	`<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = `<w:numbering><w:abstractNum w:abstractNumId="0">${level(0, "decimal", "%1.")}${level(1, "decimal", "%1.%2")}${level(2, "lowerLetter", "(%3)")}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level(0, "decimal", "%1.")}${level(1, "lowerRoman", "%2)")}</w:abstractNum><w:abstractNum w:abstractNumId="2">${level(0, "bullet", "•")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num></w:numbering>`;
const styles = `<w:styles><w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="Para"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="Child"><w:basedOn w:val="Para"/></w:style></w:styles>`;

type Place = { style?: string; list?: number; level?: number };

function paragraph(text: string, { style, list, level = 0 }: Place): string {
	const own =
		list === undefined ? "" : `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
	return `<w:p w:rsidR="00A1"><w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ""}${own}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
}

const numbered = (paragraphs: string[]) =>
	withNumbers(
		new Map([
			["word/document.xml", paragraphs.join("")],
			["word/numbering.xml", numbering],
			["word/styles2.xml", styles],
		]),
	)
		.split("</w:p>")
		.map((xml) => [...xml.matchAll(/<w:t[^>]*>([^<]*)/g)].map(([, text]) => text).join(""))
		.filter(Boolean);

describe("withNumbers", () => {
	it("counts as Word does: by style, by what a style is based on, and by the paragraph's own list", () => {
		expect(
			numbered([
				paragraph("Findings", { style: "Heading1" }),
				paragraph("One.", { style: "Para" }),
				paragraph("Two.", { style: "Child" }),
				paragraph("A point.", { list: 1, level: 2 }),
				paragraph("More.", { list: 1, level: 1 }),
				paragraph("Lessons", { style: "Heading1" }),
				paragraph("Three.", { style: "Para" }),
				paragraph("Plain.", { style: "Para", list: 0 }),
			]),
		).toEqual([
			...["1. Findings", "1.1 One.", "1.2 Two.", "• (a) A point.", "1.3 More."],
			...["2. Lessons", "2.1 Three.", "Plain."],
		]);
	});

	it("tells the points of a list from numbered paragraphs, and starts a list anew where it says so", () => {
		expect(
			numbered([
				paragraph("One.", { style: "Para" }),
				paragraph("First", { list: 2 }),
				paragraph("deeper", { list: 2, level: 1 }),
				paragraph("second", { list: 2 }),
				paragraph("first again", { list: 3 }),
				paragraph("dot", { list: 4 }),
			]),
		).toEqual(["1.1 One.", "• (1) First", "• (i) deeper", "• (2) second", "• (1) first again", "dot"]);
		expect(numbered([paragraph("Alone.", { list: 2 }), paragraph("Too.", { list: 2 })])).toEqual([
			"1. Alone.",
			"2. Too.",
		]);
	});
});

describe("readWord", () => {
	const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
	const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
	const file = (body: string) =>
		zipSync({
			"[Content_Types].xml": strToU8(
				'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
			),
			"_rels/.rels": strToU8(
				`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relation}" Target="word/document2.xml"/></Relationships>`,
			),
			"word/document2.xml": strToU8(`<w:document ${word}><w:body>${body}</w:body></w:document>`),
		});

	it("reads what Word on the web saves, tracked changes as accepted, and says that it did", async () => {
		const changed =
			'<w:p><w:r><w:t>1.1 Agencies </w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>never </w:delText></w:r></w:del><w:ins w:id="2" w:author="x"><w:r><w:t>often met &amp; *talked*.</w:t></w:r></w:ins></w:p>';
		expect(await readWord("a.docx", file(changed))).toEqual({
			text: "\n1.1 Agencies often met \\& \\*talked\\*.",
			places: "none",
			warnings: [
				"It has tracked changes: they were read as accepted. Check that this is the version that was published.",
			],
		});
	});

	it("says that an empty document is empty, and that a broken one is damaged", async () => {
		expect(await readWord("a.docx", file("<w:p/>"))).toEqual({ problem: expect.stringMatching(/is empty/) });
		expect(await readWord("a.docx", file("<w:p><w:r>"))).toEqual({
			problem: expect.stringMatching(/is damaged and cannot be unpacked/),
		});
	});
});
