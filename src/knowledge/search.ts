import { confidence, signsOf } from "./confidence.ts";
import type { Held, Passage } from "./held.ts";
import { type Reading, read } from "./question.ts";
import { type Context, rank } from "./rank.ts";
import { asksForOverview, type Want, wanted } from "./wants.ts";
import { isCommonHere, stem } from "./words.ts";

export type { Context } from "./rank.ts";
export type { Want } from "./wants.ts";
export type Band = "answer" | "closest" | "not held";

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

/** Finds the passages that answer a question best, and says how sure that is. */
export function search(held: Held, question: string, context: Context = {}): Found {
	const reading = read(held, question);
	if (isOverview(question, reading)) return overview(held, reading);
	const ranked = rank(held, reading, question, context);
	const wants = wanted(question);
	const score = ranked.length === 0 ? 0 : confidence(signsOf(held, question, reading, ranked, wants));
	const { answer, closest } = held.calibration;
	return {
		...told(reading, ranked),
		score,
		band: score >= answer ? "answer" : score >= closest ? "closest" : "not held",
		wants,
	};
}

function told(reading: Reading, ranked: { passage: Passage; score: number }[]) {
	const passages = ranked.slice(0, most).map(({ passage, score }) => ({ passage, score }));
	return {
		passages,
		themes: [...new Set(passages.flatMap(({ passage }) => passage.themes.slice(0, 1)))],
		unknown: reading.unknown,
		corrected: reading.corrected,
		role: reading.roles[0],
	};
}

const ofOverviews = new Set(
	"topic subject heading cover overview full set complete seven 7 area menu category 2014 pull list whole option content"
		.split(" ")
		.map(stem),
);

/** Whether all the themes are asked for, and nothing beside them. */
function isOverview(question: string, reading: Reading): boolean {
	if (!asksForOverview(question) || reading.roles.length > 0) return false;
	const telling = reading.units.filter(({ text }) =>
		text.split(" ").some((word) => !isCommonHere(stem(word)) && !ofOverviews.has(stem(word))),
	);
	return telling.every((unit) => !unit.known);
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
