import { buffer } from "node:stream/consumers";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";

/** The parts of a Word document that its text is read from, by name; or what stands in the way. */
export type WordParts = { parts: Map<string, string> } | { refused: Refusal };

/** Why a Word document is not opened. */
export type Refusal = "damaged" | "too large" | "macros" | "outside entities";

const needed =
	/^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/_rels\/document\d*\.xml\.rels|word\/(?:document|styles|numbering|footnotes|endnotes)\d*\.xml)$/;
const largestPart = 16 * 1024 * 1024;
const largestWhole = 400 * 1024 * 1024;
const mostParts = 5_000;

/**
 * Unpacks only what the text is read from, once the archive's own list says that all of it is of a size
 * that a report has; what unpacks to more than it declares is refused as it is found.
 */
export async function wordParts(bytes: Buffer): Promise<WordParts> {
	try {
		const zip = await fromBufferPromise(bytes, { lazyEntries: true });
		const entries = await listed(zip);
		if (!entries) return { refused: "too large" };
		if (entries.some(({ fileName }) => /(?:^|\/)vba(?:Project|Data)\b/i.test(fileName)))
			return { refused: "macros" };
		const parts = new Map<string, string>();
		for (const entry of entries.filter(({ fileName }) => needed.test(fileName))) {
			const stream = await zip.openReadStreamPromise(entry);
			parts.set(entry.fileName, (await buffer(stream)).toString("utf8"));
		}
		return checked(parts);
	} catch {
		return { refused: "damaged" };
	}
}

/** The archive's entries, unless they are more or larger than those of a report. */
async function listed(zip: ZipFile): Promise<Entry[] | undefined> {
	if (zip.entryCount > mostParts) return undefined;
	const entries: Entry[] = [];
	let whole = 0;
	for await (const entry of zip.eachEntry()) {
		whole += entry.uncompressedSize;
		const large = needed.test(entry.fileName) && entry.uncompressedSize > largestPart;
		if (large || whole > largestWhole) return undefined;
		entries.push(entry);
	}
	return entries;
}

function checked(parts: Map<string, string>): WordParts {
	if (!parts.has(partName(parts, "document")) || !parts.has("[Content_Types].xml"))
		return { refused: "damaged" };
	if (/macroEnabled/i.test(parts.get("[Content_Types].xml") ?? "")) return { refused: "macros" };
	// No Word document declares one, and a byte of zero would hide it from this look.
	for (const xml of parts.values())
		if (/<!(?:DOCTYPE|ENTITY)/i.test(xml) || xml.includes("\0")) return { refused: "outside entities" };
	return { parts };
}

/** The name of a part: Word on the web calls the document word/document2.xml, and others likewise. */
export function partName(parts: Map<string, string>, part: "document" | "styles" | "numbering"): string {
	const pattern = new RegExp(`^word/${part}\\d*\\.xml$`);
	return [...parts.keys()].find((name) => pattern.test(name)) ?? `word/${part}.xml`;
}
