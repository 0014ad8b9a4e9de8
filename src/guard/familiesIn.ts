import { families } from "./families.ts";

/** A word, or two or three that belong together, of a family, and where it stands. */
export type Member = { at: number; name: string };

const byWord = new Map<string, string[]>();
for (const [name, words] of Object.entries(families))
	for (const word of new Set(words.split(" "))) byWord.set(word, [...(byWord.get(word) ?? []), name]);

/** The families of the words of a sentence. A word that none lists is looked up without its ending. */
export function familiesIn(words: string[]): Member[] {
	return words.flatMap((word, at) => {
		const two = `${word}_${words[at + 1]}`;
		const names = [
			...familiesOf(word),
			...(byWord.get(two) ?? []),
			...(byWord.get(`${two}_${words[at + 2]}`) ?? []),
		];
		return names.map((name) => ({ at, name }));
	});
}

function familiesOf(word: string): string[] {
	const listed = byWord.get(word);
	if (listed || word.length < 4) return listed ?? [];
	const stems = [word.replace(/(?:ed|ing|es|s|ly)$/, ""), word.replace(/(?:ing|ed|es)$/, "e"), `${word}s`];
	return stems.flatMap((stem) => byWord.get(stem) ?? []);
}
