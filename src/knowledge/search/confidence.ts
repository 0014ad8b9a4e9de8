import type { Net } from "#meaning/net.ts";
import type { Reading, Unit } from "../asking/question.ts";
import type { Want } from "../asking/wants.ts";
import { wording } from "../asking/wording.ts";
import type { Held, Passage } from "../held.ts";
import json from "./confidence.json" with { type: "json" };
import { fulfils } from "./fulfil.ts";
import { type Evidence, type Fitted, likelihood, logOdds } from "./logistic.ts";
import type { Hearing, Ready } from "./meant.ts";
import { nearnessOf } from "./nearness.ts";
import { isThemed, type Ranked } from "./rank.ts";

/** What speaks for and against the best passage answering, each from 0 to 1. */
type Signs = {
	/** Share of what is asked that the passage itself speaks of, its theme's words aside. */
	own: number;
	/** How much it is about that. */
	strength: number;
	/** How near the question comes to a way in which the passage is asked for. */
	phrase: number;
	/** How far it is ahead of the next. */
	margin: number;
	/** Share of what is asked that belongs to the vocabulary of the themes, and how much that is. */
	themed: number;
	core: number;
	/** Share of what is asked that nothing held knows, and how many words that is. */
	unknown: number;
	unknownWords: number;
	/** How near the question comes to one that a signpost is there for. */
	signpost: number;
	/** A thing is wanted that the best passage does not hold; or does, and how far the passage is about the rest. */
	missing: number;
	present: number;
	/** Few words say little; of many each is less likely to be met. */
	few: number;
	long: number;
};

/**
 * All that confidence is judged by: the signs, and how the question is worded; where it is heard, also what
 * the question means and how alike the best passage is.
 */
export type Cues = { signs: Signs; wording: string[]; meant?: { question: Float32Array; likeness: number } };

/**
 * What was learned from labelled questions: of wordings alone, of meanings alone where these are heard, and
 * of the signs with what both tell.
 */
export type Model = { wording: Fitted; meaning?: Net; signs: Fitted };

const fitted = ({ bias, weights }: { bias: number; weights: Record<string, number> }): Fitted => ({
	bias,
	weights: new Map(Object.entries(weights)),
});
const learned: Model = { wording: fitted(json.wording), signs: fitted(json.signs) };

/** What was learned of questions whose meaning is heard: their wordings tell what those of any question do. */
export function learnedWith({ net, signs }: Ready): Model {
	return { wording: learned.wording, meaning: net, signs: fitted(signs) };
}

/** The least confidence of an answer, and of passages shown as the closest. */
type Bands = { answer: number; closest: number };

/** Where the bands begin for questions of an author that nothing was learned from. */
export const learnedBands: Bands = json.bands;

/**
 * The bands for questions whose meaning is heard too: as those learned with it, and as much stricter as this
 * version's are beside those learned of words alone.
 */
export function bandsWith({ answer, closest }: Bands, learned: Bands): Bands {
	const odds = (share: number) => Math.log(share / (1 - share));
	const stricter = Math.max(0, odds(Math.min(answer, 0.999)) - odds(learnedBands.answer));
	return {
		answer: likelihood(odds(learned.answer) + stricter),
		closest: Math.min(1, closest / learnedBands.closest) * learned.closest,
	};
}

/**
 * How sure we are, from 0 to 1, that the best passage answers. Of a question for a number or the like that was
 * foreseen word for word beside the passage that holds it, quite sure.
 */
export function confidence(cues: Cues, model: Model = learned): number {
	if (cues.signs.phrase > 0.999 && cues.signs.present > 0.9) return 1;
	const wording = logOdds(model.wording, ofWording(cues, model.wording.weights));
	return likelihood(
		logOdds(model.signs, ofSigns(cues, { wording, meaning: ofMeaning(cues, model.meaning) })),
	);
}

/** The log odds, by what a question means alone, that it is of those that lessons answer. */
export function ofMeaning({ meant }: Cues, net: Net | undefined): number {
	const [not = 0, is = 0] = meant && net ? net(meant.question) : [];
	return is - not;
}

/** A wording as evidence: each feature known counts the less the more there are. */
export function ofWording({ wording }: Cues, known: { has(feature: string): boolean }): Evidence {
	const used = wording.filter((feature) => known.has(feature));
	const share = 2 / Math.sqrt(Math.max(1, used.length));
	return new Map(used.map((feature) => [feature, share]));
}

/** The signs as evidence, with the odds that wording and meaning alone tell. */
export function ofSigns({ signs, meant }: Cues, odds: { wording: number; meaning: number }): Evidence {
	const heard: [string, number][] = meant
		? [
				["likeness", meant.likeness],
				["meaning", odds.meaning / 3],
			]
		: [];
	return new Map([...Object.entries(signs), ["wording", odds.wording / 3], ...heard]);
}

/** Reads the cues of a question and of what was found for it. */
export function cuesOf(
	held: Held,
	question: string,
	reading: Reading,
	ranked: Ranked[],
	wants: Want | undefined,
	hearing?: Hearing,
): Cues {
	const { units, unknown } = reading;
	const [best, next] = ranked;
	const total = units.reduce((sum, unit) => sum + unit.weight, 0) || 1;
	const sum = (worth: (unit: Unit) => number) =>
		units.reduce((all, unit) => all + unit.weight * worth(unit), 0);
	const themed = sum((unit) => (isThemed(held, unit) ? 1 : 0));
	const has =
		wants !== undefined && best !== undefined && fulfils(held, wants, question, units, best.passage);
	const nearness = nearnessOf(held.index, units);
	const phrases = best ? held.index.entries.get(best.passage.id)?.phrases : undefined;
	const own = best ? sum((unit) => spokenOf(held, unit, best.passage)) / total : 0;
	const strength = best?.strength ?? 0;
	const signs = {
		own,
		strength,
		phrase: nearness(phrases ?? []),
		margin: best ? Math.min(1, best.score - (next?.score ?? 0)) : 0,
		themed: themed / total,
		core: Math.min(1, themed / 6),
		unknown: units.length === 0 ? 1 : sum((unit) => (unit.known ? 0 : 1)) / total,
		unknownWords: Math.min(1, unknown.length / 3),
		signpost: nearness([...held.signs.values()].flat()),
		missing: wants !== undefined && !has ? 1 : 0,
		present: has ? own * strength : 0,
		few: Math.min(1, units.length / 3),
		long: Math.min(1, units.length / 12),
	};
	const meant =
		hearing && best?.likeness !== undefined
			? { meant: { question: hearing.question.vector, likeness: best.likeness } }
			: {};
	return { signs, wording: wording(held, question), ...meant };
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
