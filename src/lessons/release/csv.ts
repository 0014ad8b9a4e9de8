import { momentInWords } from "../wording/localTime.ts";
import type { Copy } from "./report.ts";

/** What became of each copy, as a table for spreadsheets. */
export function copiesCsv(copies: Copy[]): string {
	const rows = copies.map(({ agency, channel, platform, outcome, reason, at }) => [
		...[agency, channel, platform, outcome, reason],
		at ? momentInWords(at) : "",
	]);
	return toCsv([["agency", "channel", "platform", "outcome", "reason", "sent at"], ...rows]);
}

/** CSV that a spreadsheet opens without running anything in it. */
function toCsv(rows: string[][]): string {
	return `\uFEFF${rows.map((row) => row.map(toCell).join(",")).join("\r\n")}\r\n`;
}

function toCell(text: string): string {
	// A spreadsheet takes what begins like this for a formula, also after spaces and in wide letters.
	const harmless = /^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
	return /[",\r\n;\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
