// Fits src/knowledge/search/confidence.json to the labelled questions and to made-up ones, and prints how each
// author's questions fare when nothing was learned from that author: `npm run search:fit`. Where the settings
// name weights for what texts mean, it fits search/meant/ to these too. The same questions and content give the
// same files.
import { writeFileSync } from "node:fs";
import type { FittedToMeaning } from "#knowledge/search/meant.ts";
import { fileNameOf } from "#meaning/meaning.ts";
import { listen } from "./hearing.ts";
import { heldOut, type Known, learn, readKnown } from "./heldOut.ts";
import { readStarter } from "./starter.ts";

const { held } = await readStarter();
const folder = new URL("../../src/knowledge/search/", import.meta.url);

const known = readKnown(held);
const bands = measured("words alone", known);
const { wording, signs } = learn(known);
const telling = [...wording.weights].filter(([, weight]) => Math.abs(weight) >= 0.1);
const file = {
	bands,
	signs: written(signs.bias, [...signs.weights]),
	wording: written(wording.bias, telling),
};
writeFileSync(new URL("confidence.json", folder), `${JSON.stringify(file, null, "\t")}\n`);

const heard = await listen(held);
if (heard) {
	const { model, hearing, heard: loud, typical } = heard;
	const known = readKnown(held, hearing);
	const bands = measured(model, known);
	const { signs, nets } = learn(known);
	const meant: FittedToMeaning = {
		...{ model, heard: round(loud), typical: round(typical), bands, nets },
		signs: written(signs.bias, [...signs.weights]),
	};
	writeFileSync(new URL(`meant/${fileNameOf(model)}.json`, folder), `${JSON.stringify(meant)}\n`);
}

/** Prints how each author fares who is left out, and resolves with the bands that follow. */
function measured(by: string, known: Known[]): { answer: number; closest: number } {
	const { bands, authors } = heldOut(known);
	for (const { author, auroc, answered, falseAnswers } of authors)
		process.stdout.write(
			`${by}, ${author}: AUROC ${round(auroc)}, answered ${round(answered)}, false answers ${round(falseAnswers)}\n`,
		);
	return { answer: round(bands.answer), closest: round(bands.closest) };
}

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
