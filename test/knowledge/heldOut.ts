import { readFileSync } from "node:fs";
import type { Held } from "#knowledge/held.ts";
import { auroc } from "#knowledge/search/calibrate.ts";
import {
	type Cues,
	confidence,
	type Model,
	ofMeaning,
	ofSigns,
	ofWording,
} from "#knowledge/search/confidence.ts";
import { learnWeights, logOdds } from "#knowledge/search/logistic.ts";
import type { Hearing } from "#knowledge/search/meant.ts";
import { cuesFor, search } from "#knowledge/search/search.ts";
import { createNet, type NetWeights } from "#meaning/net.ts";
import { learnNets } from "../meaning/learnNet.ts";
import { composed } from "./composed.ts";

/** A question with its cues, a set for each part of it, and who asked it. */
export type Known = { author: string; answerable: boolean; cues: Cues[] };

/** The files of labelled questions and their authors. */
const authors = {
	tune: "A",
	unanswerable: "A",
	"tune-b": "B",
	"tune-c": "C",
	"tune-d": "D",
	"tune-f": "D",
	"tune-g": "D",
	"tune-h": "E",
	"tune-i": "E",
	"tune-j": "F",
	"tune-l": "G",
	"tune-o": "H",
	"tune-q": "I",
};
const madeUp = "made up";
const wordingShrink = 0.08;
const signsShrink = 0.001;
/** Of the unanswerable questions, every author counting the same. */
const falseAnswersAllowed = 0.045;
const lostAllowed = 0.015;

/** How the net learns which questions, by their meaning, are of those that lessons answer. */
const recipe = { classes: 2, units: 32, rounds: 20, nets: 2 };

/** The text of every question that is learned from. */
export function knownTexts(): string[] {
	return [...labelledRows().map(({ question }) => question), ...composed().map(({ question }) => question)];
}

/**
 * Every labelled and made-up question that confidence is judged for. With `hear`, what each question means
 * counts in the search too.
 */
export function readKnown(held: Held, hear?: (question: string) => Hearing): Known[] {
	const labelled = labelledRows().map(({ question, author, kind, after }) => {
		const before = after ? search(held, after) : undefined;
		const context = { theme: before?.themes[0], role: before?.role };
		return {
			author,
			answerable: kind === "answer",
			cues: cuesFor(held, question, context, hear?.(question)),
		};
	});
	const made = composed().map(({ question, answerable }) => ({
		author: madeUp,
		answerable,
		cues: cuesFor(held, question, {}, hear?.(question)),
	}));
	return [...labelled, ...made].filter(({ cues }) => cues.length > 0);
}

/** The labelled questions that may be learned from, and who asked each. */
export function labelledRows() {
	return Object.entries(authors).flatMap(([file, author]) =>
		readFileSync(new URL(`../../prisma/content/evaluation/${file}.jsonl`, import.meta.url), "utf8")
			.split("\n")
			.filter(Boolean)
			.map((line) => JSON.parse(line) as { question: string; kind: string; expect: string[]; after?: string })
			.filter(({ kind }) => kind === "answer" || kind === "unanswerable")
			.map((row) => ({ ...row, author })),
	);
}
/** What was learned, with the nets as they are written down. */
export type Learned = Model & { nets: NetWeights[] };

/**
 * Learns from questions. What wording and meaning tell is taken, for the signs, from authors that they were
 * not learned from.
 */
export function learn(known: Known[]): Learned {
	const told = new Map<Cues, { wording: number; meaning: number }>();
	for (const author of new Set(known.map((one) => one.author))) {
		const others = known.filter((one) => one.author !== author);
		const wording = learnWording(others);
		const meaning = createNet(learnMeaning(others));
		for (const one of known.filter((one) => one.author === author))
			for (const cues of one.cues)
				told.set(cues, {
					wording: logOdds(wording, ofWording(cues, wording.weights)),
					meaning: ofMeaning(cues, meaning),
				});
	}
	const signs = learnWeights(
		cases(known, (cues) => ofSigns(cues, told.get(cues) ?? { wording: 0, meaning: 0 })),
		signsShrink,
	);
	const nets = learnMeaning(known);
	return { wording: learnWording(known), meaning: createNet(nets), signs, nets };
}

/** None where no meaning was heard. */
function learnMeaning(known: Known[]): NetWeights[] {
	const shown = weighed(known).flatMap(({ cues, is, counts }) =>
		cues.meant ? [{ vector: cues.meant.question, label: is ? 1 : 0, counts }] : [],
	);
	if (shown.length === 0) return [];
	const mean = shown.reduce((sum, { counts }) => sum + counts, 0) / shown.length;
	return learnNets(
		shown.map((one) => ({ ...one, counts: one.counts / mean })),
		recipe,
	);
}

function learnWording(known: Known[]) {
	const times = new Map<string, number>();
	for (const { cues } of known)
		for (const { wording } of cues)
			for (const feature of wording) times.set(feature, (times.get(feature) ?? 0) + 1);
	const met = new Set([...times].filter(([, count]) => count > 1).map(([feature]) => feature));
	return learnWeights(
		cases(known, (cues) => ofWording(cues, met)),
		wordingShrink,
	);
}

function cases(known: Known[], evidence: (cues: Cues) => ReadonlyMap<string, number>) {
	return weighed(known).map(({ cues, is, counts }) => ({ evidence: evidence(cues), is, counts }));
}

/** Every author counts the same, and with each the answerable as much as the others. */
function weighed(known: Known[]) {
	const key = ({ author, answerable }: Known) => `${author} ${answerable}`;
	const times = new Map<string, number>();
	for (const one of known) times.set(key(one), (times.get(key(one)) ?? 0) + 1);
	return known.flatMap((one) =>
		one.cues.map((cues) => ({
			cues,
			is: one.answerable,
			counts: 1 / ((times.get(key(one)) ?? 1) * one.cues.length),
		})),
	);
}

export type HeldOut = {
	bands: { answer: number; closest: number };
	authors: { author: string; auroc: number; answered: number; falseAnswers: number }[];
};

/** How each author's questions fare when nothing was learned from that author, and the bands that follow. */
export function heldOut(known: Known[]): HeldOut {
	const scored = [...new Set(Object.values(authors))].map((author) => {
		const model = learn(known.filter((one) => one.author !== author));
		const scores = (answerable: boolean) =>
			known
				.filter((one) => one.author === author && one.answerable === answerable)
				.map(({ cues }) => Math.max(...cues.map((each) => confidence(each, model))))
				.sort((a, b) => b - a);
		return { author, good: scores(true), bad: scores(false) };
	});
	const share = (scores: number[], above: number) =>
		scores.filter((one) => one > above).length / scores.length;
	const falseAnswers = (above: number) =>
		scored.reduce((sum, { bad }) => sum + share(bad, above), 0) / scored.length;
	const answer = Math.min(
		...scored.flatMap(({ bad }) => bad).filter((score) => falseAnswers(score) <= falseAnswersAllowed),
	);
	const lowest = scored.flatMap(({ good }) => good).sort((a, b) => a - b);
	const closest = lowest[Math.floor(lowest.length * lostAllowed)] ?? 0;
	return {
		bands: { answer, closest },
		authors: scored.map(({ author, good, bad }) => ({
			author,
			auroc: auroc(good, bad),
			answered: share(good, answer),
			falseAnswers: share(bad, answer),
		})),
	};
}
