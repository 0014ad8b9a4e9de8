// Fits src/guard/weights.json to the examples: `npm run guard:fit`. The same examples give the same file.
import { writeFileSync } from "node:fs";
import { commonWords, lessons, siblings, tuneExamples } from "./examples.ts";
import { kept, learn } from "./learn.ts";

const examples = tuneExamples();
const words = commonWords(examples);
const found = learn(lessons(examples, siblings(), words));
writeFileSync(new URL("../../src/guard/weights.json", import.meta.url), weightsFile(kept(found, words)));

/** One feature a line, so that a change can be read. */
function weightsFile({ words, bias, features }: ReturnType<typeof kept>): string {
	const written = (row: unknown[]) => `[${row.map((part) => JSON.stringify(part)).join(",")}]`;
	const head = `{\n"words": ${JSON.stringify(words)},\n"bias": [${bias.join(", ")}],\n"features": [\n`;
	return `${head}${features.map(written).join(",\n")}\n]\n}\n`;
}
