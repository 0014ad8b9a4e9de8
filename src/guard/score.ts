import { features, type Met } from "./features.ts";
import type { Seen } from "./signs.ts";

/** How likely a message is to be an ordinary question, a disclosure, a try to identify somebody, an injection, or small talk. Adds up to 1. */
export type Likelihood = {
	ordinary: number;
	disclosure: number;
	identify: number;
	injection: number;
	chitchat: number;
};

/** By how much, as a logarithm, each reading that must not pass must outweigh those that may. */
export type Limits = Record<"disclosure" | "injection" | "identify", number>;

/** What `learn` finds: the words met more than once, and for each feature its weights beside an ordinary message's, in tenths. */
export type Weights = { words: string; bias: number[]; features: [string, ...number[]][] };

export const classes = ["ordinary", "disclosure", "identify", "injection", "chitchat"] as const;

/** Reads how likely each reading of some plain sentences is, by the signs seen in them too. */
export type Scorer = (sentences: string[], seen: readonly Seen[], met?: Met) => Likelihood;

/** A scorer by some weights: softmax over the weighted evidence. */
export function createScorer(weights: Weights): Scorer {
	const opened = (tenths: number[], loud: number) =>
		Float64Array.from([0, ...tenths], (weight) => (weight * loud) / 10);
	const known = new Map(
		weights.features.map(([feature, ...tenths]) => [feature, opened(tenths, loudness(feature))]),
	);
	const bias = opened(weights.bias, 1);
	const vocabulary = new Set(weights.words.split(" "));
	return (sentences, seen, met) => {
		const found = evidence(sentences, seen, vocabulary, met);
		const sums = Float64Array.from(bias);
		const share = 1 / Math.sqrt(Math.max(1, found.length));
		for (const feature of found) {
			const weighed = known.get(feature);
			if (weighed === undefined) continue;
			for (let at = 0; at < sums.length; at++)
				sums[at] = (sums[at] as number) + (weighed[at] as number) * share;
		}
		const [ordinary = 0, disclosure = 0, identify = 0, injection = 0, chitchat = 0] = softmax(sums);
		return { ordinary, disclosure, identify, injection, chitchat };
	};
}

/** All that is weighed: the features of the sentences and the signs seen in them. */
export function evidence(
	sentences: string[],
	seen: readonly Seen[],
	known: ReadonlySet<string>,
	met?: Met,
): string[] {
	const found = features(sentences, known, met);
	for (const { group, name } of seen) {
		found.add(`sign:${name}`);
		found.add(`sign:${group}`);
	}
	return [...found];
}

/** How much a feature counts: what was written by hand counts for more than a word, and one of many guesses for less. */
export function loudness(feature: string): number {
	if (feature.startsWith("sign:")) return 4;
	if (/^[@#]/.test(feature)) return 2;
	if (feature.includes("%")) return 0.6;
	return feature.startsWith("c:") ? 0.5 : 1;
}

/** Sums as shares of one. */
export function softmax(sums: Float64Array): Float64Array {
	const top = Math.max(...sums);
	const raised = sums.map((sum) => Math.exp(sum - top));
	const total = raised.reduce((sum, one) => sum + one, 0);
	return raised.map((one) => one / total);
}
