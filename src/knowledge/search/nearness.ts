import type { Unit } from "../asking/question.ts";
import { isStop } from "../words/words.ts";
import { type Index, idf } from "./index.ts";

/** How near a question comes to the nearest of some ways of asking, from 0 to 1. Phrases are rows of stems. */
export type Nearness = (phrases: string[][]) => number;

/** Measures how near a question that speaks of these units comes to ways of asking. */
export function nearnessOf(index: Index, units: Unit[]): Nearness {
	let total = 0;
	const met = new Map<string, { at: number; weight: number; worth: number }>();
	for (const [at, unit] of units.entries()) {
		total += unit.weight;
		for (const { stems, weight } of unit.ways)
			for (const stem of stems)
				if ((met.get(stem)?.weight ?? 0) < weight) met.set(stem, { at, weight, worth: unit.weight * weight });
	}
	// By unit, the number of the phrase that it was last seen in: each counts once in a phrase.
	const seen = new Uint32Array(units.length);
	let number = 0;
	const sharedWith = (phrase: string[]) => {
		let shared = 0;
		number++;
		for (const stem of phrase) {
			const found = met.get(stem);
			if (!found || seen[found.at] === number) continue;
			seen[found.at] = number;
			shared += found.worth;
		}
		return shared;
	};
	const missedOf = (phrase: string[]) => {
		let missed = 0;
		for (const stem of phrase) if (!met.has(stem) && !isStop(stem)) missed += idf(index, stem) * 0.5;
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
