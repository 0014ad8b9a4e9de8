import { isStop } from "../words/words.ts";

/** A way of asking, as the numbers of its stems. */
export type Phrase = Uint32Array;

const numbers = new Map<string, number>();
const stems: string[] = [];

/** A phrase of these stems. A stem keeps its number as long as the process lives; 0 is none. */
export function phraseOf(words: string[]): Phrase {
	return Uint32Array.from(words, numbered);
}

function numbered(stem: string): number {
	const known = numbers.get(stem) ?? stems.push(stem);
	numbers.set(stem, known);
	return known;
}

/** The number of a stem, 0 where no phrase has it. */
export function numberOf(stem: string): number {
	return numbers.get(stem) ?? 0;
}

/** What each stem is worth, by its number: stop words nothing. Worked out once for each. */
export function worths(worth: (stem: string) => number): (number: number) => number {
	const known: number[] = [];
	return (number) => {
		const stem = stems[number - 1] ?? "";
		known[number] ??= isStop(stem) ? 0 : worth(stem);
		return known[number];
	};
}

/** How many numbers there are. */
export function phraseStems(): number {
	return stems.length + 1;
}
