import { wantPatterns } from "./wantPatterns.ts";

/** What kind of thing a question wants to be told, where that can be read from its words. */
export type Want =
	| "count"
	| "percentage"
	| "date"
	| "duration"
	| "place"
	| "contact"
	| "cost"
	| "name"
	| "link"
	/** All the themes there are. */
	| "overview";

/** What the question wants to be told; undefined for one that any passage about its subject may answer. */
export function wanted(question: string): Want | undefined {
	const text = plain(question);
	return wantPatterns.find(([, pattern]) => pattern.test(text))?.[0];
}

function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/[’‘`]/g, "'")
		.replace(/\bwh(at|o|ere|en)s\b/g, "wh$1's")
		.replace(/\bwots\b/g, "what's")
		.replace(/\bim\b/g, "i'm")
		.replace(/\s+/g, " ")
		.trim();
}
