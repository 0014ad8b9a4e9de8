import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keepMeasured } from "#cli/inMemory.ts";
import { tunedFiles } from "#meaning/local/tunedFiles.ts";

/** What questions mean by layers that were not tuned to their authors, by the questions' texts. */
export type LeftOut = Record<string, number[]>;

/** Keeps it among the machine's temporary files, beside the layers that were tuned to all. */
export async function keepLeftOut(found: LeftOut): Promise<void> {
	await mkdir(keepMeasured, { recursive: true });
	await writeFile(await file(), JSON.stringify(found));
}

/** What was kept beside the layers as they are. Throws where nothing was. */
export async function readLeftOut(): Promise<(question: string) => Float32Array | undefined> {
	const kept = await readFile(await file(), "utf8").catch((cause) => {
		throw new Error("What questions mean to others' layers is not known here. Run: npm run search:tune", {
			cause,
		});
	});
	const found = new Map(Object.entries(JSON.parse(kept) as LeftOut));
	return (question) => {
		const vector = found.get(question);
		return vector && Float32Array.from(vector);
	};
}

async function file(): Promise<string> {
	const layers = createHash("sha256")
		.update(await readFile(tunedFiles.search))
		.digest("hex");
	return join(keepMeasured, `left-out-${layers.slice(0, 16)}.json`);
}
