/**
 * What a person wrote, without what nobody sees: controls that turn the direction of writing round or that a
 * database refuses, carriage returns, spaces around it. Every word stays.
 */
export function clean(text: string): string {
	return text
		.replace(/\r\n?/g, "\n")
		.replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, (mark) =>
			mark === "\n" || mark === "\t" ? mark : "",
		)
		.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "")
		.normalize("NFC")
		.replace(/[ \t]+\n/g, "\n")
		.replace(/\n{3,}/g, "\n\n")
		.trim();
}
