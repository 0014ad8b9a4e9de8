import type { Held, Passage } from "./held.ts";
import type { Unit } from "./question.ts";
import { elsewhere, type Want } from "./wants.ts";
import { words } from "./words.ts";

const numberWord =
	"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|dozen";
const count = new RegExp(`(?<![\\d.(§-])\\b(?!(?:19|20)\\d\\d\\b)\\d[\\d,]*\\b|\\b(?:${numberWord})\\b`, "i");
const share = /\d ?%|\bper ?cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b|\bone in \w+/i;
const day =
	/\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:19|20)\d\d\b/i;
const span = new RegExp(
	`\\b(?:\\d+|${numberWord}|a|an|half a) ?(?:-|to )?(?:hour|day|week|month|year)s?\\b|\\bminutes?\\b`,
	"i",
);
const money = /£ ?\d/;
const telephone = /\b0\d[\d ]{8,}|\b\S+@\S+\.\w+/;
const address = /https?:|www\./i;
const lawful =
	/\b(?:act|law|laws|legal\w*|court|duty|duties|statut\w+|section|consent|criminal|offence|must|orders?)\b/i;
const local = /\b(?:kent|medway|local|locally|our)\b/i;

/** How much of the question the passage itself must speak of before the thing wanted counts as held, by want. */
const enough: Partial<Record<Want, { has: RegExp; share: number }>> = {
	count: { has: count, share: 0.5 },
	percentage: { has: share, share: 0.5 },
	date: { has: day, share: 0.4 },
	duration: { has: span, share: 0.4 },
	cost: { has: money, share: 0.4 },
	contact: { has: telephone, share: 0.4 },
	law: { has: lawful, share: 0.65 },
	procedure: { has: /./, share: 0.85 },
	claim: { has: /./, share: 0.9 },
};

/** Whether a passage holds the kind of thing that the question wants, about what the question is about. */
export function fulfils(held: Held, want: Want, question: string, units: Unit[], passage: Passage): boolean {
	if (want === "overview") return true;
	if (want === "link")
		return address.test(passage.text) || Boolean(held.documents.get(passage.documentId)?.link);
	if (want === "elsewhere") return elsewhere(question) === elsewhere(passage.text);
	const needed = enough[want];
	if (!needed) return false;
	if ((want === "count" || want === "percentage") && local.test(question) && passage.scope === "national")
		return false;
	const sentences = passage.text.split(/(?<=[.!?:;])\s+/).filter((sentence) => needed.has.test(sentence));
	return sentences.some((sentence) => spoken(units, `${passage.title} ${sentence}`) >= needed.share);
}

/** The share of what is asked that a text speaks of in its own words. */
function spoken(units: Unit[], text: string): number {
	const stems = new Set(words(text).map((word) => word.stem));
	let met = 0;
	let all = 0;
	for (const { ways, weight } of units) {
		all += weight;
		const best = ways.filter((way) => way.stems.every((stem) => stems.has(stem)));
		met += weight * Math.max(0, ...best.map((way) => way.weight));
	}
	return all === 0 ? 0 : met / all;
}
