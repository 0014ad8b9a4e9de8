import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { io } from "@tensorflow/tfjs-core";
import { openCarrier } from "#meaning/local/model.ts";

/** Turns a text into the places of its pieces. */
type Tokenise = (text: string) => number[];

/**
 * Runs a script that tunes the last layers of the weights, with what `textsOf` makes of texts in its folder, and
 * resolves with the files that it writes. It takes Python with PyTorch, as in Debian's `python3-torch`, and a quick
 * BLAS, as in `libopenblas0-pthread`; `PYTHON` names another Python than `python3`.
 */
export async function runTuning<File extends string>(
	script: URL,
	textsOf: (tokenise: Tokenise) => unknown,
	files: File[],
): Promise<Record<File, string>> {
	const folder = await mkdtemp(join(tmpdir(), "tuning-"));
	try {
		const { artifacts, tokenise } = await openCarrier();
		await writeWeights(folder, artifacts);
		await writeFile(join(folder, "texts.json"), JSON.stringify(textsOf(tokenise)));
		const python = process.env.PYTHON ?? "python3";
		const child = spawn(python, [fileURLToPath(script), folder], { stdio: ["ignore", "inherit", "inherit"] });
		const [code] = (await once(child, "exit")) as [number];
		if (code !== 0) throw new Error(`${python} could not tune the layers. Is python3-torch installed?`);
		const read = async (file: File): Promise<[File, string]> => [
			file,
			await readFile(join(folder, file), "utf8"),
		];
		return Object.fromEntries(await Promise.all(files.map(read))) as Record<File, string>;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function writeWeights(folder: string, { weightData, weightSpecs }: io.ModelArtifacts): Promise<void> {
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
	await writeFile(join(folder, "weights.bin"), Buffer.concat(numbers));
	await writeFile(join(folder, "weights.json"), JSON.stringify(shapes));
}
