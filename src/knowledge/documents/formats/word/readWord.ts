import { zipSync } from "fflate";
import mammoth from "mammoth";
import type { PaperRead } from "../paper.ts";
import { tidy } from "../readText.ts";
import { type WordElement, wordLines } from "./wordLines.ts";
import { withNumbers } from "./wordNumbers.ts";
import { partName, type Refusal, wordParts } from "./wordParts.ts";

const refusals: Record<Refusal, string> = {
	damaged: "is damaged and cannot be unpacked. Get it again from where it is published.",
	"too large":
		"unpacks to far more than a report holds, and was not opened. Copy its words into a new document, without pictures, and import that.",
	macros:
		"has macros in it, and was not opened. Save it as a Word document without macros (.docx), and import that.",
	"outside entities":
		"asks for files from elsewhere, as no Word document should, and was not opened. Copy its words into a new document, and import that.",
};

/** Reads a Word document: headings, numbers as Word counts them, paragraphs, lists, tables and footnotes. */
export async function readWord(name: string, bytes: Uint8Array): Promise<PaperRead> {
	const unpacked = await wordParts(Buffer.from(bytes));
	if ("refused" in unpacked) return { problem: `${name} ${refusals[unpacked.refused]}` };
	const { parts } = unpacked;
	const main = partName(parts, "document");
	const document = await understood(new Map(parts).set(main, withNumbers(parts)));
	if (!document) return { problem: `${name} ${refusals.damaged}` };
	const { lines, pictures } = wordLines(document);
	const text = tidy(lines.join("\n"));
	if (text.trim() === "") return { problem: noText(name, pictures) };
	return { text, places: "none", warnings: warningsFor(parts.get(main) ?? "", pictures) };
}

/** Mammoth is given what was looked through, and nothing else of the file. */
async function understood(parts: Map<string, string>): Promise<WordElement | undefined> {
	const files = [...parts].map(([name, xml]) => [name, new TextEncoder().encode(xml)] as const);
	let document: WordElement | undefined;
	try {
		await mammoth.convertToHtml(
			{ buffer: Buffer.from(zipSync(Object.fromEntries(files), { level: 0 })) },
			{
				transformDocument(read: WordElement) {
					document = read;
					return { ...read, children: [] };
				},
			},
		);
	} catch {
		return undefined;
	}
	return document;
}

function noText(name: string, pictures: number): string {
	return pictures > 0
		? `${name} holds pictures of pages and no text. Have its text recognised (OCR), check it, and import that.`
		: `${name} is empty. Check that the right file was saved, and import it again.`;
}

function warningsFor(document: string, pictures: number): string[] {
	return [
		...(pictures > 0 ? [`${pictures} picture${pictures === 1 ? " was" : "s were"} left out.`] : []),
		...(/<w:(?:ins|del)\s/.test(document)
			? [
					"It has tracked changes: they were read as accepted. Check that this is the version that was published.",
				]
			: []),
	];
}
