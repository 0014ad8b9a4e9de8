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
	const [personal = address.test(sentence) ? "an address" : undefined] = findPersonal(sentence);
	const kind = screen(sentence)?.kind;
	if (personal || kind === "personal-data")
		return `this seems to hold ${personal ?? "personal details of somebody"}, please take it out: “${begin(sentence)}”`;
	if (age.test(sentence)) return `this tells somebody’s age, ${inGeneral(sentence)}`;
	// The guard reads questions; a lesson's sentence that sounds like one is harmless where it points at nobody.
	if (kind === "identify" && points(pseudonym ? sentence.replaceAll(pseudonym, "") : sentence))
		return `this could tell who somebody is, ${inGeneral(sentence)}`;
	return undefined;
}

function inGeneral(sentence: string): string {
	return `please say it in more general words: “${begin(sentence)}”`;
}

/** A house in a street. */
const address =
	/\b\d{1,4}[A-Za-z]?,?\s+(?:\p{Lu}[\p{L}'’]+\s+){1,3}(?:Street|Road|Avenue|Lane|Close|Drive|Gardens|Grove|Court|Way|Place|Crescent|Terrace|Row|Mews|Hill|Square|Green|Park)\b/u;

/** The age of one person, not of a group such as “aged 65 and over”. */
const age =
	/\b(?:an?|the|her|his|was|is)\s+\d{1,3}[- ]years?[- ]old\b|\baged\s+\d{1,3}\b(?!\s*(?:to|and|or|[–-])\s*(?:\d|over|under|older|younger|above|below))/i;

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
