import type { Problem } from "./checkText.ts";
import { type LessonText, most, type WordField, wordFields } from "./lessonText.ts";

/** What the guard sees in a text. */
export type Screen = (text: string) => { kind: string } | undefined;

/**
 * What may identify somebody, by field. It looks at each sentence by itself, so that it is shown where to mend,
 * and so that what is said of a death, which is not what is looked for, hides nothing. What stands in
 * fields that are too long is not looked at.
 */
export function findIdentifying(text: LessonText, fields: readonly string[], screen: Screen): Problem[] {
	return wordFields
		.filter((field) => fields.includes(field) && text[field].length <= most[field])
		.flatMap((field) => inField(field, text[field], screen));
}

/** What in a coordinator's remark may identify somebody: a sentence, or nothing. */
export function identifyingIn(remark: string, screen: Screen): string | undefined {
	return sentencesOf(remark).flatMap((sentence) => findingOf(sentence, screen) ?? [])[0];
}

function inField(field: WordField, text: string, screen: Screen): Problem[] {
	const found = sentencesOf(text).flatMap((sentence) => findingOf(sentence, screen) ?? []);
	return [...new Set(found)].map((finding) => ({ field, text: finding }));
}

function findingOf(sentence: string, screen: Screen): string | undefined {
	const kind = screen(sentence)?.kind;
	if (kind !== "identify" && kind !== "personal-data") return undefined;
	const begins = sentence.length > 80 ? `${sentence.slice(0, 80)}…` : sentence;
	const what =
		kind === "identify" ? "could tell who somebody is" : "seems to hold personal details of somebody";
	return `this ${what}, please say it in more general words: “${begins}”`;
}

function sentencesOf(text: string): string[] {
	return text
		.split(/(?<=[.!?])\s+|\n+/)
		.map((sentence) => sentence.trim())
		.filter(Boolean);
}
