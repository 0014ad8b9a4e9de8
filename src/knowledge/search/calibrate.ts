import type { Calibration, Figures } from "../bands/calibration.ts";
import type { Held } from "../held.ts";
import { learnedBands } from "./confidence.ts";
import { type Context, type Found, search } from "./search.ts";

/** A question with the themes that should be found for it; none when nothing held answers it. */
export type Labelled = {
	id: string;
	question: string;
	expect: string[];
	answerable: boolean;
	/** The question that it follows up. */
	after: string | null;
};

/** For content that has not been tried against labelled questions. */
export const untried: Calibration = { ...learnedBands, figures: null };

const falseAnswersAllowed = 0.03;
const lostAllowed = 0.02;

/** Asks a labelled question as it would be asked, after the one that it follows up. */
export function ask(held: Held, labelled: Pick<Labelled, "question" | "after">): Found {
	const before = labelled.after ? search(held, labelled.after) : undefined;
	const context: Context = before ? { theme: before.themes[0], role: before.role } : {};
	return search(held, labelled.question, context);
}

/**
 * Draws the bands so that few unanswerable questions are answered and hardly an answerable one is turned
 * away. Never more freely than the bands that held for unseen authors: confidence was learned from
 * these same questions, so that they flatter it.
 */
export function calibrate(held: Held, labelled: Labelled[]): Calibration {
	if (labelled.length === 0) return untried;
	const asked = labelled.map((one) => ({ one, found: ask(held, one) }));
	const scores = (answerable: boolean) =>
		asked.filter(({ one }) => one.answerable === answerable).map(({ found }) => found.score);
	const good = scores(true).sort((a, b) => a - b);
	const bad = scores(false).sort((a, b) => b - a);
	const allowed = bad[Math.floor(bad.length * falseAnswersAllowed)] ?? 0;
	const answer = round(Math.max(untried.answer, Math.min(1, allowed + 0.0001)));
	const lowest = good[Math.floor(good.length * lostAllowed)] ?? untried.closest;
	const closest = round(Math.min(untried.closest, lowest * 0.95));
	return { answer, closest, figures: figures(held, asked, { answer, closest }) };
}

/** Whether a theme expected is among these, itself or as the wider theme of one. */
function isAbout(held: Held, themes: string[], expect: string[]): boolean {
	return themes.some((id) =>
		[id, ...(held.themes.get(id)?.within ?? [])].some((theme) => expect.includes(theme)),
	);
}

function figures(
	held: Held,
	asked: { one: Labelled; found: Found }[],
	bands: { answer: number; closest: number },
): Figures {
	const good = asked.filter(({ one }) => one.answerable);
	const bad = asked.filter(({ one }) => !one.answerable);
	const right = (among: number) =>
		good.filter(({ one, found }) =>
			found.passages.slice(0, among).some(({ passage }) => isAbout(held, passage.themes, one.expect)),
		).length;
	const part = (count: number, all: unknown[]) => (all.length === 0 ? 0 : count / all.length);
	return {
		answerable: good.length,
		unanswerable: bad.length,
		recall1: part(right(1), good),
		recall3: part(right(3), good),
		auroc: auroc(
			good.map(({ found }) => found.score),
			bad.map(({ found }) => found.score),
		),
		answered: part(good.filter(({ found }) => found.score >= bands.answer).length, good),
		falseAnswers: part(bad.filter(({ found }) => found.score >= bands.answer).length, bad),
		lost: part(good.filter(({ found }) => found.score < bands.closest).length, good),
	};
}

/** The chance that a good score is above a bad one, ties counting half. */
export function auroc(good: number[], bad: number[]): number {
	if (good.length === 0 || bad.length === 0) return 0.5;
	let above = 0;
	for (const one of good) for (const other of bad) above += one > other ? 1 : one === other ? 0.5 : 0;
	return above / (good.length * bad.length);
}

function round(score: number): number {
	return Math.round(score * 10_000) / 10_000;
}
