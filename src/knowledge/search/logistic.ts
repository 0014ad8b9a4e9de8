/** What speaks for and against something, by name, each with how much there is of it. */
export type Evidence = ReadonlyMap<string, number>;

/** What logistic regression found: the likelihood is that of the bias and the weighted evidence. */
export type Fitted = { bias: number; weights: Map<string, number> };

/** A labelled case to learn from; `counts` is how much it counts beside others. */
export type Case = { evidence: Evidence; is: boolean; counts: number };

const rounds = 40;
const rate = 0.15;

/** The log odds that the evidence speaks for. */
export function logOdds({ bias, weights }: Fitted, evidence: Evidence): number {
	let sum = bias;
	for (const [name, much] of evidence) sum += (weights.get(name) ?? 0) * much;
	return sum;
}

/** Log odds as a likelihood from 0 to 1. */
export function likelihood(odds: number): number {
	return 1 / (1 + Math.exp(-odds));
}

/**
 * The weights that explain labelled cases best: logistic regression by AdaGrad, shrunk towards nought
 * by `shrink`. The same cases in the same order give the same weights.
 */
export function learnWeights(cases: Case[], shrink: number): Fitted {
	const fitted: Fitted = { bias: 0, weights: new Map() };
	const steps = new Map<string, number>();
	const all = cases.reduce((sum, { counts }) => sum + counts, 0);
	const average = all / cases.length;
	let biasStep = 1e-8;
	for (let round = 0; round < rounds; round++)
		for (const { evidence, is, counts } of shuffled(cases, round)) {
			const wrong = ((likelihood(logOdds(fitted, evidence)) - (is ? 1 : 0)) * counts) / average;
			biasStep += wrong * wrong;
			fitted.bias -= (rate * wrong) / Math.sqrt(biasStep);
			for (const [name, much] of evidence) {
				const weight = fitted.weights.get(name) ?? 0;
				const slope = wrong * much + shrink * weight;
				const step = (steps.get(name) ?? 1e-8) + slope * slope;
				steps.set(name, step);
				fitted.weights.set(name, weight - (rate * slope) / Math.sqrt(step));
			}
		}
	return fitted;
}

/** The items in an order that looks drawn and is the same for the same seed. */
function shuffled<Item>(items: Item[], seed: number): Item[] {
	const deck = [...items];
	let state = seed + 1;
	for (let at = deck.length - 1; at > 0; at--) {
		state = (state * 1103515245 + 12345) % 2147483648;
		const other = Math.floor((state / 2147483648) * (at + 1));
		[deck[at], deck[other]] = [deck[other] as Item, deck[at] as Item];
	}
	return deck;
}
