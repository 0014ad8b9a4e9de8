import { asksForThemes } from "../asking/overview.ts";
import { paragraphsNamed } from "../asking/paragraphs.ts";
import { partsOf } from "../asking/parts.ts";
import { type Reading, read } from "../asking/question.ts";
import { type Want, wanted } from "../asking/wants.ts";
import type { Held, Passage } from "../held.ts";
import { bandsWith, type Cues, confidence, cuesOf, learnedWith, type Model } from "./confidence.ts";
import { fulfils } from "./fulfil.ts";
import { fittedTo, type Hearing, type Meant } from "./meant.ts";
import { type Context, type Ranked, rank, varied } from "./rank.ts";

export type { Context } from "./rank.ts";

type Band = "answer" | "closest" | "not held";

export type Found = {
	/** Best first, at most 10. */
	passages: { passage: Passage; score: number }[];
	/** From 0 to 1: how sure we are that the best one answers. */
	score: number;
	band: Band;
	wants?: Want;
	/** Content words of the question that nothing held knows. */
	unknown: string[];
	/** Words that were read as a slip of the keyboard, and as what. */
	corrected: { from: string; to: string }[];
	/** Main themes of the passages found, best first. */
	themes: string[];
	/** The role that the question speaks for, such as "probation". */
	role?: string;
};

const most = 10;

/**
 * Finds the passages that answer a question best, and says how sure that is. What is meant counts beside
 * the words where it is given; where that of a passage found first is not known yet, words alone count.
 */
export function search(held: Held, question: string, context: Context = {}, meant?: Meant): Found {
	const reading = read(held, question);
	if (asksForThemes(question)) return overview(held, reading);
	const hears = fittedTo(meant);
	const hearing = hears && meant && hearingOf(hears, meant);
	const model = hears && learnedWith(hears);
	const parts = partsOf(question).map((part) =>
		searchOne(held, part === question ? reading : read(held, part), part, context, hearing, model),
	);
	if (hearing && parts.some(({ cues }) => !cues.meant)) return search(held, question, context);
	const best = parts.reduce((a, b) => (b.score > a.score ? b : a));
	const { answer, closest } = hears ? bandsWith(held.calibration, hears.bands) : held.calibration;
	return namedFirst(held, question, {
		...told(reading, inTurn(parts.filter(({ ranked }) => ranked.length > 0))),
		score: best.score,
		band: best.score >= answer ? "answer" : best.score >= closest ? "closest" : "not held",
		wants: best.wants,
	});
}

/** What confidence is judged by, for each part of a question that is not met by what it names alone. */
export function cuesFor(held: Held, question: string, context: Context = {}, hearing?: Hearing): Cues[] {
	if (asksForThemes(question) || paragraphsNamed(question).length > 0) return [];
	return partsOf(question).map((part) => searchOne(held, read(held, part), part, context, hearing).cues);
}

function searchOne(
	held: Held,
	reading: Reading,
	question: string,
	context: Context,
	hearing?: Hearing,
	model?: Model,
) {
	const wants = wanted(question);
	// A question without a word that tells something means nothing either.
	const heard = reading.units.length > 0 ? hearing : undefined;
	const found = varied(rank(held, reading, question, context, heard), most);
	const ranked = heldFirst(held, question, reading, found, wants);
	const cues = cuesOf(held, question, reading, ranked, wants, heard);
	return { ranked, cues, score: ranked.length === 0 ? 0 : confidence(cues, model), wants };
}

function hearingOf(
	{ heard, typical }: Pick<Hearing, "heard" | "typical">,
	{ embedding, vectors }: Meant,
): Hearing {
	return { heard, typical, question: embedding, passages: vectors.of };
}

/** Of the first three, the one that holds the kind of thing wanted comes first. */
function heldFirst(
	held: Held,
	question: string,
	reading: Reading,
	ranked: Ranked[],
	wants: Want | undefined,
): Ranked[] {
	if (!wants) return ranked;
	const at = ranked
		.slice(0, 3)
		.findIndex(({ passage }) => fulfils(held, wants, question, reading.units, passage));
	const one = ranked[at];
	return at > 0 && one ? [one, ...ranked.slice(0, at), ...ranked.slice(at + 1)] : ranked;
}

/** The best of each part, then the second best of each, and so on, none twice. */
function inTurn(parts: { ranked: Ranked[] }[]): Ranked[] {
	const found = new Map<string, Ranked>();
	for (let place = 0; place < most; place++)
		for (const { ranked } of parts) {
			const one = ranked[place];
			if (one && !found.has(one.passage.id)) found.set(one.passage.id, one);
		}
	return [...found.values()];
}

type Scored = { passage: Passage; score: number };

function listed(ranked: Scored[]) {
	const passages = ranked.slice(0, most).map(({ passage, score }) => ({ passage, score }));
	return { passages, themes: [...new Set(passages.flatMap(({ passage }) => passage.themes.slice(0, 1)))] };
}

function told(reading: Reading, ranked: Scored[]) {
	return {
		...listed(ranked),
		unknown: reading.unknown,
		corrected: reading.corrected,
		role: reading.roles[0],
	};
}

/**
 * The same with the passages in front whose paragraphs the question names by number; of several, the one found
 * first. Where it names none that is held, nothing answers it.
 */
function namedFirst(held: Held, question: string, found: Found): Found {
	const numbers = paragraphsNamed(question);
	if (numbers.length === 0) return found;
	const place = new Map(found.passages.map(({ passage }, at) => [passage, at]));
	const placeOf = (passage: Passage) => place.get(passage) ?? most;
	const named = numbers.flatMap((number) =>
		[...held.passages.values()]
			.filter(({ paragraph }) => paragraph === number)
			.sort((a, b) => placeOf(a) - placeOf(b)),
	);
	if (named.length === 0) return { ...found, band: found.band === "answer" ? "closest" : found.band };
	const others = found.passages.filter(({ passage }) => !named.includes(passage));
	const passages = [...named.map((passage) => ({ passage, score: 1 })), ...others];
	return { ...found, ...listed(passages), score: 1, band: "answer" };
}

/** The first passage of each theme that is not part of another, in the order of the themes. */
function overview(held: Held, reading: Reading): Found {
	const passages = [...held.passages.values()].sort(
		(a, b) => Number(b.paragraph !== null) - Number(a.paragraph !== null) || (a.id < b.id ? -1 : 1),
	);
	const firsts = [...held.themes.values()]
		.filter((theme) => theme.within.length === 0)
		.flatMap((theme) => passages.find(({ themes }) => themes[0] === theme.id) ?? []);
	const ranked = firsts.map((passage) => ({ passage, score: 1 }));
	return {
		...told(reading, ranked),
		score: firsts.length > 0 ? 1 : 0,
		band: firsts.length > 0 ? "answer" : "not held",
		wants: "overview",
	};
}
