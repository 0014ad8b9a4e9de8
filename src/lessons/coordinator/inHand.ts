import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import type { FeatureEvent } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import { type LessonsOptions, outOfDate, themeNames } from "../handling.ts";
import { isOut, type Lesson, lockLesson } from "../lesson.ts";
import { type Known, missing, type Problem, wrongIn } from "../text/checkText.ts";
import { findIdentifying, worthALook } from "../text/findIdentifying.ts";
import { type LessonText, labels, type TextField } from "../text/lessonText.ts";
import { manageCard, standOf } from "./manageCard.ts";

/** What a button about one lesson brings back. */
export const lessonValue = z.looseObject({ lesson: z.uuid() });

/** The text that a coordinator works on: of a lesson that is out, what its correction would make of it. */
export function textInHand({
	state,
	text,
	proposed,
}: Pick<Lesson, "state" | "text" | "proposed">): LessonText {
	return state === "released" ? (proposed?.text ?? text) : text;
}

/** All that keeps a text from being approved. */
export function problemsOf(
	{ kind }: Pick<Lesson, "kind">,
	text: LessonText,
	known: Known,
	{ screen }: Pick<LessonsOptions, "screen">,
	now: Date,
): Problem[] {
	const fields = Object.keys(labels) as TextField[];
	return [
		...missing(kind, text),
		...wrongIn(text, fields, known, now),
		...findIdentifying(text, fields, screen),
	];
}

/** What can be named now, for checks that run inside a transaction. */
export async function knownNow(options: Pick<LessonsOptions, "library">): Promise<Known> {
	return { themes: [...(await themeNames(options))].map(([id, name]) => ({ id, name })) };
}

/** What a coordinator does to one lesson, which nobody else changes meanwhile. What comes of it takes the card's place. */
export async function onLesson(
	options: LessonsOptions,
	event: FeatureEvent,
	act: (tx: Db, lesson: Lesson, by: string, known: Known) => Promise<Message | Message[]>,
	as: "replace" | "say" = "replace",
): Promise<Handled<Db>> {
	const value = lessonValue.safeParse(event.value);
	if (!value.success) return privateSentence(options, event, outOfDate);
	const known = await knownNow(options);
	return privately(
		options,
		event,
		async (tx) => {
			const lesson = await lockLesson(tx, value.data.lesson);
			if (!lesson) return sentence(outOfDate);
			const by = await options.people.ensurePerson(tx, event.incoming, event.caller, event.now);
			return act(tx, lesson, by, known);
		},
		as,
	);
}

/**
 * What a coordinator decides about a lesson's text. It counts for the text that they were shown: where that was
 * changed since, nothing is done, and they are shown how it stands.
 */
export function onTextShown(
	options: LessonsOptions,
	event: FeatureEvent,
	act: (tx: Db, lesson: Lesson, by: string, known: Known) => Promise<Message>,
): Promise<Handled<Db>> {
	const { shown } = shownValue.safeParse(event.value).data ?? {};
	return onLesson(options, event, async (tx, lesson, by, known) =>
		shown === standOf(lesson)
			? act(tx, lesson, by, known)
			: managed(options, tx, lesson.id, by, known, event.now, changedSince),
	);
}

const shownValue = z.looseObject({ shown: z.string() });
const changedSince = "It has changed since you looked. This is how it stands now.";

/** The card by which a coordinator works on a lesson, as it is in the transaction, with what just came of it. */
export async function managed(
	options: LessonsOptions,
	tx: Db,
	id: string,
	viewer: string,
	known: Known,
	now: Date,
	first?: string,
): Promise<Message> {
	const lesson = await lockLesson(tx, id);
	if (!lesson) return sentence(outOfDate);
	const { authorId, approvedBy, proposedBy } = lesson;
	const ids = [authorId, approvedBy, proposedBy].flatMap((each) => each ?? []);
	const reached = await options.people.peopleOf(tx, ids, "notices");
	const text = textInHand(lesson);
	const open = !isOut(lesson) || lesson.proposed !== null;
	const problems = open ? problemsOf(lesson, text, known, options, now) : [];
	const look = open ? worthALook(text, options.screen) : [];
	const nameOf = (person: string | null) =>
		person ? (reached.get(person)?.name ?? "a coordinator") : "nobody";
	return manageCard(lesson, { viewer, nameOf, known, problems, look }, first);
}
