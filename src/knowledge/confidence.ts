import { fulfils } from "./fulfil.ts";
import type { Held, Passage } from "./held.ts";
import { nearness } from "./nearness.ts";
import type { Reading, Unit } from "./question.ts";
import type { Ranked } from "./rank.ts";
import type { Want } from "./wants.ts";

/** What speaks for and against the best passage answering, each from 0 to 1. */
export type Signs = {
	/** Share of what is asked that the passage itself speaks of, its theme's words aside. */
	own: number;
	/** How much it is about that. */
	strength: number;
	/** Share of what is asked that belongs to the vocabulary of the themes, and how much that is. */
	themed: number;
	core: number;
	/** Share of what is asked that nothing held knows. */
	unknown: number;
	/** How near the question comes to one that a signpost is there for. */
	signpost: number;
	/** A thing is wanted that the best passages do not hold, or do. */
	missing: number;
	present: number;
	/** Many words: each is less likely to be met. */
	long: number;
	/** It asks for lessons, findings, patterns. */
	cue: number;
};

/** Fitted by logistic regression on labelled questions, then rounded. */
const weights: Record<keyof Signs, number> = {
	own: 2.2,
	strength: 1.1,
	themed: 0.6,
	core: 1.6,
	unknown: -1.4,
	signpost: -0.55,
	missing: -3.65,
	present: -0.5,
	long: 1.5,
	cue: 0.8,
};
const start = -2.2;

const cue =
	/\b(?:lessons?|learn\w*|finding|findings|find|found|themes?|reviews?|dhrs?|dardrs?|patterns?|recurring|research\w*|stud(?:y|ies|ied)|evidence|national\w*|reports?|panels?|paper|official|missed|common|precursors?|anything on|in there|typical\w*|generally)\b/i;

/** How sure we are, from 0 to 1, that the best passage answers. */
export function confidence(signs: Signs): number {
	let sum = start;
	for (const [name, weight] of Object.entries(weights)) sum += weight * signs[name as keyof Signs];
	return 1 / (1 + Math.exp(-sum));
}

/** Reads the signs. None of them when nothing was found. */
export function signsOf(
	held: Held,
	question: string,
	reading: Reading,
	ranked: Ranked[],
	wants: Want | undefined,
): Signs {
	const { units } = reading;
	const best = ranked[0];
	const total = units.reduce((sum, unit) => sum + unit.weight, 0) || 1;
	const sum = (worth: (unit: Unit) => number) =>
		units.reduce((all, unit) => all + unit.weight * worth(unit), 0);
	const themed = sum((unit) => (isThemed(held, unit) ? 1 : 0));
	const has =
		wants !== undefined && best !== undefined && fulfils(held, wants, question, units, best.passage);
	return {
		own: best ? sum((unit) => spokenOf(held, unit, best.passage)) / total : 0,
		strength: best?.strength ?? 0,
		themed: themed / total,
		core: Math.min(1, themed / 6),
		unknown: units.length === 0 ? 1 : sum((unit) => (unit.known ? 0 : 1)) / total,
		signpost: nearness(held.index, units, [...held.signs.values()].flat()),
		missing: wants !== undefined && !has ? 1 : 0,
		present: has ? 1 : 0,
		long: Math.min(1, units.length / 12),
		cue: cue.test(question) ? 1 : 0,
	};
}

function isThemed(held: Held, unit: Unit): boolean {
	return (
		unit.themes.length > 0 || unit.ways.some((way) => way.stems.every((stem) => held.themeStems.has(stem)))
	);
}

function spokenOf(held: Held, unit: Unit, passage: Passage): number {
	let best = 0;
	for (const way of unit.ways) {
		const all = way.stems.every((stem) => {
			const counts = held.index.postings.get(stem)?.get(passage.id);
			return counts !== undefined && counts.title + counts.text + counts.asked > 0;
		});
		if (all) best = Math.max(best, way.weight);
	}
	return best;
}
