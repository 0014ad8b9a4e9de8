import type { Unit } from "../asking/question.ts";
import { type Index, idf } from "./index.ts";
import { numberOf, type Phrase, phraseStems, worths } from "./phrase.ts";

/** How near a question comes to the nearest of some ways of asking, from 0 to 1. */
export type Nearness = (phrases: Phrase[]) => number;

const telling = new WeakMap<Index, (number: number) => number>();

/** Measures how near a question that speaks of these units comes to ways of asking. */
export function nearnessOf(index: Index, units: Unit[]): Nearness {
	const total = units.reduce((sum, unit) => sum + unit.weight, 0);
	const lacking = telling.get(index) ?? worths((stem) => idf(index, stem) * 0.5);
	telling.set(index, lacking);
	// By stem, which unit it best stands for, counted from 1, and what it is then worth.
	const unitOf = new Uint16Array(phraseStems());
	const weightOf = new Float64Array(phraseStems());
	for (const [at, unit] of units.entries())
		for (const { stems, weight } of unit.ways)
			for (const number of stems.map(numberOf))
				if (number > 0 && (weightOf[number] as number) < weight) {
					unitOf[number] = at + 1;
					weightOf[number] = weight;
				}
	// By unit, the count of the phrase that it was last seen in: each counts once in a phrase.
	const seen = new Uint32Array(units.length + 1);
	let count = 0;
	const sharedWith = (phrase: Phrase) => {
		let shared = 0;
		count++;
		for (let place = 0; place < phrase.length; place++) {
			const number = phrase[place] as number;
			const at = unitOf[number] as number;
			if (at === 0 || seen[at] === count) continue;
			seen[at] = count;
			shared += (units[at - 1] as Unit).weight * (weightOf[number] as number);
		}
		return shared;
	};
	const missedOf = (phrase: Phrase) => {
		let missed = 0;
		for (const number of phrase) if (unitOf[number] === 0) missed += lacking(number);
		return missed;
	};
	return (phrases) => {
		let best = 0;
		for (const phrase of phrases) {
			const shared = sharedWith(phrase);
			// What it misses takes it further away yet: most are out of the running here.
			if (shared > 0 && shared / total > best) best = Math.max(best, shared / (total + missedOf(phrase)));
		}
		return best;
	};
}
