import { dayInWords } from "#chat/localTime.ts";
import type { Block, Facts, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { LessonDetail } from "#generated/client.ts";
import { readableDate } from "#knowledge/cite.ts";
import type { Lesson } from "../lesson.ts";
import { type LessonText, reviewName, titleOf } from "../text/lessonText.ts";

/** What a card shows: a lesson, or what a correction would make of it. */
export type Shown = Pick<Lesson, "id" | "kind"> & {
	text: LessonText;
	/** What was corrected, and when. */
	corrected?: { note: string; at: Date };
};

/** What a practitioner sees of a lesson, as long as they want it: headline, learning, what to do now, source. */
export function lessonCard(shown: Shown, detail: LessonDetail, ask?: Press): Message {
	const { id, kind, text, corrected } = shown;
	return message([
		{ kind: "heading", text: titleOf(kind, text) },
		...correctionOf(corrected),
		...(text.headline ? [prose(text.headline)] : []),
		...bodyOf(text, detail),
		...sourceOf(text),
		{ kind: "buttons", items: buttonsOf(id, kind, detail, ask) },
	]);
}

/** That it was corrected, when, and what of it. */
export function correctionOf(corrected: Shown["corrected"]): Block[] {
	return corrected ? [prose(`Corrected on ${dayInWords(corrected.at)}: ${corrected.note}`)] : [];
}

/** Where it comes from, with the way there; nothing where no review is named. */
export function sourceOf(text: LessonText): Block[] {
	const name = reviewName(text);
	if (!name) return [];
	const { publishedOn, link } = text;
	const published = publishedOn ? `, published ${readableDate(publishedOn)}` : "";
	return [
		{ kind: "sources", items: [{ text: `Source: ${name}${published}`, ...(link ? { url: link } : {}) }] },
	];
}

function bodyOf(text: LessonText, detail: LessonDetail): Block[] {
	const items: Facts["items"] = [];
	const add = (name: string, said: string) => {
		if (said) items.push({ name, text: said });
	};
	if (detail === "full") add("What happened, in general terms", text.happened);
	if (detail === "full") add("The learning", text.learning);
	if (detail === "summary") add("The learning", text.summary || text.learning);
	if (detail !== "headline") add("What to do now", text.doNow);
	if (detail === "full") add("More", text.more);
	if (text.area) add("Area", text.area);
	if (text.takeDownOn) add("To be taken down on", dayInWords(text.takeDownOn));
	return items.length > 0 ? [{ kind: "facts", items }] : [];
}

function buttonsOf(lesson: string, kind: Lesson["kind"], detail: LessonDetail, ask?: Press): Press[] {
	const press = (label: string, verb: string): Press => ({
		label,
		action: `lessons.${verb}`,
		value: { lesson },
	});
	return [
		...(detail === "full" ? [] : [press("Read in full", "full")]),
		...(kind === "lesson" ? [press("Seven-minute briefing", "briefing")] : []),
		press("Briefed my team", "briefed"),
		...(ask ? [{ ...ask, label: "Ask about this" }] : []),
	];
}

function prose(text: string): Block {
	return { kind: "prose", text };
}
