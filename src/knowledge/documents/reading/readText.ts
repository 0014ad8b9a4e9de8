import { extname } from "node:path";

/** The largest file that is read, in bytes. */
export const largestFile = 5 * 1024 * 1024;

const longestLine = 20_000;
const extensions = new Set([".txt", ".text", ".md", ".markdown"]);
const takenNow =
	"Text and Markdown (.txt, .md) are taken now: copy its words into a .txt file and import that.";

const named: Record<string, string> = {
	".doc": "a Word document",
	".docx": "a Word document",
	".odt": "an OpenDocument text",
	".pdf": "a PDF",
	".rtf": "a rich text document",
	".html": "a web page",
	".htm": "a web page",
};

const beginnings: [number[], string][] = [
	[[0x25, 0x50, 0x44, 0x46], "a PDF"],
	[[0x50, 0x4b, 0x03, 0x04], "a zip archive, as Word documents are"],
	[[0xd0, 0xcf, 0x11, 0xe0], "an old Word document"],
	[[0x7b, 0x5c, 0x72, 0x74, 0x66], "a rich text document"],
	[[0x89, 0x50, 0x4e, 0x47], "a picture"],
	[[0xff, 0xd8, 0xff], "a picture"],
	[[0x47, 0x49, 0x46, 0x38], "a picture"],
	[[0x1f, 0x8b], "a compressed file"],
];

/** The text of a file, or one sentence that says why it has none and what to do. */
export type TextRead = { text: string; warnings: string[] } | { problem: string };

/** Reads UTF-8, UTF-16 or Windows-1252 into text with plain line ends and no control characters. */
export function readText(name: string, bytes: Uint8Array): TextRead {
	const extension = extname(name).toLowerCase();
	if (!extensions.has(extension))
		return {
			problem: `${name} is ${named[extension] ?? "not a kind of file that can be imported"}. ${takenNow}`,
		};
	if (bytes.length > largestFile)
		return { problem: `${name} is larger than 5 MB. Import it in parts, without pictures or annexes.` };
	const really = beginnings.find(([start]) => start.every((byte, at) => bytes[at] === byte))?.[1];
	if (really) return { problem: `${name} is really ${really}, whatever its name says. ${takenNow}` };
	const decoded = decode(bytes);
	if (!decoded) return { problem: `${name} is not text: it holds binary data. ${takenNow}` };
	const text = tidy(decoded.text);
	if (text.trim() === "")
		return { problem: `${name} is empty. Check that the right file was saved, and import it again.` };
	if (/^\s*(?:<!doctype html|<html)/i.test(text.slice(0, 500)))
		return { problem: `${name} is really a web page, whatever its name says. ${takenNow}` };
	const long = text.split("\n").findIndex((line) => line.length > longestLine);
	if (long >= 0)
		return {
			problem: `Line ${long + 1} of ${name} is longer than ${longestLine.toLocaleString("en-GB")} characters, which no paragraph of a paper is. Put each paragraph on its own line, and import it again.`,
		};
	return { text, warnings: decoded.warning ? [decoded.warning] : [] };
}

function decode(bytes: Uint8Array): { text: string; warning?: string } | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs("utf-16le", bytes);
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs("utf-16be", bytes);
	const start = bytes.subarray(0, 4096);
	const zeros = (parity: number) => start.filter((byte, at) => byte === 0 && at % 2 === parity).length;
	const half = start.length / 2;
	if (zeros(1) > half * 0.4 && zeros(0) < half * 0.05) return decodeAs("utf-16le", bytes);
	if (zeros(0) > half * 0.4 && zeros(1) < half * 0.05) return decodeAs("utf-16be", bytes);
	if (bytes.includes(0)) return undefined;
	const text = new TextDecoder().decode(bytes);
	const lost = text.split("\ufffd").length - 1;
	if (lost === 0) return { text, ...garbled(text) };
	// Damaged UTF-8 still has whole characters beyond ASCII; Windows-1252 read as UTF-8 has next to none.
	const whole = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
	if (whole > lost)
		return {
			text,
			warning: `${lost} characters could not be read and show as \ufffd: check them in the file.`,
		};
	return decodeAs("windows-1252", bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): { text: string; warning?: string } {
	const text = new TextDecoder(encoding).decode(bytes);
	return { text, ...garbled(text) };
}

function garbled(text: string): { warning?: string } {
	return /â€|Ã©|Â£/.test(text)
		? {
				warning:
					"Some characters look garbled (such as â€™ for an apostrophe): save the file as UTF-8 again.",
			}
		: {};
}

// Characters that cannot be seen would reach a terminal or a chat, and part words that look whole.
const unseen =
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
	/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

function tidy(text: string): string {
	return text
		.replace(/\r\n?|\u2028|\u0085/g, "\n")
		.replace(/\f|\u2029/g, "\n\n")
		.replace(unseen, "");
}
