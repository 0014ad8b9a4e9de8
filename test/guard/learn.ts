import { classes, loudness, softmax, type Weights } from "#guard/score.ts";

/** A message to learn from: its evidence, the place of its class in `classes`, and how much it counts. */
export type Labelled = { evidence: string[]; label: number; counts: number };

/** What was learnt: a weight of each class for each feature, and for none. */
export type Learned = { bias: Float64Array; known: Map<string, Float64Array> };

const rounds = 40;
const rate = 0.1;
const shrink = 0.001;
/** In how many messages a feature must stand. */
const often = 4;
/** The least weight in tenths that is kept, by the loudness of its feature. */
const least = 2;

/**
 * The weights that explain labelled messages best: logistic regression over the classes by AdaGrad,
 * shrunk towards nought. A feature counts from its fourth message on. The same messages in the same
 * order give the same weights.
 */
export function learn(rows: Labelled[]): Learned {
	const names = metOften(rows);
	const places = new Map(names.map((name, place) => [name, place]));
	const loud = Float64Array.from(names, loudness);
	const model: Model = {
		bias: new Float64Array(width),
		weights: new Float64Array(names.length * width),
		steps: new Float64Array(names.length * width).fill(1e-8),
	};
	const used = rows.map(({ evidence, label, counts }): Row => {
		const at = Int32Array.from(evidence.flatMap((feature) => places.get(feature) ?? []));
		const share = 1 / Math.sqrt(evidence.length);
		return { at, loud: Float64Array.from(at, (place) => (loud[place] ?? 1) * share), label, counts };
	});
	const random = lottery(1);
	for (let round = 0; round < rounds; round++) for (const row of shuffled(used, random)) improve(model, row);
	const weightsOf = (place: number) => model.weights.slice(place * width, (place + 1) * width);
	return { bias: model.bias, known: new Map(names.map((name, place) => [name, weightsOf(place)])) };
}

const width = classes.length;

/** All weights in one row, feature by feature, for speed; `steps` is how far each has walked. */
type Model = { bias: Float64Array; weights: Float64Array; steps: Float64Array };
type Row = { at: Int32Array; loud: Float64Array; label: number; counts: number };

/** One step down the slope of one message's error. */
function improve({ bias, weights, steps }: Model, { at, loud, label, counts }: Row): void {
	const wrong = softmax(sumsOf(bias, weights, at, loud));
	for (let one = 0; one < width; one++) {
		const error = counts * ((wrong[one] as number) - (one === label ? 1 : 0));
		wrong[one] = error;
		bias[one] = (bias[one] as number) - 0.02 * error;
	}
	for (let part = 0; part < at.length; part++) {
		const first = (at[part] as number) * width;
		for (let one = 0; one < width; one++) {
			const before = weights[first + one] as number;
			const slope = (wrong[one] as number) * (loud[part] as number) + shrink * before;
			const walked = (steps[first + one] as number) + slope * slope;
			steps[first + one] = walked;
			weights[first + one] = before - (rate * slope) / Math.sqrt(walked);
		}
	}
}

function sumsOf(bias: Float64Array, weights: Float64Array, at: Int32Array, loud: Float64Array): Float64Array {
	const sums = Float64Array.from(bias);
	for (let part = 0; part < at.length; part++) {
		const first = (at[part] as number) * width;
		for (let one = 0; one < width; one++)
			sums[one] = (sums[one] as number) + (weights[first + one] as number) * (loud[part] as number);
	}
	return sums;
}

function metOften(rows: Labelled[]): string[] {
	const times = new Map<string, number>();
	for (const { evidence } of rows)
		for (const feature of evidence) times.set(feature, (times.get(feature) ?? 0) + 1);
	return [...times].filter(([, count]) => count >= often).map(([feature]) => feature);
}

/** Weights as they are kept in a file: tenths, beside the first class, without those that hardly count. */
export function kept({ bias, known }: Learned, words: ReadonlySet<string>): Weights {
	const beside = (weight: Float64Array) =>
		Array.from(weight.subarray(1), (value) => Math.round((value - (weight[0] ?? 0)) * 10));
	const features = [...known]
		.map(([feature, weight]): [string, ...number[]] => [feature, ...beside(weight)])
		.filter(([feature, ...tenths]) => tenths.some((weight) => Math.abs(weight) * loudness(feature) >= least))
		.sort(([one], [other]) => (one < other ? -1 : 1));
	return { words: [...words].sort().join(" "), bias: beside(bias), features };
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
