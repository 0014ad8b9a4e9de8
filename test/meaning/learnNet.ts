import type { NetWeights, Row } from "#meaning/net.ts";

/** A vector to learn from: the place of its class, and how much it counts. */
export type Shown = { vector: Float32Array; label: number; counts: number };

/** How a net is learnt: its units, how often all is gone through, and how many nets are made into one. */
export type Recipe = { classes: number; units: number; rounds: number; nets: number };

const rate = 0.003;
const shrink = 0.003;
const dropped = 0.4;
const batch = 128;
/** How Adam forgets. */
const [soon, late] = [0.9, 0.999];

/**
 * Nets that tell the classes of vectors apart: a layer of rectified units, some left out at random in each
 * step, learnt by Adam. The same vectors in the same order give the same nets.
 */
export function learnNets(shown: Shown[], recipe: Recipe): NetWeights[] {
	const width = shown[0]?.vector.length ?? 0;
	const { mean, spread } = measured(shown, width);
	const ready = shown.map(({ vector, label, counts }) => ({
		label,
		counts,
		vector: vector.map((value, at) => (value - (mean[at] as number)) / (spread[at] as number)),
	}));
	return Array.from({ length: recipe.nets }, (_, seed) =>
		folded(learnOne(ready, width, recipe, seed + 1), mean, spread),
	);
}

type Grown = { values: Float32Array; slope: Float32Array; first: Float32Array; second: Float32Array };
type Grid = { rows: number; columns: number; weights: Grown; bias: Grown };

function learnOne(shown: Shown[], width: number, { classes, units, rounds }: Recipe, seed: number) {
	const random = lottery(seed);
	const hidden = grid(units, width, Math.sqrt(2 / width), random);
	const out = grid(classes, units, Math.sqrt(1 / units), random);
	const steps = rounds * Math.ceil(shown.length / batch);
	let step = 0;
	const held = new Float32Array(units);
	const wrong = new Float32Array(classes);
	const blame = new Float32Array(units);
	for (let round = 0; round < rounds; round++) {
		const deck = shuffled(shown, random);
		for (let from = 0; from < deck.length; from += batch) {
			const some = deck.slice(from, from + batch);
			step++;
			for (const { vector, label, counts } of some) {
				through(hidden, vector, held);
				for (let unit = 0; unit < units; unit++)
					held[unit] = random() < dropped ? 0 : Math.max(0, held[unit] as number) / (1 - dropped);
				through(out, held, wrong);
				toErrors(wrong, label, counts / some.length);
				blame.fill(0);
				back(out, held, wrong, blame);
				for (let unit = 0; unit < units; unit++)
					blame[unit] = (held[unit] as number) > 0 ? (blame[unit] as number) / (1 - dropped) : 0;
				back(hidden, vector, blame);
			}
			const pace = rate * (0.5 + 0.5 * Math.cos((Math.PI * step) / steps));
			for (const { weights, bias } of [hidden, out]) {
				walk(weights, step, pace, shrink);
				walk(bias, step, pace, 0);
			}
		}
	}
	return { hidden, out };
}

function grown(values: Float32Array): Grown {
	const none = () => new Float32Array(values.length);
	return { values, slope: none(), first: none(), second: none() };
}

function grid(rows: number, columns: number, spread: number, random: () => number): Grid {
	const weights = Float32Array.from({ length: rows * columns }, () => spread * gauss(random));
	return { rows, columns, weights: grown(weights), bias: grown(new Float32Array(rows)) };
}

function through({ rows, columns, weights, bias }: Grid, input: Float32Array, into: Float32Array): void {
	const { values } = weights;
	for (let row = 0; row < rows; row++) {
		let sum = bias.values[row] as number;
		const first = row * columns;
		for (let at = 0; at < columns; at++) sum += (values[first + at] as number) * (input[at] as number);
		into[row] = sum;
	}
}

/** Sums as what is wrong with the shares that they stand for. */
function toErrors(sums: Float32Array, label: number, counts: number): void {
	const top = Math.max(...sums);
	let whole = 0;
	for (let at = 0; at < sums.length; at++) whole += Math.exp((sums[at] as number) - top);
	for (let at = 0; at < sums.length; at++)
		sums[at] = counts * (Math.exp((sums[at] as number) - top) / whole - (at === label ? 1 : 0));
}

/** Adds to the slopes what these errors ask for, and to `blame` what they ask of the input. */
function back(
	{ rows, columns, weights, bias }: Grid,
	input: Float32Array,
	errors: Float32Array,
	blame?: Float32Array,
): void {
	const { values, slope } = weights;
	for (let row = 0; row < rows; row++) {
		const error = errors[row] as number;
		if (error === 0) continue;
		bias.slope[row] = (bias.slope[row] as number) + error;
		const first = row * columns;
		for (let at = 0; at < columns; at++)
			slope[first + at] = (slope[first + at] as number) + error * (input[at] as number);
		if (blame)
			for (let at = 0; at < columns; at++)
				blame[at] = (blame[at] as number) + error * (values[first + at] as number);
	}
}

/** One step of Adam down the slope gathered, which is then forgotten. */
function walk({ values, slope, first, second }: Grown, step: number, pace: number, shrunk: number): void {
	const [one, two] = [1 - soon ** step, 1 - late ** step];
	for (let at = 0; at < values.length; at++) {
		const down = (slope[at] as number) + shrunk * (values[at] as number);
		const mean = soon * (first[at] as number) + (1 - soon) * down;
		const square = late * (second[at] as number) + (1 - late) * down * down;
		[first[at], second[at], slope[at]] = [mean, square, 0];
		values[at] = (values[at] as number) - (pace * (mean / one)) / (Math.sqrt(square / two) + 1e-8);
	}
}

function measured(shown: Shown[], width: number): { mean: Float64Array; spread: Float64Array } {
	const [mean, square] = [new Float64Array(width), new Float64Array(width)];
	for (const { vector } of shown)
		for (let at = 0; at < width; at++) {
			const value = vector[at] as number;
			mean[at] = (mean[at] as number) + value / shown.length;
			square[at] = (square[at] as number) + value ** 2 / shown.length;
		}
	const spread = square.map((value, at) => Math.sqrt(Math.max(0, value - (mean[at] as number) ** 2)) + 1e-6);
	return { mean, spread };
}

/** The net for vectors as they are: what was taken from them and divided by is folded into the first layer. */
function folded(
	{ hidden, out }: { hidden: Grid; out: Grid },
	mean: Float64Array,
	spread: Float64Array,
): NetWeights {
	const rows = ({ rows, columns, weights }: Grid) =>
		Array.from({ length: rows }, (_, row) => [
			...weights.values.subarray(row * columns, (row + 1) * columns),
		]);
	const first = rows(hidden).map((row) => row.map((weight, at) => weight / (spread[at] as number)));
	return {
		hidden: first.map(inBytes),
		hiddenBias: first.map((row, unit) =>
			short(
				row.reduce(
					(sum, weight, at) => sum - weight * (mean[at] as number),
					hidden.bias.values[unit] as number,
				),
			),
		),
		out: rows(out).map(inBytes),
		outBias: [...out.bias.values].map(short),
	};
}

/** A row in steps of a 127th of its largest weight. */
function inBytes(row: number[]): Row {
	const step = row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 1e-9) / 127;
	const bytes = Int8Array.from(row, (weight) => Math.round(weight / step));
	return { step, bytes: Buffer.from(bytes.buffer).toString("base64") };
}

/** As many digits as tell. */
function short(value: number): number {
	return Number(value.toPrecision(4));
}

function gauss(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function lottery(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
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
