import { add, dispose, io, matMul, type Tensor, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { logShares, openedRow, type Row } from "../net.ts";

/**
 * How the last layers of the weights are changed. To a matrix is added the product of two narrow ones: `down`
 * has a column, and `up` a row, for each step between. To a row of numbers another one is added.
 */
export type Tuned = {
	/** The first of the changed layers: what comes before them is as it was. */
	from: number;
	matrices: Record<string, { down: Row[]; up: Row[] }>;
	rows: Record<string, Row>;
};

/** What reads classes off the mean of the last layer: a row a class. */
export type Head = { out: Row[]; outBias: number[] };

/** The same graph with the changed weights, and without those that only the layers before them need. */
export async function tunedArtifacts(artifacts: io.ModelArtifacts, tuned: Tuned): Promise<io.ModelArtifacts> {
	const { weightData, weightSpecs } = artifacts;
	if (!weightData || !weightSpecs) throw new Error("There are no weights to change.");
	const kept = Object.entries(io.decodeWeights(weightData, weightSpecs)).filter(([name, weight]) => {
		const needed = !isBefore(name, weight, tuned.from);
		if (!needed) weight.dispose();
		return needed;
	});
	const names = new Set(kept.map(([name]) => name));
	const strange = Object.keys({ ...tuned.matrices, ...tuned.rows }).filter((name) => !names.has(name));
	if (strange.length > 0)
		throw new Error(`The weights have no ${strange[0]}: they are others than were tuned.`);
	const changed = Object.fromEntries(kept.map(([name, weight]) => [name, change(tuned, name, weight)]));
	const { data, specs } = await io.encodeWeights(changed);
	dispose(changed);
	return { ...artifacts, weightData: data, weightSpecs: specs };
}

function change({ matrices, rows }: Tuned, name: string, weight: Tensor): Tensor {
	const [matrix, row] = [matrices[name], rows[name]];
	if (!matrix && !row) return weight;
	const sum = tidy(() =>
		add(weight, matrix ? matMul(grid(matrix.down), grid(matrix.up), true) : tensor1d(openedRow(row as Row))),
	);
	weight.dispose();
	return sum;
}

function grid(rows: Row[]) {
	return tensor2d(rows.map((row) => [...openedRow(row)]));
}

/** Whether only a layer before this one needs it, or what lies outside the layers. */
function isBefore(name: string, { size }: Tensor, layer: number): boolean {
	const of = /layer_\._(\d)/.exec(name)?.[1];
	// What is smaller is shapes and the like.
	return size >= 384 && (of === undefined || Number(of) < layer);
}

/** Reads the logarithm of each class's share off the mean of the last layer. */
export function headOf({ out, outBias }: Head): (mean: Float64Array) => Float32Array {
	const rows = out.map(openedRow);
	return (mean) => {
		const sums = rows.map((row, nth) =>
			row.reduce((sum, weight, at) => sum + weight * (mean[at] as number), outBias[nth] as number),
		);
		return Float32Array.from(logShares(Float64Array.from(sums)));
	};
}

/** The mean of a layer, which has a row of so many numbers for each piece of the text. */
export function meanOf(layer: Float32Array, width: number): Float64Array {
	const mean = new Float64Array(width);
	for (let at = 0; at < layer.length; at++)
		mean[at % width] = (mean[at % width] as number) + ((layer[at] as number) * width) / layer.length;
	return mean;
}

/** The same direction, of length one. */
export function directionOf(numbers: Float64Array): Float32Array {
	const length = Math.sqrt(numbers.reduce((sum, each) => sum + each * each, 0)) || 1;
	return Float32Array.from(numbers, (each) => each / length);
}
