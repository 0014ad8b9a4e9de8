import { type Sector, sectors } from "#chat/caller.ts";
import type { LessonDetail, LessonKind } from "#generated/client.ts";

/** What a lesson says, or the announcement of a review. What is not given is empty. */
export type LessonText = Record<WordField, string> &
	Record<FactField, string> & {
		/** Ids of themes; the first is the main one. */
		themes: string[];
		/** For whom it is: front lines by sector, and bodies. Empty: for everybody. */
		audience: string[];
	};

/** What is written in sentences, and how long it may be. */
export const mostCharacters = {
	title: 150,
	headline: 250,
	summary: 1000,
	happened: 2500,
	learning: 2500,
	doNow: 2000,
	more: 2500,
} as const;

/** What is written in a few words. */
const mostOfFacts = {
	area: 100,
	partnership: 150,
	pseudonym: 60,
	publishedOn: 10,
	link: 1000,
	reviewOn: 10,
	takeDownOn: 10,
} as const;

export type WordField = keyof typeof mostCharacters;
type FactField = keyof typeof mostOfFacts;
export type TextField = keyof LessonText;

/** How long what is written in each field may be. */
export const most: Record<WordField | FactField, number> = { ...mostCharacters, ...mostOfFacts };

export const wordFields = Object.keys(mostCharacters) as WordField[];

/** What each field is called, in forms, files and problems. */
export const labels: Record<TextField, string> = {
	title: "Title",
	headline: "Headline",
	summary: "Summary",
	happened: "What happened",
	learning: "The learning",
	doNow: "What to do now",
	more: "In full",
	themes: "Themes",
	audience: "For",
	area: "Area",
	partnership: "Published by",
	pseudonym: "Pseudonym",
	publishedOn: "Published on",
	link: "Link",
	reviewOn: "Review date",
	takeDownOn: "Take-down date",
};

/** The bodies that pass learning on, besides the front lines of the agencies. */
const bodies = [
	"MARAC partners",
	"domestic abuse forum",
	"safeguarding children partnership",
	"commissioners",
] as const;

/** All for whom a lesson can be. */
export const audiences: readonly string[] = [...sectors.map(frontLine), ...bodies];

/** The audiences, to choose from. */
export const audienceOptions = audiences.map((value) => ({ label: capitalised(value), value }));

/** With a capital, as it begins a line. */
export function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How the front line of a sector is named among the audiences. */
function frontLine(sector: Sector): string {
	return `front line: ${sector}`;
}

/** A text in which nothing is written yet. */
export const emptyText: LessonText = {
	...{ title: "", headline: "", summary: "", happened: "", learning: "", doNow: "", more: "" },
	...{ themes: [], audience: [], area: "", partnership: "", pseudonym: "" },
	...{ publishedOn: "", link: "", reviewOn: "", takeDownOn: "" },
};

/** The versions, from the shortest to the longest, and what people call them. */
export const details: Record<LessonDetail, string> = {
	headline: "the headline",
	summary: "a summary",
	full: "the full text",
};

/** What a lesson is called: a review's announcement may have no title of its own. */
export function titleOf(kind: LessonKind, text: LessonText): string {
	if (text.title || kind === "lesson") return text.title || "A lesson without a title yet";
	return `New review: ${reviewName(text) || "not named yet"}`;
}

/** The review that it comes from: "DHR “Anna”, Kent Community Safety Partnership". */
export function reviewName({ pseudonym, partnership }: LessonText): string {
	return [pseudonym ? `DHR “${pseudonym}”` : "", partnership].filter(Boolean).join(", ");
}
