import { familiesIn } from "./familiesIn.ts";
import { profile } from "./profile.ts";
import { slotsOf } from "./words.ts";

/** What was seen in sentences that are read more than once, by the sentence. */
export type Met = Map<string, string[]>;

/** What the scorer sees of plain sentences: words, their neighbours, their endings, what they mean and who does what in which frame. */
export function features(sentences: string[], known: ReadonlySet<string>, met: Met = new Map()): Set<string> {
	const found = new Set<string>();
	for (const sentence of sentences) {
		const seen = met.get(sentence) ?? ofSentence(sentence.trim().split(" "), known);
		met.set(sentence, seen);
		for (const feature of seen) found.add(feature);
	}
	for (const feature of tally(sentences.flatMap((sentence) => sentence.trim().split(" "))))
		found.add(feature);
	return found;
}

function ofSentence(words: string[], known: ReadonlySet<string>): string[] {
	const kinds = words.map((word) => kind(word, known));
	return [
		...words.flatMap((word, at) => [word, `${words[at - 1] ?? "^"} ${word}`]),
		...words.flatMap((word) => (slotsOf.get(word) ?? []).map((slot) => `<${slot}>`)),
		...neighbours(kinds),
		...edges(kinds),
		...pieces(words),
		...meanings(words, known),
		...profile(words),
	];
}

function neighbours(kinds: string[]): string[] {
	return kinds.flatMap((kind, at) => {
		const [two, one] = [kinds[at - 2], kinds[at - 1] ?? "^"];
		const pair = `${one} ${kind}`;
		return [
			pair,
			...(two === undefined ? [] : [`${two} ${pair}`, `${two} * ${kind}`]),
			...(pointer.test(kind) ? kinds.slice(at + 2, at + 5).map((later) => `${kind} ~ ${later}`) : []),
		];
	});
}

/** Who acts, who is meant: what stands a little after these words counts too. */
const pointer =
	/^(?:i|<he>|<me>|my|<close>|<known>|the|your|you|who|what|which|their|we|our|this|that|was|is)$/;

/** How a sentence begins and ends. */
function edges(kinds: string[]): string[] {
	const [one, two = "$", three = "$"] = kinds;
	return [
		`^1 ${one}`,
		`^2 ${one} ${two}`,
		`^3 ${one} ${two} ${three}`,
		`$2 ${kinds.at(-2) ?? "^"} ${kinds.at(-1)}`,
		`${kinds.at(-1)} $`,
	];
}

/** Beginnings and endings of longer words, for those never met and those mistyped. */
function pieces(words: string[]): string[] {
	return words
		.filter((word) => word.length >= 5)
		.flatMap((word) => [`c:^${word.slice(0, 4)}`, `c:^${word.slice(0, 5)}`, `c:${word.slice(-3)}$`]);
}

/** The families of words: each, each beside a word, each near or with another. */
function meanings(words: string[], known: ReadonlySet<string>): string[] {
	const met = familiesIn(words);
	const plain = (at: number) => {
		const word = words[at];
		return word === undefined ? [] : [known.has(word) ? word : "<rare>"];
	};
	const names = [...new Set(met.map(({ name }) => name))].sort();
	return [
		...names.map((name) => `%${name}`),
		...names.flatMap((name, at) => names.slice(at + 1).map((other) => `%${name}+${other}`)),
		...met.flatMap(({ at, name }) => [
			...plain(at - 1).map((word) => `${word} %${name}`),
			...plain(at + 1).map((word) => `%${name} ${word}`),
			...met.filter((other) => other.at > at && other.at - at <= 2).map((other) => `%${name}>${other.name}`),
		]),
	];
}

/** How much is said of oneself and of others, beside the material or in a question, and how long the message is. */
function tally(words: string[]): string[] {
	const times = (which: RegExp) => Math.min(3, words.filter((word) => which.test(word)).length);
	const own = times(/^(?:i|me|my|mine|myself|us|our|we)$/);
	const he = times(/^(?:he|him|his)$/);
	const she = times(/^(?:she|her|hers)$/);
	const you = times(/^(?:you|your)$/);
	const asks = times(/^(?:what|which|who|how|does|do|is|are|any|when|where|why|did|can|should)$/) > 0;
	const frame = `${words.some((word) => slotsOf.get(word)?.includes("material")) ? "material" : "none"}${asks ? " asks" : ""}`;
	const length = words.length < 4 ? "few" : words.length < 8 ? "some" : words.length < 20 ? "many" : "story";
	return [
		`#own ${own} ${frame}`,
		`#he ${he} ${frame}`,
		`#she ${she} ${frame}`,
		`#you ${you > 0} ${frame}`,
		`#who ${own > 0} ${he > 0} ${she > 0} ${frame}`,
		`words:${length}`,
	];
}

/** A word as what it means, where that is known: a name, mostly, is not. */
function kind(word: string, known: ReadonlySet<string>): string {
	const slot = slotsOf.get(word)?.[0];
	if (slot !== undefined) return `<${slot}>`;
	return /\d/.test(word) ? "#" : known.has(word) ? word : "<rare>";
}
