import type { Reading, Unit } from "../asking/question.ts";
import type { Held, Passage } from "../held.ts";
import { columnsOf } from "./columns.ts";
import { highest } from "./highest.ts";
import { type Hearing, likenessTo, mostAlike } from "./meant.ts";
import { nearnessOf } from "./nearness.ts";
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
	const leaning = leaningOf(held, reading, question, context);
	const nearness = nearnessOf(held.index, reading.units);
	const themes = new Map<string, number>();
	const near = (theme: string) => {
		const known = themes.get(theme) ?? nearness(held.phrases.get(theme) ?? []);
		themes.set(theme, known);
		return known;
	};
	return roughly(held, reading, { wider, leaning, hearing })
		.map(({ passage, score, strength, likeness }) => {
			const theme = passage.themes[0] ?? "";
			const phrases = held.index.entries.get(passage.id)?.phrases ?? [];
			const phrase = Math.max(nearness(phrases), near(theme) * 0.8);
			const first = passage.paragraph && !wider ? share.paperForTheme * near(theme) ** 2 : 0;
			const whole = score + share.phrase * phrase + share.theme * near(theme) + first;
			return { passage, strength, score: whole, likeness };
		})
		.sort(bestFirst);
}

/** What of a question its words do not say: the role it is for, and the theme that it goes on about. */
type Leaning = { role: string[]; theme?: { id: string; worth: number } };

function leaningOf(held: Held, reading: Reading, question: string, { theme, role }: Context): Leaning {
	const followsUp = theme !== undefined && isFollowUp(question);
	const named = reading.roles.length > 0 ? reading.roles : followsUp && role ? [role] : [];
	const worth = share.context + share.contextAlone * (1 - themedShare(held, reading));
	return { role: named, ...(followsUp ? { theme: { id: theme, worth } } : {}) };
}

type Rough = { wider: boolean; leaning: Leaning; hearing: Hearing | undefined };

/** Those that match best by what can be told of all at once, best first. */
function roughly(held: Held, reading: Reading, { wider, leaning, hearing }: Rough): Ranked[] {
	const total = reading.units.reduce((sum, unit) => sum + unit.weight, 0) || 1;
	const columns = columnsOf(held);
	const { passages, themes, themeAt, numbered } = columns;
	const { coverage, strength, filed, spoken } = weigh(columns, reading.units);
	const byRole = themes.map((theme) =>
		held.themes.get(theme)?.roles.some((one) => leaning.role.includes(one)) ? share.role : 0,
	);
	const byContext = themes.map((theme) => (leaning.theme?.id === theme ? leaning.theme.worth : 0));
	const all = leaning.theme !== undefined || leaning.role.length > 0;
	const heard = new Set(hearing ? mostAlike(hearing, alike) : []);
	const likenesses = hearing && passages.map(({ id }) => likenessTo(hearing, id));
	const byNumber = wider ? 0 : share.paper;
	const scores = new Float64Array(passages.length).fill(Number.NEGATIVE_INFINITY);
	for (let row = 0; row < passages.length; row++) {
		if (!all && !spoken[row] && !(heard.size > 0 && heard.has((passages[row] as Passage).id))) continue;
		const theme = themeAt[row] as number;
		const told =
			share.coverage * (coverage[row] as number) +
			share.strength * (strength[row] as number) +
			share.glossary * (filed[row] as number);
		const score =
			told / total +
			byNumber * (numbered[row] as number) +
			(byRole[theme] as number) +
			(byContext[theme] as number);
		const likeness = likenesses?.[row];
		// One whose meaning is not known yet is taken for a typical one.
		scores[row] =
			hearing && likeness !== undefined ? score + hearing.heard * (likeness - hearing.typical) : score;
	}
	return highest(scores, compared)
		.map((row) => ({
			passage: passages[row] as Passage,
			score: scores[row] as number,
			strength: (strength[row] as number) / total,
			likeness: likenesses?.[row],
		}))
		.sort(bestFirst)
		.slice(0, compared);
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
