import { readFileSync } from "node:fs";
import type { Held } from "#knowledge/held.ts";
import { auroc } from "#knowledge/search/calibrate.ts";
import { type Cues, confidence, type Model, ofSigns, ofWording } from "#knowledge/search/confidence.ts";
import { learnWeights, logOdds } from "#knowledge/search/logistic.ts";
import { cuesFor, search } from "#knowledge/search/search.ts";
import { composed } from "./composed.ts";

/** A question with its cues, a set for each part of it, and who asked it. */
export type Known = { author: string; answerable: boolean; cues: Cues[] };

/** The files of labelled questions and their authors. */
const authors = { tune: "A", unanswerable: "A", "tune-b": "B", "tune-c": "C" };
const madeUp = "made up";
const wordingShrink = 0.08;
const signsShrink = 0.001;
/** Of the unanswerable questions of whichever author fares worst. */
const falseAnswersAllowed = 0.05;
const lostAllowed = 0.02;

/** Every labelled and made-up question that confidence is judged for. */
export function readKnown(held: Held): Known[] {
	const labelled = Object.entries(authors).flatMap(([file, author]) =>
		readFileSync(new URL(`../../prisma/content/evaluation/${file}.jsonl`, import.meta.url), "utf8")
			.split("\n")
			.filter(Boolean)
			.map((line) => JSON.parse(line) as { question: string; kind: string; after?: string })
			.filter(({ kind }) => kind === "answer" || kind === "unanswerable")
			.map(({ question, kind, after }) => {
				const before = after ? search(held, after) : undefined;
				const cues = cuesFor(held, question, { theme: before?.themes[0], role: before?.role });
				return { author, answerable: kind === "answer", cues };
			}),
	);
	const made = composed().map(({ question, answerable }) => ({
		author: madeUp,
		answerable,
		cues: cuesFor(held, question),
	}));
	return [...labelled, ...made].filter(({ cues }) => cues.length > 0);
}

/** Learns from questions. What the wording tells is taken, for the signs, from authors it was not learned from. */
export function learn(known: Known[]): Model {
	const told = new Map<Cues, number>();
	for (const author of new Set(known.map((one) => one.author))) {
		const wording = learnWording(known.filter((one) => one.author !== author));
		for (const one of known.filter((one) => one.author === author))
			for (const cues of one.cues) told.set(cues, logOdds(wording, ofWording(cues, wording.weights)));
	}
	const signs = learnWeights(
		cases(known, (cues) => ofSigns(cues, told.get(cues) ?? 0)),
		signsShrink,
	);
	return { wording: learnWording(known), signs };
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

/** Every author counts the same, and with each the answerable as much as the others. */
function cases(known: Known[], evidence: (cues: Cues) => ReadonlyMap<string, number>) {
	const key = ({ author, answerable }: Known) => `${author} ${answerable}`;
	const times = new Map<string, number>();
	for (const one of known) times.set(key(one), (times.get(key(one)) ?? 0) + 1);
	return known.flatMap((one) =>
		one.cues.map((cues) => ({
			evidence: evidence(cues),
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
	const answer = Math.max(...scored.map(({ bad }) => bad[Math.floor(bad.length * falseAnswersAllowed)] ?? 0));
	const lowest = scored.flatMap(({ good }) => good).sort((a, b) => a - b);
	const closest = lowest[Math.floor(lowest.length * lostAllowed)] ?? 0;
	const share = (scores: number[]) => scores.filter((one) => one > answer).length / scores.length;
	return {
		bands: { answer, closest },
		authors: scored.map(({ author, good, bad }) => ({
			author,
			auroc: auroc(good, bad),
			answered: share(good),
			falseAnswers: share(bad),
		})),
	};
}
