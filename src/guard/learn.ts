import { classes, likelihoods, loudness, type Weights } from "./score.ts";

/** A message to learn from: its evidence and the place of its class in `classes`. */
export type Labelled = { evidence: string[]; label: number };

const rounds = 40;
const rate = 0.1;
const shrink = 0.001;

/**
 * The weights that explain labelled messages best: logistic regression over the classes by AdaGrad,
 * shrunk towards nought. A feature counts from its second message on. The same messages in the same
 * order give the same weights.
 */
export function learn(rows: Labelled[]): { bias: Float64Array; known: Map<string, Float64Array> } {
	const times = new Map<string, number>();
	for (const row of rows)
		for (const feature of row.evidence) times.set(feature, (times.get(feature) ?? 0) + 1);
	const kept = [...times].filter(([, count]) => count >= 2).map(([feature]) => feature);
	const known = new Map(kept.map((feature) => [feature, new Float64Array(classes.length)]));
	const steps = new Map(kept.map((feature) => [feature, new Float64Array(classes.length).fill(1e-8)]));
	const bias = new Float64Array(classes.length);
	const used = rows.map(({ evidence, label }) => ({
		evidence: evidence.filter((feature) => known.has(feature)),
		label,
	}));
	const random = lottery(1);
	for (let round = 0; round < rounds; round++) {
		for (const { evidence, label } of shuffled(used, random)) {
			const likely = likelihoods(known, bias, evidence);
			const share = 1 / Math.sqrt(Math.max(1, evidence.length));
			const wrong = likely.map((one, at) => one - (at === label ? 1 : 0));
			for (const [at, error] of wrong.entries()) bias[at] = (bias[at] ?? 0) - 0.02 * error;
			for (const feature of evidence) {
				const weight = known.get(feature);
				const step = steps.get(feature);
				if (!weight || !step) continue;
				const loud = loudness(feature) * share;
				for (const [at, error] of wrong.entries()) {
					const slope = error * loud + shrink * (weight[at] ?? 0);
					step[at] = (step[at] ?? 0) + slope * slope;
					weight[at] = (weight[at] ?? 0) - (rate * slope) / Math.sqrt(step[at] ?? 1);
				}
			}
		}
	}
	return { bias, known };
}

/** Weights as they are kept in a file: tenths, beside the first class, and without those that hardly count. */
export function kept({ bias, known }: ReturnType<typeof learn>, words: ReadonlySet<string>): Weights {
	const beside = (weight: Float64Array) =>
		Array.from(weight.subarray(1), (value) => Math.round((value - (weight[0] ?? 0)) * 10));
	const features = [...known]
		.map(([feature, weight]): [string, ...number[]] => [feature, ...beside(weight)])
		.filter(([, ...weight]) => weight.some((tenths) => Math.abs(tenths) > 2))
		.sort(([one], [other]) => (one < other ? -1 : 1));
	return { words: [...words].sort().join(" "), bias: beside(bias), features };
}

/** The words that stand in more than one of some messages. */
export function wordsMetTwice(messages: string[][]): Set<string> {
	const times = new Map<string, number>();
	for (const sentences of messages)
		for (const word of new Set(sentences.join(" ").split(" "))) times.set(word, (times.get(word) ?? 0) + 1);
	return new Set([...times].filter(([, count]) => count > 1).map(([word]) => word));
}

/** Numbers from 0 up to 1 that look drawn and are the same each time. */
export function lottery(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return state / 2147483648;
	};
}

function shuffled<Item>(items: Item[], random: () => number): Item[] {
	const deck = [...items];
	for (let at = deck.length - 1; at > 0; at--) {
		const other = Math.floor(random() * (at + 1));
		[deck[at], deck[other]] = [deck[other] as Item, deck[at] as Item];
	}
	return deck;
}
