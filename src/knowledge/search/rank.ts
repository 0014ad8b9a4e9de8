import type { Reading, Unit } from "../asking/question.ts";
import type { Held, Passage } from "../held.ts";
import { aboutness } from "./index.ts";
import { type Hearing, likenessTo, mostAlike } from "./meant.ts";
import { nearness } from "./nearness.ts";

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
/** What a word counts that stands only among the words of the passage's theme. */
const byTheme = 0.75;
/** What a term counts that the glossary files under the passage's theme. */
const byGlossary = 0.4;
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
	const total = reading.units.reduce((sum, unit) => sum + unit.weight, 0) || 1;
	const followsUp = context.theme !== undefined && isFollowUp(question);
	const role = reading.roles.length > 0 ? reading.roles : followsUp && context.role ? [context.role] : [];
	const alone = 1 - themedShare(held, reading);
	const wider = beyond.test(question);
	const rough: (Ranked & { theme: string })[] = [];
	const spoken = candidates(held, reading, followsUp || role.length > 0);
	for (const id of hearing ? new Set([...spoken, ...mostAlike(hearing, alike)]) : spoken) {
		const passage = held.passages.get(id);
		if (!passage) continue;
		const theme = passage.themes[0] ?? "";
		let coverage = 0;
		let strength = 0;
		let filed = 0;
		for (const unit of reading.units) {
			coverage += unit.weight * covered(held, unit, passage);
			strength += unit.weight * strongest(held, unit, id);
			if (unit.themes[0] === theme) filed += unit.weight;
		}
		const score =
			(share.coverage * coverage + share.strength * strength + share.glossary * filed) / total +
			(passage.paragraph && !wider ? share.paper : 0) +
			(held.themes.get(theme)?.roles.some((one) => role.includes(one)) ? share.role : 0) +
			(followsUp && context.theme === theme ? share.context + share.contextAlone * alone : 0);
		const likeness = hearing && likenessTo(hearing, id);
		// One whose meaning is not known yet is taken for a typical one.
		const worth = hearing && likeness !== undefined ? hearing.heard * (likeness - hearing.typical) : 0;
		rough.push({ passage, score: score + worth, strength: strength / total, theme, likeness });
	}
	const themes = new Map<string, number>();
	const near = (theme: string) => {
		const known = themes.get(theme) ?? nearness(held.index, reading.units, held.phrases.get(theme) ?? []);
		themes.set(theme, known);
		return known;
	};
	return rough
		.sort(bestFirst)
		.slice(0, compared)
		.map(({ passage, score, strength, theme, likeness }) => {
			const phrases = held.index.entries.get(passage.id)?.phrases ?? [];
			const phrase = Math.max(nearness(held.index, reading.units, phrases), near(theme) * 0.8);
			const first = passage.paragraph && !wider ? share.paperForTheme * near(theme) ** 2 : 0;
			const whole = score + share.phrase * phrase + share.theme * near(theme) + first;
			return { passage, strength, score: whole, likeness };
		})
		.sort(bestFirst);
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

function candidates(held: Held, reading: Reading, all: boolean): Iterable<string> {
	if (all) return held.passages.keys();
	const found = new Set<string>();
	for (const unit of reading.units)
		for (const way of unit.ways)
			for (const stem of way.stems)
				for (const id of held.index.postings.get(stem)?.keys() ?? []) found.add(id);
	return found;
}

const leaning =
	/^(?:and|ok|okay|so|but|also|what about|how about|same|really)\b|\b(?:it|they|them|that|those|this|these|there|instead|again|more)\b/i;

/** Asked for what the first paper cannot say: figures, the country as a whole, later years. */
const beyond =
	/\b(?:national\w*|england|wales|country|latest|recent\w*|newe(?:r|st)|figures?|statistics|stats|how many|how common|per ?cent\w*|proportion|research|since 2014|201[5-9]|202\d)\b|%/i;

/** Whether a question leans on what was said before it. */
function isFollowUp(question: string): boolean {
	return question.length < 90 && leaning.test(question.trim());
}

function covered(held: Held, unit: Unit, passage: Passage): number {
	let best = 0;
	for (const way of unit.ways) {
		let least = 1;
		for (const stem of way.stems) {
			const counts = held.index.postings.get(stem)?.get(passage.id);
			if (!counts) least = 0;
			else if (counts.title + counts.text + counts.asked === 0) least = Math.min(least, byTheme);
		}
		best = Math.max(best, least * way.weight);
	}
	return best < byGlossary && unit.themes.includes(passage.themes[0] ?? "") ? byGlossary : best;
}

function strongest(held: Held, unit: Unit, id: string): number {
	let best = 0;
	for (const way of unit.ways) {
		let least = 1;
		for (const stem of way.stems) least = Math.min(least, aboutness(held.index, stem, id));
		best = Math.max(best, least * way.weight);
	}
	return best;
}
