import type { Reading, Unit } from "../asking/question.ts";
import type { Held, Passage } from "../held.ts";
import { columnsOf } from "./columns.ts";
import { type Hearing, likenessTo, mostAlike } from "./meant.ts";
import { nearness } from "./nearness.ts";
import { weigh } from "./weigh.ts";

/** What the conversation was last about. */
export type Context = { theme?: string; role?: string };

/** A passage with what speaks for it, each from 0 to 1. */
export type Ranked = {
	passage: Passage;
	score: number;
	/** How much the passage is about what is asked (BM25F). */
	strength: number;
	/** How alike its meaning and the question's are, where both are known. */
	likeness?: number;
};

/** What each kind of evidence counts. Found by trying on the labelled questions; changes of a third move few of them. */
const share = {
	coverage: 0.45,
	strength: 0.39,
	phrase: 1.2,
	theme: 0.18,
	paper: 0.04,
	paperForTheme: 0.3,
	role: 0.05,
	context: 0.17,
	/** As much again, by how little of its own the question says. */
	contextAlone: 0.5,
	/** Of terms that the glossary files first under the passage's theme. */
	glossary: 0.15,
};
/** What a passage is worth behind another of its theme. */
const repeated = 0.85;
/** How many of those that match best are compared phrase by phrase. */
const compared = 200;
/** How many are looked at for what they mean, whatever their words. */
const alike = 50;

/** The passages that speak of what is asked, best first; equals by id. What is meant counts where it is heard. */
export function rank(
	held: Held,
	reading: Reading,
	question: string,
	context: Context,
	hearing?: Hearing,
): Ranked[] {
	const wider = beyond.test(question);
	const rough = roughly(held, reading, question, context, hearing);
	const themes = new Map<string, number>();
	const near = (theme: string) => {
		const known = themes.get(theme) ?? nearness(held.index, reading.units, held.phrases.get(theme) ?? []);
		themes.set(theme, known);
		return known;
	};
	return rough
		.map(({ passage, score, strength, likeness }) => {
			const theme = passage.themes[0] ?? "";
			const phrases = held.index.entries.get(passage.id)?.phrases ?? [];
			const phrase = Math.max(nearness(held.index, reading.units, phrases), near(theme) * 0.8);
			const first = passage.paragraph && !wider ? share.paperForTheme * near(theme) ** 2 : 0;
			const whole = score + share.phrase * phrase + share.theme * near(theme) + first;
			return { passage, strength, score: whole, likeness };
		})
		.sort(bestFirst);
}

/** Those that match best, by what can be told of all at once. */
function roughly(
	held: Held,
	reading: Reading,
	question: string,
	context: Context,
	hearing: Hearing | undefined,
): Ranked[] {
	const total = reading.units.reduce((sum, unit) => sum + unit.weight, 0) || 1;
	const wider = beyond.test(question);
	const followsUp = context.theme !== undefined && isFollowUp(question);
	const role = reading.roles.length > 0 ? reading.roles : followsUp && context.role ? [context.role] : [];
	const all = followsUp || role.length > 0;
	const columns = columnsOf(held);
	const { passages, themes, themeAt } = columns;
	const { coverage, strength, filed, spoken } = weigh(columns, reading.units);
	const leaning = share.context + share.contextAlone * (1 - themedShare(held, reading));
	const byRole = themes.map((theme) =>
		held.themes.get(theme)?.roles.some((one) => role.includes(one)) ? share.role : 0,
	);
	const byContext = themes.map((theme) => (followsUp && context.theme === theme ? leaning : 0));
	const heard = new Set(hearing ? mostAlike(hearing, alike) : []);
	const likenesses = new Map<number, number | undefined>();
	const scores = passages.map((passage, row) => {
		if (!all && !spoken[row] && !heard.has(passage.id)) return Number.NEGATIVE_INFINITY;
		const theme = themeAt[row] as number;
		const score =
			(share.coverage * (coverage[row] as number) +
				share.strength * (strength[row] as number) +
				share.glossary * (filed[row] as number)) /
				total +
			(passage.paragraph && !wider ? share.paper : 0) +
			(byRole[theme] as number) +
			(byContext[theme] as number);
		if (!hearing) return score;
		const likeness = likenessTo(hearing, passage.id);
		likenesses.set(row, likeness);
		// One whose meaning is not known yet is taken for a typical one.
		return score + (likeness === undefined ? 0 : hearing.heard * (likeness - hearing.typical));
	});
	return highest(scores, compared)
		.map((row) => ({
			passage: passages[row] as Passage,
			score: scores[row] as number,
			strength: (strength[row] as number) / total,
			likeness: likenesses.get(row),
		}))
		.sort(bestFirst)
		.slice(0, compared);
}

/** Where the highest so many stand, and all that equal the last of them. What counts for nothing is none of them. */
function highest(scores: number[], most: number): number[] {
	const least = Float64Array.from(scores).sort().at(-most) ?? Number.NEGATIVE_INFINITY;
	return [...scores.keys()].filter((row) => {
		const score = scores[row] as number;
		return score >= least && score > Number.NEGATIVE_INFINITY;
	});
}

/** The same passages, with those behind others of their theme moved back a little, so that the first few say different things. */
export function varied(ranked: Ranked[], among: number): Ranked[] {
	const left = ranked.slice(0, among);
	const chosen: Ranked[] = [];
	while (left.length > 0) {
		const worth = (one: Ranked) =>
			one.score *
			repeated ** chosen.filter(({ passage }) => passage.themes[0] === one.passage.themes[0]).length;
		const best = left.reduce((a, b) => (worth(b) > worth(a) ? b : a));
		chosen.push(best);
		left.splice(left.indexOf(best), 1);
	}
	return chosen;
}

function bestFirst(a: Ranked, b: Ranked): number {
	return b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1);
}

/** The share of what is asked that belongs to the vocabulary of the themes. */
function themedShare(held: Held, { units }: Reading): number {
	const total = units.reduce((sum, unit) => sum + unit.weight, 0);
	const themed = units.filter((unit) => isThemed(held, unit)).reduce((sum, unit) => sum + unit.weight, 0);
	return total === 0 ? 0 : themed / total;
}

/** Whether a unit belongs to the vocabulary of the themes. */
export function isThemed(held: Held, unit: Unit): boolean {
	return (
		unit.themes.length > 0 || unit.ways.some((way) => way.stems.every((stem) => held.themeStems.has(stem)))
	);
}

const leansOn =
	/^(?:and|ok|okay|so|but|also|what about|how about|same|really)\b|\b(?:it|they|them|that|those|this|these|there|instead|again|more)\b/i;

/** Asked for what the first paper cannot say: figures, the country as a whole, later years. */
const beyond =
	/\b(?:national\w*|england|wales|country|latest|recent\w*|newe(?:r|st)|figures?|statistics|stats|how many|how common|per ?cent\w*|proportion|research|since 2014|201[5-9]|202\d)\b|%/i;

/** Whether a question leans on what was said before it. */
function isFollowUp(question: string): boolean {
	return question.length < 90 && leansOn.test(question.trim());
}
