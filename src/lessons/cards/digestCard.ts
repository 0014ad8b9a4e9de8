import { dayInWords } from "#chat/localTime.ts";
import type { Block, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { many } from "#chat/wording/many.ts";
import type { LessonDetail } from "#generated/client.ts";
import { isOut, type Lesson } from "../lesson.ts";
import { titleOf } from "../text/lessonText.ts";
import { sourceOf } from "./lessonCard.ts";

/** Several lessons in one message: of a week, or what was missed. One that was recalled or taken down since is only mentioned. */
export function digestCard(lessons: Lesson[], detail: LessonDetail): Message {
	return message([
		{ kind: "heading", text: many(lessons.length, "new lesson") },
		...lessons.flatMap((lesson) => oneOf(lesson, detail)),
	]);
}

function oneOf(lesson: Lesson, detail: LessonDetail): Block[] {
	const { id, kind, text, state, note, amendedAt } = lesson;
	const on = amendedAt ? ` on ${dayInWords(amendedAt)}` : "";
	if (!isOut(lesson))
		return [
			{ kind: "prose", text: `One lesson was ${state === "expired" ? "taken down" : "recalled"}${on}.` },
		];
	const items = [
		...(text.headline ? [{ name: "In short", text: text.headline }] : []),
		...(amendedAt && note ? [{ name: `Corrected${on}`, text: note }] : []),
		...(detail !== "headline" && (text.summary || text.learning)
			? [{ name: "The learning", text: text.summary || text.learning }]
			: []),
		...(detail !== "headline" && text.doNow ? [{ name: "What to do now", text: text.doNow }] : []),
	];
	const press = (label: string, verb: string): Press => ({
		...{ label, action: `lessons.${verb}`, value: { lesson: id } },
	});
	return [
		{ kind: "heading", text: titleOf(kind, text) },
		...(items.length > 0 ? [{ kind: "facts" as const, items }] : []),
		...sourceOf(text),
		{ kind: "buttons", items: [press("Read in full", "full"), press("Briefed my team", "briefed")] },
	];
}
