/** CSV that a spreadsheet opens without running anything in it: UTF-8 with its mark, CRLF, a header first. */
export function toCsv(rows: string[][]): string {
	return `\uFEFF${rows.map((row) => row.map(toCell).join(",")).join("\r\n")}\r\n`;
}

function toCell(text: string): string {
	// A spreadsheet takes what begins like this for a formula, also after spaces and in wide letters.
	const harmless = /^[\s\p{Cc}]*[=+\-@|%＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
	return /[",\r\n;\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
