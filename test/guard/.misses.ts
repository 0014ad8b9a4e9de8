import { readFileSync } from "node:fs";
import { normalise } from "#guard/normalise.ts";
import { createScorer } from "#guard/score.ts";
import { signsIn } from "#guard/signs.ts";
import { verdict } from "#guard/verdict.ts";
import { commonWords, lessons, siblings, tuneExamples } from "./examples.ts";
import { kept, learn } from "./learn.ts";

const all = tuneExamples();
const out = process.argv[2]!.split(",");
const rest = all.filter((e) => !out.includes(e.author));
const words = commonWords(rest);
const score = createScorer(kept(learn(lessons(rest, siblings(), words)), words));
for (const e of all.filter((e) => out.includes(e.author))) {
	const s = normalise(e.text);
	const v = verdict(s, signsIn(s), score) ?? "-";
	const k = e.kind === "ordinary" || e.kind === "chitchat" || e.kind === "personal-data" ? "-" : e.kind;
	if (v !== k) console.log(`${e.kind} > ${v}\t${e.text.replaceAll("\n", " ").slice(0, 190)}`);
}
