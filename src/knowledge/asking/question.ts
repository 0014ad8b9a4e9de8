import type { Held } from "../held.ts";
import { idf } from "../search/index.ts";
import { commonWords, isEnglish, rarity } from "../words/english.ts";
import { everyday, idioms } from "../words/everyday.ts";
import { type Met, meet } from "../words/glossary.ts";
import { rolesIn } from "../words/roles.ts";
import { mend } from "../words/spelling.ts";
import { isCommonHere, isStop, stem, type Word, words } from "../words/words.ts";
import { parted } from "./asides.ts";

/** One thing that a question speaks of: a word or a term, and other ways of saying it. */
export type Unit = {
	text: string;
	/** Stems that must all be there, with how much such a hit counts. */
	ways: { stems: string[]; weight: number }[];
	/** Themes that the glossary files it under. */
	themes: string[];
	/** How much it tells of what is asked. */
	weight: number;
	/** Whether anything held knows it. */
	known: boolean;
};

export type Reading = {
	units: Unit[];
	corrected: { from: string; to: string }[];
	/** Content words that nothing held knows. */
	unknown: string[];
	/** Roles that it names. */
	roles: string[];
};

/** Reads a question: mends slips of the keyboard, finds terms, and weighs what is left. */
export function read(held: Held, question: string): Reading {
	const corrected: Reading["corrected"] = [];
	const { asked, aside } = parted(question);
	const unitsAsked = readUnits(held, asked, corrected);
	const unitsAside = readUnits(held, aside, corrected).filter(
		(unit) => !unitsAsked.some((other) => other.text === unit.text),
	);
	const tells = unitsAsked.some(
		(unit) => unit.known && !unit.text.split(" ").every((word) => isCommonHere(stem(word))),
	);
	for (const unit of unitsAside) unit.weight *= tells ? asideWeight : 1;
	const units = [...unitsAsked, ...unitsAside];
	return {
		units,
		corrected,
		unknown: unitsAsked.filter((unit) => !unit.known).map((unit) => unit.text),
		roles: rolesIn(question),
	};
}

/** What is said of the asker counts this much beside what is asked. */
const asideWeight = 0.35;
/** What another way of saying it counts: a plain word, a term of the glossary. */
const everydayWeight = 0.65;
const aliasWeight = 0.85;
const remnantShare = 0.45;
/** What a word counts that any lesson could use, one outside the vocabulary of the themes, one that nothing held knows. */
const commonShare = 0.35;
const plainShare = 0.6;
const unknownShare = 0.55;
/** How far rare words outweigh others: 1 as in BM25, 0 not at all. */
const rarityPower = 0.35;

function readUnits(held: Held, text: string, corrected: Reading["corrected"]): Unit[] {
	const spelt = words(text).map((word) => mended(held, word, corrected));
	const stems = spelt.map((word) => word.stem);
	const units: Unit[] = [];
	const inTerm = new Set<number>();
	const terms = meet(held.terms, stems);
	const free = (met: Met) => !terms.some((term) => term.from < met.to && met.from < term.to);
	const said = meet(idioms, stems).filter((met) => met.to - met.from > 1 && free(met));
	for (const met of [...terms, ...said]) {
		if (met.to - met.from === 1 && isStop(spelt[met.from]?.text ?? "")) continue;
		for (let at = met.from; at < met.to; at++) inTerm.add(at);
		const own = stems.slice(met.from, met.to);
		const text = spelt
			.slice(met.from, met.to)
			.map((word) => word.text)
			.join(" ");
		const same = units.find((unit) => unit.text === text);
		const ways = met.alternatives.map((way) => telling(way, aliasWeight));
		if (same) {
			same.ways.push(...ways);
			same.themes.push(...met.term.themes);
		} else units.push(unit(held, text, [telling(own, 1), ...ways], [...met.term.themes]));
	}
	spelt.forEach((word, at) => {
		if (inTerm.has(at) || isStop(word.text) || units.some((unit) => unit.text === word.text)) return;
		const ways = (everyday.get(word.stem) ?? []).map((other) => ({
			stems: [other],
			weight: everydayWeight,
		}));
		units.push(unit(held, word.text, [{ stems: [word.stem], weight: 1 }, ...ways], []));
	});
	return units;
}

/** A saying by the words that tell something; one of which little is left ("next question") counts less. */
function telling(stems: string[], weight: number): Unit["ways"][number] {
	const left = stems.filter((one) => !isStop(one));
	if (left.length === 0) return { stems, weight };
	return { stems: left, weight: left.length === 1 && stems.length > 1 ? weight * remnantShare : weight };
}

function unit(held: Held, text: string, ways: Unit["ways"], themes: string[]): Unit {
	const known = ways.some((way) => way.stems.every((one) => held.index.postings.has(one)));
	return {
		text,
		ways,
		themes,
		known: known || themes.length > 0,
		weight: importance(held, text, ways, known),
	};
}

function importance(held: Held, text: string, ways: Unit["ways"], known: boolean): number {
	const parts = text.split(" ");
	const telling = Math.max(...parts.map(rarity));
	const own = ways[0]?.stems ?? [];
	const themed = ways.some((way) => way.stems.every((one) => held.themeStems.has(one)));
	const common = own.every(isCommonHere) ? commonShare : themed ? 1 : plainShare;
	if (!known) return Math.log(1 + (held.index.entries.size + 0.5) / 0.5) * telling * common * unknownShare;
	const all = ways
		.filter((way) => way.stems.every((one) => held.index.postings.has(one)))
		.map((way) => Math.max(...way.stems.map((one) => idf(held.index, one))));
	return Math.min(...all) ** rarityPower * (0.5 + 0.5 * telling) * common;
}

function mended(held: Held, word: Word, corrected: Reading["corrected"]): Word {
	const { vocabulary } = held.index;
	if (vocabulary.has(word.text) || isStop(word.text) || isEnglish(word.text)) return word;
	if (held.index.postings.has(word.stem) || held.terms.sayings.has(word.stem)) return word;
	const to = mend(word.text, vocabulary) ?? mend(word.text, spare());
	if (to === undefined) return word;
	corrected.push({ from: word.text, to });
	return { text: to, stem: stem(to) };
}

let common: [string, number][] | undefined;
function spare(): [string, number][] {
	common ??= commonWords().map((word) => [word, 1]);
	return common;
}
