// Tunes src/meaning/local/tunedForSearch.json to the labelled questions and the starter pack: `npm run search:tune`,
// some ten minutes on two cores. `npm run search:fit` is next: it takes from here what each question means by layers
// that were not tuned to its author.
import { writeFile } from "node:fs/promises";
import { textsOf } from "#knowledge/vectors/shelf.ts";
import { tunedFiles } from "#meaning/local/tunedFiles.ts";
import { runTuning } from "../meaning/tuning/tuning.ts";
import { labelledRows } from "./heldOut.ts";
import { keepLeftOut } from "./leftOut.ts";
import { readStarter } from "./starter.ts";

const { held } = await readStarter();
const found = await runTuning(
	new URL("tuning/tune.py", import.meta.url),
	(tokenise) => ({
		passages: [...held.passages.values()].map((passage) => ({
			themes: passage.themes,
			texts: textsOf(passage).map(tokenise),
		})),
		questions: labelledRows().map(({ question, author, expect, kind, after }) => ({
			...{ question, author, pieces: tokenise(question) },
			expect: kind === "answer" && !after ? expect : [],
		})),
	}),
	["tuned.json", "leftOut.json"],
);
await writeFile(tunedFiles.search, `${found["tuned.json"]}\n`);
await keepLeftOut(JSON.parse(found["leftOut.json"]));
