import { features } from "./features.ts";
import type { Seen } from "./signs.ts";
import json from "./weights.json" with { type: "json" };

/** How likely a message is to be an ordinary question, a disclosure, a try to identify somebody, or an injection. Adds up to 1. */
export type Likelihood = { ordinary: number; disclosure: number; identify: number; injection: number };

/** What `learn` finds: the words met more than once, and for each feature its weights beside an ordinary message's, in tenths. */
export type Weights = { words: string; bias: number[]; features: [string, ...number[]][] };

export const classes = ["ordinary", "disclosure", "identify", "injection"] as const;

const opened = (tenths: number[]) => [0, ...tenths.map((weight) => weight / 10)];
const learned = new Map(
	(json.features as [string, ...number[]][]).map(([feature, ...tenths]) => [feature, opened(tenths)]),
);
const bias = opened(json.bias);
const vocabulary = new Set(json.words.split(" "));

/** How likely each reading of a message is by its evidence. */
export function score(found: string[]): Likelihood {
	const likely = likelihoods(learned, bias, found);
	const [ordinary = 0, disclosure = 0, identify = 0, injection = 0] = likely;
	return { ordinary, disclosure, identify, injection };
}

/** All that is weighed: the features of the sentences and the signs seen in them. */
export function evidence(
	sentences: string[],
	seen: readonly Seen[],
	known: ReadonlySet<string> = vocabulary,
): string[] {
	const found = features(sentences, known);
	for (const { group, name } of seen) {
		found.add(`sign:${name}`);
		found.add(`sign:${group}`);
	}
	return [...found];
}

/** How much a feature counts: what was written by hand counts for more than a word. */
export function loudness(feature: string): number {
	return feature.startsWith("sign:") ? 4 : feature.startsWith("@") ? 2 : 1;
}

/** The likelihood of each class by some weights: softmax over the weighted evidence. */
export function likelihoods(
	known: ReadonlyMap<string, ArrayLike<number>>,
	bias: ArrayLike<number>,
	found: string[],
): number[] {
	const sums = Array.from(bias);
	const used = found.filter((feature) => known.has(feature));
	const share = 1 / Math.sqrt(Math.max(1, used.length));
	for (const feature of used) {
		const weight = known.get(feature) ?? [];
		const loud = loudness(feature) * share;
		for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (weight[at] ?? 0) * loud;
	}
	const top = Math.max(...sums);
	const raised = sums.map((sum) => Math.exp(sum - top));
	const total = raised.reduce((sum, one) => sum + one, 0);
	return raised.map((one) => one / total);
}
