// Tunes src/meaning/local/tuned.json to the examples: `npm run guard:tune`. With names of authors, as in
// `npm run guard:tune -- a,b,c`, it leaves theirs out, writes nothing, and prints what the guard catches of them.
import { writeFile } from "node:fs/promises";
import { siblings, tuneExamples } from "./examples.ts";
import { printLeftOut } from "./leftOut.ts";
import { tune } from "./tuning/tune.ts";

const leftOut = (process.argv[2] ?? "").split(",").filter(Boolean);
const examples = tuneExamples();
const own = examples.filter(({ author }) => leftOut.includes(author));
const others = examples.filter(({ author }) => !leftOut.includes(author));
// They were written beside the first author's messages.
const beside = leftOut.includes("a") ? [] : siblings();
const { tuned, readings } = await tune([
	...own.map(({ text, kind }) => ({ text, kind, counts: 0 })),
	...others.map(({ text, kind }) => ({ text, kind, counts: 1 })),
	...beside.map(({ text, kind }) => ({ text, kind, counts: 0.4 })),
]);
if (leftOut.length === 0)
	await writeFile(new URL("../../src/meaning/local/tuned.json", import.meta.url), `${tuned}\n`);
else {
	const logs = new Map(own.map(({ text }, at) => [text, readings[at] ?? undefined]));
	printLeftOut(leftOut, { logsOf: ({ text }) => logs.get(text) });
}
