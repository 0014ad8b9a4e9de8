import { patterns } from "./wantPatterns.ts";

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
	/** What is so today: who is on duty, what is open, what is free. */
	| "now"
	/** What the law lets somebody do, or what somebody is entitled to. */
	| "law"
	/** How to fill in a form, apply, log on. */
	| "procedure"
	/** What to do for a patient. */
	| "treatment"
	/** Where the source says something that the question takes for granted. */
	| "claim"
	/** Other kinds of review, other countries. */
	| "elsewhere"
	/** The bot's view of one case: how dangerous it is, what will come of it. */
	| "grading"
	/** That the bot does something. */
	| "action"
	/** All the themes there are. */
	| "overview";

/** What the question wants to be told; undefined for one that any passage about its subject may answer. */
export function wanted(question: string): Want | undefined {
	const text = plain(question);
	if (patterns.asksToBeTold.test(text)) return patterns.kinds.find(([, pattern]) => pattern.test(text))?.[0];
	if (patterns.action.test(text)) return "action";
	return patterns.kinds.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Whether the question asks for the themes as a whole, going by its words. Whether it asks for nothing else is for the reader to see. */
export function asksForOverview(question: string): boolean {
	return patterns.overview.test(plain(question));
}

/** The other country or kind of review that a text speaks of. */
export function elsewhere(text: string): string | undefined {
	return patterns.elsewhere.exec(plain(text))?.[0];
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
