import { DateTime } from "luxon";
import type { LessonKind } from "#generated/client.ts";
import { today } from "../wording/localTime.ts";
import { brokenLinks, linkProblem } from "./checkLink.ts";
import { audiences, type LessonText, labels, most, type TextField, wordFields } from "./lessonText.ts";

/** What is wrong, and with which field. */
export type Problem = { field: TextField; text: string };

/** What a lesson may name. */
export type Known = { themes: { id: string; name: string }[] };

/** Which fields must be filled in before it can be approved. */
export const needed: Record<LessonKind, TextField[]> = {
	lesson: [
		...(["title", "headline", "happened", "learning", "doNow", "themes"] as const),
		...(["partnership", "publishedOn", "reviewOn"] as const),
	],
	review: ["pseudonym", "partnership", "publishedOn", "link", "themes", "takeDownOn"],
};

/** What is missing from a text before anybody can be asked to approve it. */
export function missing(kind: LessonKind, text: LessonText): Problem[] {
	return needed[kind]
		.filter((field) => text[field].length === 0)
		.map((field) => ({ field, text: "is missing" }));
}

/** What is wrong with what was put into these fields. A field that is empty is not wrong: see `missing`. */
export function wrongIn(text: LessonText, fields: TextField[], known: Known, now: Date): Problem[] {
	return fields.flatMap((field) =>
		wrongWith(field, text, known, now).map((problem) => ({ field, ...problem })),
	);
}

/** The problems as people read them: "Take-down date: is in the past." */
export function problemInWords({ field, text }: Problem): string {
	return `${labels[field]}: ${text}${/[.!?]”?$/.test(text) ? "" : "."}`;
}

function wrongWith(field: TextField, text: LessonText, known: Known, now: Date): { text: string }[] {
	const problem = (says: string | undefined) => (says ? [{ text: says }] : []);
	if (field === "themes")
		return unknown(
			text.themes,
			known.themes.map(({ id }) => id),
			"a theme",
		).map(asProblem);
	if (field === "audience") return unknown(text.audience, audiences, "one of the audiences").map(asProblem);
	const value = text[field];
	if (!value) return [];
	if (value.length > most[field])
		return problem(
			`is longer than ${most[field].toLocaleString("en-GB")} characters: it has ${value.length.toLocaleString("en-GB")}`,
		);
	if (field === "link") return problem(linkProblem(value));
	if (field === "publishedOn")
		return problem(dayProblem(value) ?? (value > today(now) ? "is in the future" : undefined));
	if (field === "reviewOn" || field === "takeDownOn")
		return problem(dayProblem(value) ?? (value <= today(now) ? "is in the past, or today" : undefined));
	if (!/\p{L}/u.test(value)) return problem("has no words in it");
	return (wordFields as string[]).includes(field) ? brokenLinks(value).map(asProblem) : [];
}

function asProblem(text: string): { text: string } {
	return { text };
}

function unknown(given: string[], known: readonly string[], what: string): string[] {
	return given.filter((each) => !known.includes(each)).map((each) => `“${shortened(each)}” is not ${what}`);
}

function dayProblem(text: string): string | undefined {
	const valid = /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;
	return valid ? undefined : `“${shortened(text)}” is not a day such as 2027-04-14`;
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
