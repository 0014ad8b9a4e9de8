import type { PaperRead } from "./paper.ts";

const longestLine = 20_000;

/** Reads UTF-8, UTF-16 or Windows-1252 into text with plain line ends and no control characters. */
export function readText(name: string, bytes: Uint8Array): PaperRead {
	const decoded = decode(bytes);
	if (!decoded)
		return {
			problem: `${name} is not text: it holds binary data. Copy the report's words into a new .txt file, and import that.`,
		};
	const text = tidy(decoded.text);
	if (text.trim() === "")
		return { problem: `${name} is empty. Check that the right file was saved, and import it again.` };
	if (/^\s*(?:<!doctype html|<html)/i.test(text.slice(0, 500)))
		return {
			problem: `${name} is really a web page, whatever its name says. Save the report that it links to, and import that.`,
		};
	const long = text.split("\n").findIndex((line) => line.length > longestLine);
	if (long >= 0)
		return {
			problem: `Line ${long + 1} of ${name} is longer than ${longestLine.toLocaleString("en-GB")} characters, which no paragraph of a paper is. Put each paragraph on its own line, and import it again.`,
		};
	return { text, places: "lines", warnings: decoded.warning ? [decoded.warning] : [] };
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

/** A text with plain line ends and no character that cannot be seen. */
export function tidy(text: string): string {
	return text
		.replace(/\r\n?|\u2028|\u0085/g, "\n")
		.replace(/\f|\u2029/g, "\n\n")
		.replace(unseen, "");
}
