/** What a message says as a whole, as commands are compared: in small letters, without a please or its last mark. */
export function asCommand(text: string): string {
	return text
		.toLowerCase()
		.replace(/\s+/g, " ")
		.replace(/^(?:please|hello|hi)[, ]+|[ ,]+please(?=\W*$)/g, "")
		.replace(/[?!. ]+$/, "")
		.trim();
}
