/** A row of weights: their bytes from -127 to 127 in base64, and what one such step is worth. */
export type Row = { step: number; bytes: string };

/**
 * A small net with one layer of units between a vector and some classes. `hidden` holds a row of weights a
 * unit, `out` a row a class.
 */
export type NetWeights = { hidden: Row[]; hiddenBias: number[]; out: Row[]; outBias: number[] };

/** The logarithm of each class's share, for what a vector means. */
export type Net = (vector: Float32Array) => Float64Array;

type Layer = { weights: Float32Array[]; bias: Float32Array };

/** The nets as one: the mean of what each says. */
export function createNet(nets: NetWeights[]): Net {
	const layer = (rows: Row[], bias: number[]): Layer => ({
		weights: rows.map(openedRow),
		bias: Float32Array.from(bias),
	});
	const ready = nets.map(({ hidden, hiddenBias, out, outBias }) => ({
		hidden: layer(hidden, hiddenBias),
		out: layer(out, outBias),
	}));
	return (vector) => {
		const each = ready.map(({ hidden, out }) => {
			const units = through(hidden, vector).map((unit) => Math.max(0, unit));
			return logShares(through(out, units));
		});
		const sums = new Float64Array(each[0]?.length ?? 0);
		for (const logs of each)
			for (const [at, log] of logs.entries()) sums[at] = (sums[at] as number) + log / each.length;
		return logShares(sums);
	};
}

/** A row of weights as numbers. */
export function openedRow({ step, bytes }: Row): Float32Array {
	return Float32Array.from(new Int8Array(Buffer.from(bytes, "base64")), (byte) => byte * step);
}

/** Sums as logarithms of shares of one. */
export function logShares(sums: Float64Array): Float64Array {
	const top = Math.max(...sums);
	const whole = top + Math.log(sums.reduce((total, sum) => total + Math.exp(sum - top), 0));
	return sums.map((sum) => sum - whole);
}

function through({ weights, bias }: Layer, input: ArrayLike<number>): Float64Array {
	return Float64Array.from(weights, (row, unit) => {
		let sum = bias[unit] as number;
		for (let at = 0; at < row.length; at++) sum += (row[at] as number) * (input[at] as number);
		return sum;
	});
}
