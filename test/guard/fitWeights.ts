// Fits src/guard/weights.json to the examples, and src/guard/meant/ to what the settings name for what messages mean:
// `npm run guard:fit`. The same examples give the same files. The layers on this machine are tuned by
// `npm run guard:tune`.
import { writeFileSync } from "node:fs";
import type { Meant } from "#guard/opinion.ts";
import { createMeaning } from "#meaning/createMeaning.ts";
import { fileNameOf } from "#meaning/meaning.ts";
import { environment, readConfig } from "../../src/config.ts";
import { embedded } from "../meaning/embedded.ts";
import { commonWords, lessons, siblings, tuneExamples } from "./examples.ts";
import { kept, learn } from "./learn.ts";
import { learnOpinions, together } from "./opinions.ts";

const examples = tuneExamples();
const words = commonWords(examples);
const found = learn(lessons(examples, siblings(), words));
const folder = new URL("../../src/guard/", import.meta.url);
writeFileSync(new URL("weights.json", folder), weightsFile(kept(found, words)));

const config = readConfig(environment()).meaning;
const model = createMeaning(config, { info() {}, warn() {}, error() {} })?.name;
if (model) {
	const read = config.hosted && (await embedded([...examples, ...siblings()].map(({ text }) => text)));
	const nets = read && learnOpinions(examples, siblings(), read);
	const meant: Meant = { model, ...together, ...(nets ? { nets } : {}) };
	writeFileSync(new URL(`meant/${fileNameOf(model)}.json`, folder), `${JSON.stringify(meant)}\n`);
}

/** One feature a line, so that a change can be read. */
function weightsFile({ words, bias, features }: ReturnType<typeof kept>): string {
	const written = (row: unknown[]) => `[${row.map((part) => JSON.stringify(part)).join(",")}]`;
	const head = `{\n"words": ${JSON.stringify(words)},\n"bias": [${bias.join(", ")}],\n"features": [\n`;
	return `${head}${features.map(written).join(",\n")}\n]\n}\n`;
}
