// Tunes src/meaning/local/tunedForGuard.json to the examples: `npm run guard:tune`. With names of authors, as in
// `npm run guard:tune -- a,b,c`, it leaves theirs out, writes nothing, and prints what the guard catches of them.
import { writeFile } from "node:fs/promises";
import { loadModel } from "#meaning/local/model.ts";
import type { Head, Tuned } from "#meaning/local/tuned.ts";
import { tunedFiles } from "#meaning/local/tunedFiles.ts";
import { without } from "./examples.ts";
import { printLeftOut } from "./leftOut.ts";
import { tune } from "./tuning/tune.ts";

const [list = "", ...more] = process.argv.slice(2);
const leftOut = list.split(",").filter(Boolean);
const { own, others, beside } = without(leftOut);
const unknown = leftOut.filter((name) => !own.some(({ author }) => author === name));
if (more.length > 0) throw new Error("One list of authors at a time: each takes some 40 minutes.");
if (unknown.length > 0) throw new Error(`Nothing was written by ${unknown.join(", ")}.`);

const tuned = await tune([
	...others.map(({ text, kind }) => ({ text, kind, counts: 1 })),
	...beside.map(({ text, kind }) => ({ text, kind, counts: 0.4 })),
]);
if (leftOut.length === 0) await writeFile(tunedFiles.guard, `${tuned}\n`);
else {
	const read = await loadModel({ guard: JSON.parse(tuned) as Tuned & Head });
	printLeftOut(leftOut, ({ text }) => read(text).readings);
}
