// Fits src/knowledge/search/confidence.json to the labelled questions, and prints how each author's fare when
// nothing is learned from that author: `node test/knowledge/fitConfidence.ts`. The same questions and
// content give the same file.
import { writeFileSync } from "node:fs";
import { heldOut, learn, readKnown } from "./heldOut.ts";
import { readStarter } from "./starter.ts";

const { held } = await readStarter();
const known = readKnown(held);
const { bands, authors } = heldOut(known);
for (const { author, auroc, answered, falseAnswers } of authors)
	process.stdout.write(
		`${author}: AUROC ${round(auroc)}, answered ${round(answered)}, false answers ${round(falseAnswers)}\n`,
	);
const { wording, signs } = learn(known);
const telling = [...wording.weights].filter(([, weight]) => Math.abs(weight) >= 0.1);
const file = {
	bands: { answer: round(bands.answer), closest: round(bands.closest) },
	signs: written(signs.bias, [...signs.weights]),
	wording: written(wording.bias, telling),
};
const json = `${JSON.stringify(file, null, "\t")}\n`;
writeFileSync(new URL("../../src/knowledge/search/confidence.json", import.meta.url), json);

function written(bias: number, weights: [string, number][]) {
	const sorted = weights.sort(([one], [other]) => (one < other ? -1 : 1));
	return {
		bias: round(bias),
		weights: Object.fromEntries(sorted.map(([name, weight]) => [name, round(weight)])),
	};
}

function round(value: number): number {
	return Math.round(value * 1000) / 1000;
}
