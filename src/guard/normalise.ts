import { lookalikes, mendable, notMistakes, typed } from "./spelling.ts";

/**
 * A message as sentences of plain lower-case words, each with a space on both sides: text-speak,
 * contractions, common misspellings, stretched and disguised letters are written out, so that one
 * phrase stands for all the ways in which people type it.
 */
export function normalise(text: string): string[] {
	return unquoted(undisguise(text))
		.toLowerCase()
		.replace(/\b(\p{L})(?:[ .*_-]\p{L}\b){2,}/gu, joinSpelledOut)
		.replace(/[’‘`´ʼ]/g, "'")
		.replace(/\bany more\b/g, "anymore")
		.replace(/\bex-/g, "ex ")
		.replace(/(\d)\s*(?:'s)?\s*([a-z])/g, "$1$2")
		.replace(/[^\p{L}\p{N}'&/@]+/gu, (gap) => (/[.!?;:\n|()[\]–—]|\s-+\s|--|\.\./.test(gap) ? " . " : " "))
		.split(" . ")
		.map((sentence) => ` ${words(sentence).join(" ")} `)
		.filter((sentence) => sentence.trim() !== "");
}

/** The message without invisible characters, accents and letters that only look like Latin ones. */
export function undisguise(text: string): string {
	return text
		.normalize("NFKC")
		.normalize("NFD")
		.replace(/[\p{M}\p{Cf}\u00ad\u115f\u1160\u3164]/gu, "")
		.replace(/\P{ASCII}/gu, (letter) => {
			const latin = lookalikes.get(letter.toLowerCase());
			return latin === undefined ? letter : letter === letter.toLowerCase() ? latin : latin.toUpperCase();
		});
}

const spokenOf =
	/\b(?:lessons?|reviews?|themes?|dhrs?|reports?|papers?|training|scenarios?|scripts?|role ?play|forms?|records?|notes|para(?:graph)?s?)\b/i;

/** In a question about the material, words in quotation marks are an example of what people say, not said by the writer. */
function unquoted(text: string): string {
	const outside = text.replace(/["“”][^"“”]{1,200}["“”]/g, " quoted ");
	return spokenOf.test(outside) ? outside : text;
}

function joinSpelledOut(letters: string): string {
	return letters.replace(/[ .*_-]/g, "");
}

function words(sentence: string): string[] {
	return sentence
		.split(/[\s/]+/)
		.flatMap((word) => plainWord(word).split(" "))
		.filter((word) => word !== "");
}

function plainWord(raw: string): string {
	const word = raw.replace(/^'+|'+$/g, "");
	const known = typed.get(word);
	if (known !== undefined) return known;
	const bare = undigit(word).replaceAll("'", "");
	const short = bare.replace(/(\p{L})\1{2,}/gu, "$1");
	const double = bare.replace(/(\p{L})\1{2,}/gu, "$1$1");
	return (
		typed.get(bare) ??
		typed.get(short) ??
		(short === bare ? undefined : stretched(short, double)) ??
		mend(bare)
	);
}

/** Of "heeelp" and "heelp" the likelier: a doubled letter is kept where it is usual. */
function stretched(short: string, double: string): string {
	return /(ll|ss|ee|oo|tt|pp|ff)/.test(double) && !/^(help|so|no|please|me|stop|go|he|she|home)$/.test(short)
		? mend(double)
		: short;
}

/** Digits and signs that stand for letters inside a word ("k1ll", "h3lp"). */
function undigit(word: string): string {
	if (!/[a-z][013457@]+[a-z]/.test(word) || word.includes(".") || word.replace(/[^a-z]/g, "").length < 3)
		return word;
	return word.replace(/[013457@]/g, (sign) => "oieasta".charAt("013457@".indexOf(sign)));
}

/** The mendable word one slip away, else the word as it is. */
function mend(word: string): string {
	if (word.length < 6 || notMistakes.has(word)) return word;
	for (const key of [word, ...slips(word)]) {
		const meant = slipped.get(key);
		if (meant !== undefined && meant.charAt(0) === word.charAt(0)) return meant;
	}
	return word;
}

/** The word with each letter left out in turn: two words one slip apart share one of these. */
function slips(word: string): string[] {
	return word.length > 16 ? [] : Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

const slipped = new Map(
	mendable.flatMap((word) => slips(word).map((slip): [string, string] => [slip, word])),
);
for (const word of mendable) slipped.set(word, word);
