import type { Unit } from "../asking/question.ts";
import { isStop } from "../words/words.ts";
import { type Index, idf } from "./index.ts";

/** How near a question comes to the nearest of some ways of asking, from 0 to 1. Phrases are rows of stems. */
export type Nearness = (phrases: string[][]) => number;

/** Measures how near a question that speaks of these units comes to ways of asking. */
export function nearnessOf(index: Index, units: Unit[]): Nearness {
	let total = 0;
	const met = new Map<string, { unit: Unit; weight: number }>();
	for (const unit of units) {
		total += unit.weight;
		for (const way of unit.ways)
			for (const stem of way.stems)
				if ((met.get(stem)?.weight ?? 0) < way.weight) met.set(stem, { unit, weight: way.weight });
	}
	const seen = new Set<Unit>();
	const sharedWith = (phrase: string[]) => {
		let shared = 0;
		seen.clear();
		for (const stem of phrase) {
			const found = met.get(stem);
			if (!found || seen.has(found.unit)) continue;
			seen.add(found.unit);
			shared += found.unit.weight * found.weight;
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
