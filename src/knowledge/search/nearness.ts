import type { Unit } from "../asking/question.ts";
import { isStop } from "../words/words.ts";
import { type Index, idf } from "./index.ts";

/** How near a question comes to the nearest of some ways of asking, from 0 to 1. Phrases are rows of stems. */
export function nearness(index: Index, units: Unit[], phrases: string[][]): number {
	let total = 0;
	const met = new Map<string, { unit: Unit; weight: number }>();
	for (const unit of units) {
		total += unit.weight;
		for (const way of unit.ways)
			for (const stem of way.stems)
				if ((met.get(stem)?.weight ?? 0) < way.weight) met.set(stem, { unit, weight: way.weight });
	}
	let best = 0;
	for (const phrase of phrases) {
		let shared = 0;
		let missed = 0;
		const seen = new Set<Unit>();
		for (const stem of phrase) {
			const found = met.get(stem);
			if (!found) {
				if (!isStop(stem)) missed += idf(index, stem) * 0.5;
			} else if (!seen.has(found.unit)) {
				seen.add(found.unit);
				shared += found.unit.weight * found.weight;
			}
		}
		if (shared > 0) best = Math.max(best, shared / (total + missed));
	}
	return best;
}
