import type { Unit } from "../asking/question.ts";
import { type Want, wanted } from "../asking/wants.ts";
import type { Held, Passage } from "../held.ts";
import { stem, words } from "../words/words.ts";

const numberWord =
	"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|dozen";
const count = new RegExp(`(?<![\\d.(§-])\\b(?!(?:19|20)\\d\\d\\b)\\d[\\d,]*\\b|\\b(?:${numberWord})\\b`, "i");
const share = /\d ?%|\bper ?cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b|\bone in \w+/i;
const percentage = /\d ?%|\bper ?cent\b/i;
const day =
	/\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:19|20)\d\d\b/i;
const dates =
	/\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)\b/gi;
const span = new RegExp(
	`\\b(?:\\d+|${numberWord}|a|an|half a) ?(?:-|to )?(?:hour|day|week|month|year)s?\\b|\\bminutes?\\b`,
	"i",
);
const money = /£ ?\d/;
const telephone = /\b0\d[\d ]{8,}|\b\S+@\S+\.\w+/;
const address = /https?:|www\./i;
const local = /\b(?:kent|medway|local|locally|our)\b/i;

/** How much of the question the passage itself must speak of before the thing wanted counts as held, by want. */
const enough: Partial<Record<Want, { has: RegExp; share: number }>> = {
	count: { has: count, share: 0.4 },
	percentage: { has: share, share: 0.35 },
	date: { has: day, share: 0.35 },
	duration: { has: span, share: 0.35 },
	cost: { has: money, share: 0.4 },
	contact: { has: telephone, share: 0.4 },
};

/** The same, of a way of asking that wants the same kind of thing. */
const askedFor = 0.35;

/** Whether a passage holds the kind of thing that the question wants, about what the question is about. */
export function fulfils(held: Held, want: Want, question: string, units: Unit[], passage: Passage): boolean {
	if (want === "overview") return true;
	if (want === "link")
		return address.test(passage.text) || Boolean(held.documents.get(passage.documentId)?.link);
	const needed = enough[want];
	if (want === "percentage" && /%|per ?cent/i.test(question) && !percentage.test(passage.text)) return false;
	if (!needed) return false;
	if ((want === "count" || want === "percentage") && local.test(question) && passage.scope === "national")
		return false;
	// Who wrote "how long does a review take" beside a passage has said what it answers.
	const meant = passage.askedAs.filter((asked) => wanted(asked) === want);
	if (meant.some((asked) => spoken(units, asked) >= askedFor)) return true;
	const sentences = passage.text.split(/(?<=[.!?:;])\s+/).filter((sentence) => needed.has.test(sentence));
	return sentences.some(
		(sentence) =>
			spoken(units, `${passage.title} ${sentence}`) >= needed.share &&
			(want !== "count" || counts(units, question, sentence)),
	);
}

/** The share of what is asked that a text speaks of in its own words; none when it leaves out what weighs most. */
function spoken(units: Unit[], text: string): number {
	const stems = new Set(words(text).map((word) => word.stem));
	const heaviest = Math.max(...units.map((unit) => unit.weight));
	let met = 0;
	let all = 0;
	for (const { ways, weight } of units) {
		const best = Math.max(
			0,
			...ways.filter((way) => way.stems.every((stem) => stems.has(stem))).map((way) => way.weight),
		);
		if (best === 0 && weight === heaviest) return 0;
		all += weight;
		met += weight * best;
	}
	return all === 0 ? 0 : met / all;
}

const counted = /\b(?:how many|numbers? of|total number of)\s+(?:of\s+)?(?:the\s+)?(.*)/i;

/** Whether the sentence has a number of the very things that the question counts: "three seminars", "153 reviews". */
function counts(units: Unit[], question: string, sentence: string): boolean {
	const asked = words(counted.exec(question)?.[1] ?? "")[0];
	if (!asked) return true;
	const unit = units.find(({ text }) => text.split(" ").some((word) => stem(word) === asked.stem));
	const things = new Set(unit ? unit.ways.flatMap((way) => way.stems) : [asked.stem]);
	const row = words(sentence.replace(dates, " "));
	return row.some(
		({ text }, at) =>
			new RegExp(`^(?:${numberWord}|\\d+)$`).test(text) &&
			!/^(?:19|20)\d\d$/.test(text) &&
			row
				.slice(at + 1, at + 6)
				.some((word) => things.has(word.stem) || (asked.stem === "person" && people.test(word.text))),
	);
}

const people =
	/^(?:practitioners?|delegates?|victims?|women|men|children|staff|professionals?|attendees?|perpetrators?)$/;
