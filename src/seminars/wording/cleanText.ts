/** What somebody wrote, as it can be stored and shown: without invisible control characters and halves of characters. */
export function cleanText(text: string): string {
	return text
		.toWellFormed()
		.replace(/[^\P{Cc}\n\t]/gu, " ")
		.trim();
}
