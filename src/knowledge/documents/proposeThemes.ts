import type { Theme } from "../held.ts";
import { isCommonHere, isStop, words } from "../words/words.ts";

/** What themes are proposed from. */
export type Spoken = { heading: string | null; section: string | null; text: string };

/** A theme that fits a passage, and the words that say so. */
export type ThemeProposal = { theme: string; score: number; because: string[] };

type Place = "heading" | "section" | "text";
type Phrase = { stems: string[]; said: string; weight: number };
type Read = Record<Place, Set<string>>;

const placeWeight: Record<Place, number> = { heading: 3, section: 1.5, text: 1 };
// A board or a conference has themes in its name that its mention is not about.
const bodies = /(?:\b\p{Lu}[\p{L}'’-]*\s+)+(?:Boards?|Conferences?|Partnerships?|Committees?)\b/gu;
const longestPhrase = 5;
const leastScore = 1;
const most = 3;

/**
 * Proposes themes for each passage of a paper, the main one first and at least one each: by the
 * themes' names and the ways they are asked for, found in heading, section and text. Words that most of
 * the paper's passages share count for little. What fits no theme is about the paper itself.
 */
export function proposeThemes(passages: Spoken[], themes: Theme[]): ThemeProposal[][] {
	const phrases = new Map(themes.map((theme) => [theme.id, phrasesOf(theme)]));
	const read = passages.map(readAll);
	const spread = (key: string) =>
		read.filter(({ text, heading }) => text.has(key) || heading.has(key)).length;
	const spreads = new Map<string, number>();
	const rarity = (key: string) => {
		const found = spreads.get(key) ?? spread(key);
		spreads.set(key, found);
		return passages.length > 3 && found > passages.length / 2 ? 0.2 : 1 / Math.sqrt(Math.max(1, found));
	};
	return read.map((one, at) => {
		const scored = themes
			.map((theme) => score(theme.id, phrases.get(theme.id) ?? [], one, rarity))
			.filter(({ score }) => score >= leastScore)
			.sort((a, b) => b.score - a.score || (a.theme < b.theme ? -1 : 1));
		const best = scored[0];
		if (!best) return [rest(passages[at] as Spoken, themes)];
		return scored.filter(({ score }) => score >= best.score * 0.5).slice(0, most);
	});
}

function score(theme: string, phrases: Phrase[], read: Read, rarity: (key: string) => number): ThemeProposal {
	const because: string[] = [];
	let total = 0;
	for (const { stems, said, weight } of phrases) {
		const key = stems.join(" ");
		for (const place of ["heading", "section", "text"] as const)
			if (read[place].has(key)) {
				total += weight * placeWeight[place] * (place === "section" ? 1 : rarity(key));
				because.push(`${place}: ${said}`);
			}
	}
	return { theme, score: total, because };
}

/** The theme's name, its id and the ways it is asked for; what would fit any theme says nothing. */
function phrasesOf(theme: Theme): Phrase[] {
	const found = new Map<string, Phrase>();
	const add = (said: string, weight: number) => {
		const stems = stemsOf(said);
		const telling = stems.filter((stem) => !isCommonHere(stem)).length;
		if (telling === 0 || stems.length > longestPhrase) return;
		const key = stems.join(" ");
		const known = found.get(key);
		if (!known || known.weight < weight) found.set(key, { stems, said, weight: weight * Math.sqrt(telling) });
	};
	add(theme.name, 3);
	add(theme.id.replaceAll("-", " "), 3);
	for (const word of stemmedWords(`${theme.id.replaceAll("-", " ")} ${theme.name}`)) add(word, 1.2);
	for (const said of theme.askedAs) add(said, 1);
	return [...found.values()];
}

function readAll({ heading, section, text }: Spoken): Read {
	return {
		heading: runs(heading ?? ""),
		section: runs(section ?? ""),
		text: runs(text.replace(bodies, " ")),
	};
}

/** Every run of stems in a text, up to the longest phrase. */
function runs(text: string): Set<string> {
	const stems = stemsOf(text);
	const found = new Set<string>();
	for (let from = 0; from < stems.length; from++)
		for (let length = 1; length <= longestPhrase && from + length <= stems.length; length++)
			found.add(stems.slice(from, from + length).join(" "));
	return found;
}

function stemsOf(text: string): string[] {
	return words(text)
		.filter(({ text: word }) => !isStop(word))
		.map(({ stem }) => stem);
}

function stemmedWords(text: string): string[] {
	return words(text)
		.filter(({ text: word }) => !isStop(word) && word.length > 3)
		.map(({ text: word }) => word);
}

function rest({ heading, section, text }: Spoken, themes: Theme[]): ThemeProposal {
	const has = (id: string) => themes.some((theme) => theme.id === id);
	const passing = /disseminat|cascad|seminar|train|implement|next steps|share[ds]? the learning|publish/i;
	const told = passing.test(`${heading ?? ""} ${section ?? ""} ${text}`);
	const id =
		told && has("dissemination") ? "dissemination" : has("background") ? "background" : (themes[0]?.id ?? "");
	return {
		theme: id,
		score: 0,
		because: [told ? "it is about passing learning on" : "no theme's words stand in it"],
	};
}
