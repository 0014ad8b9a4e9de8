// Fits src/guard/weights.json to the examples: `node test/guard/fitWeights.ts`. The same examples give the same file.
import { writeFileSync } from "node:fs";
import { kept, learn, wordsMetTwice } from "#guard/learn.ts";
import { normalise } from "#guard/normalise.ts";
import { composed, labelled, siblings, tuneExamples } from "./examples.ts";

const examples = [...tuneExamples(), ...siblings()];
const words = wordsMetTwice(examples.map(({ text }) => normalise(text)));
const found = learn(labelled([...examples, ...composed(examples)], words));
writeFileSync(new URL("../../src/guard/weights.json", import.meta.url), weightsFile(kept(found, words)));

/** One feature a line, so that a change can be read. */
function weightsFile({ words, bias, features }: ReturnType<typeof kept>): string {
	const written = (row: unknown[]) => `\t\t[${row.map((part) => JSON.stringify(part)).join(", ")}]`;
	const head = `{\n\t"words": ${JSON.stringify(words)},\n\t"bias": [${bias.join(", ")}],\n\t"features": [\n`;
	return `${head}${features.map(written).join(",\n")}\n\t]\n}\n`;
}
