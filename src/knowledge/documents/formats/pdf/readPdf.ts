import { getDocumentProxy } from "unpdf";
import type { PaperRead } from "../paper.ts";
import { tidy } from "../readText.ts";
import type { Page } from "./layout.ts";
import { pdfLines } from "./pdfLines.ts";
import { type Item, segmentsOf } from "./segments.ts";

const mostPages = 500;
const mostCharacters = 4_000_000;
const damaged =
	"is damaged: some of it is missing or cannot be read. Get it again from where it is published; or open it, look that it is whole, print it to a new PDF, and import that.";
const recognise = "Have its text recognised (OCR), check it against the pages, and import that.";

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;

/** Reads a PDF: the text of its pages with the page of each line, all of it or nothing. */
export async function readPdf(name: string, bytes: Uint8Array): Promise<PaperRead> {
	// A file that was cut short can often be opened, with its last pages missing.
	const end = Buffer.from(bytes.subarray(-2_048)).toString("latin1");
	if (!end.includes("%%EOF")) return { problem: `${name} ${damaged}` };
	try {
		const pdf = await getDocumentProxy(new Uint8Array(bytes), { stopAtErrors: true, useSystemFonts: false });
		if (pdf.numPages > mostPages) return { problem: `${name} ${tooLong(pdf.numPages)}` };
		return understood(name, await pagesOf(pdf));
	} catch (error) {
		const locked = (error as { name?: unknown }).name === "PasswordException";
		return {
			problem: locked
				? `${name} is locked with a password. Ask its publisher for one without, or print it to a new PDF, and import that.`
				: `${name} ${damaged}`,
		};
	}
}

async function pagesOf(pdf: Pdf): Promise<Page[]> {
	const pages: Page[] = [];
	let characters = 0;
	for (let number = 1; number <= pdf.numPages && characters < mostCharacters; number++) {
		const page = await pdf.getPage(number);
		const { items } = await page.getTextContent();
		const texts = items.filter((item): item is (typeof items)[number] & Item => "str" in item);
		for (const { str } of texts) characters += str.length;
		const [, bottom = 0, , top = 0] = page.view;
		const segments = segmentsOf(texts).map((segment) => ({ ...segment, y: segment.y - bottom }));
		pages.push({ number, height: top - bottom, segments });
		page.cleanup();
	}
	return pages;
}

function understood(name: string, pages: Page[]): PaperRead {
	const said = pages.map(({ segments }) => segments.map(({ text }) => text).join(""));
	const whole = said.join("");
	if (whole.length > mostCharacters)
		return { problem: `${name} holds far more text than a report. Import the part that is the report.` };
	if (whole.length < pages.length * 20)
		return { problem: `${name} holds pictures of pages and no text, as a scan does. ${recognise}` };
	const unreadable = whole.match(/[\ufffd\ue002-\uf8ff\p{Cc}]/gu)?.length ?? 0;
	if (unreadable > whole.length * 0.05)
		return { problem: `${name} does not say which letters its text is made of. ${recognise}` };
	const lines = pdfLines(pages);
	const empty = said.flatMap((text, at) => (text.length < 10 ? [at + 1] : []));
	return {
		text: lines.map(({ text }) => tidy(text)).join("\n"),
		places: lines.map(({ page }) => page),
		warnings: empty.length > 0 ? [withoutText(empty)] : [],
	};
}

function tooLong(pages: number): string {
	return `has ${pages.toLocaleString("en-GB")} pages, more than the ${mostPages} that one report may have. Save the pages of the report as a PDF of their own, and import that.`;
}

function withoutText(pages: number[]): string {
	const named = pages.slice(0, 10).join(", ");
	const more = pages.length > 10 ? ` and ${pages.length - 10} more` : "";
	return `${pages.length === 1 ? "Page" : "Pages"} ${named}${more} hold${pages.length === 1 ? "s" : ""} no text, or only a picture of it: check that nothing is missing.`;
}
