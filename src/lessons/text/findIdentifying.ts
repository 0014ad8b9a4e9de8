import { findPersonal } from "#knowledge/documents/reading/findPersonal.ts";
import type { Problem } from "./checkText.ts";
import { type LessonText, most, type WordField, wordFields } from "./lessonText.ts";

/** What the guard sees in a text. */
export type Screen = (text: string) => { kind: string } | undefined;

/**
 * What may identify somebody and must be mended, by field. It looks at each sentence by itself, so that it is
 * shown where to mend, and so that what is said of a death, which is not what is looked for, hides nothing.
 * Fields that are too long are not looked at.
 */
export function findIdentifying(text: LessonText, fields: readonly string[], screen: Screen): Problem[] {
	return look(text, fields, (sentence) => findingOf(sentence, text.pseudonym, screen));
}

/**
 * Sentences that sound as if they could tell who somebody is and hold nothing by which to do it: they may stand,
 * once people have looked.
 */
export function worthALook(text: LessonText, screen: Screen): Problem[] {
	return look(text, wordFields, (sentence) =>
		screen(sentence)?.kind === "identify" && !findingOf(sentence, text.pseudonym, screen)
			? `“${begin(sentence)}”`
			: undefined,
	);
}

/** What in a coordinator's remark may identify somebody: a sentence, or nothing. */
export function identifyingIn(remark: string, screen: Screen): string | undefined {
	return sentencesOf(remark).flatMap((sentence) => findingOf(sentence, "", screen) ?? [])[0];
}

function look(
	text: LessonText,
	fields: readonly string[],
	find: (sentence: string) => string | undefined,
): Problem[] {
	return wordFields
		.filter((field): field is WordField => fields.includes(field) && text[field].length <= most[field])
		.flatMap((field) => {
			const found = sentencesOf(text[field]).flatMap((sentence) => find(sentence) ?? []);
			return [...new Set(found)].map((finding) => ({ field, text: finding }));
		});
}

function findingOf(sentence: string, pseudonym: string, screen: Screen): string | undefined {
	const [personal] = findPersonal(sentence);
	const kind = screen(sentence)?.kind;
	if (personal || kind === "personal-data")
		return `this seems to hold ${personal ?? "personal details of somebody"}, please take it out: “${begin(sentence)}”`;
	// The guard reads questions; a lesson's sentence that sounds like one is harmless where it points at nobody.
	if (kind === "identify" && points(pseudonym ? sentence.replaceAll(pseudonym, "") : sentence))
		return `this could tell who somebody is, please say it in more general words: “${begin(sentence)}”`;
	return undefined;
}

/** Whether a sentence has a number, or a name after its first word. */
function points(sentence: string): boolean {
	return /\p{N}/u.test(sentence) || /\S\s+["“‘(]?\p{Lu}\p{Ll}/u.test(sentence);
}

function begin(sentence: string): string {
	return sentence.length > 80 ? `${sentence.slice(0, 80)}…` : sentence;
}

function sentencesOf(text: string): string[] {
	return text
		.split(/(?<=[.!?])\s+|\n+/)
		.map((sentence) => sentence.trim())
		.filter(Boolean);
}
