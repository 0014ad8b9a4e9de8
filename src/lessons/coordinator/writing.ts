import { z } from "zod";
import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import type { Message } from "#chat/message.ts";
import { message, plain, sentence } from "#chat/plain.ts";
import type { LessonDetail, LessonKind } from "#generated/client.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import { lessonCard } from "../cards/lessonCard.ts";
import { type LessonsOptions, outOfDate } from "../handling.ts";
import { daysOf, findLesson, type Lesson, lockLesson } from "../lesson.ts";
import { askButton } from "../release/release.ts";
import { wrongIn } from "../text/checkText.ts";
import { findIdentifying } from "../text/findIdentifying.ts";
import { details, emptyText, type LessonText, titleOf } from "../text/lessonText.ts";
import { nextYear } from "../wording/localTime.ts";
import { knownNow, managed, onLesson, textInHand } from "./inHand.ts";
import { press, stepButtons } from "./manageCard.ts";
import { type FormOf, formValue, readForm, stepForm, steps } from "./steps.ts";

/** How a lesson is written, changed, looked at and discarded; and what a correction would make of one. */
export function createWriting(options: LessonsOptions): Record<string, Handler<Db>> {
	const begin =
		(kind: LessonKind): Handler<Db> =>
		async (event) => {
			const known = await knownNow(options);
			return privately(options, event, async () => stepForm({ kind, step: 0 }, emptyText, known, []));
		};

	/** A form that came back: kept, with the next one in its place; or shown again with what is wrong. */
	const keep: Handler<Db> = async (event) => {
		const value = formValue.safeParse(event.value);
		const step = value.success ? steps[value.data.kind][value.data.step] : undefined;
		if (!value.success || !step) return privateSentence(options, event, outOfDate);
		const { lesson, kind, alone } = value.data;
		const of: FormOf = { lesson, kind, step: value.data.step, ...(alone ? { alone } : {}) };
		const known = await knownNow(options);
		const before = of.lesson ? await findLesson(options.db, of.lesson) : undefined;
		if (of.lesson && !before) return privateSentence(options, event, outOfDate);
		const text = readForm(event.value, step, before ? textInHand(before) : emptyText);
		const problems = [
			...wrongIn(text, step.fields, known, event.now),
			...findIdentifying(text, step.fields, options.screen),
		];
		if (problems.length > 0)
			return privately(options, event, async () => stepForm(of, text, known, problems), "replace");
		return privately(
			options,
			event,
			async (tx) => {
				const by = await options.people.ensurePerson(tx, event.incoming, event.caller, event.now);
				const kept = await keepText(tx, of, (now) => readForm(event.value, step, now), by, event);
				if (!kept) return sentence(noChange);
				const next = of.step + 1;
				return !of.alone && next < steps[of.kind].length
					? stepForm({ ...of, lesson: kept.id, step: next }, textInHand(kept), known, [])
					: managed(options, tx, kept.id, by, known, event.now, "Kept.");
			},
			"replace",
		);
	};

	const step: Handler<Db> = async (event) => {
		const value = formValue.safeParse(event.value);
		const lesson = value.data?.lesson ? await findLesson(options.db, value.data.lesson) : undefined;
		if (!value.success || !lesson) return privateSentence(options, event, outOfDate);
		const known = await knownNow(options);
		const of = { lesson: lesson.id, kind: lesson.kind, step: value.data.step, alone: true };
		return privately(options, event, async () => stepForm(of, textInHand(lesson), known, []), "replace");
	};

	return {
		...{ keep, step },
		new: begin("lesson"),
		newReview: begin("review"),
		manage: (event) =>
			onLesson(options, event, (tx, { id }, by, known) => managed(options, tx, id, by, known, event.now)),
		change: (event) => onLesson(options, event, async (_tx, lesson) => changeCard(lesson)),
		preview: (event) =>
			onLesson(options, event, async (_tx, lesson) => preview(options, lesson, event), "say"),
		stillRight: (event) =>
			onLesson(options, event, async (tx, { id, text, state }, by, known) => {
				const { now } = event;
				if (state !== "released") return sentence(outOfDate);
				const reviewOn = nextYear(now);
				await tx.lesson.update({ where: { id }, data: { reviewOn, text: { ...text, reviewOn } } });
				await audit(tx, { by, what: "lesson found still right", about: id }, now);
				return managed(options, tx, id, by, known, now, "Noted: it is still right.");
			}),
		askDiscard: (event) => onLesson(options, event, async (_tx, lesson) => askDiscard(lesson)),
		discard: (event) => onLesson(options, event, (tx, lesson, by) => discard(tx, lesson, by, event.now)),
	};
}

/** Keeps one form's part of a text. A text that was approved is a draft again; of a lesson that is out it is a correction. */
async function keepText(
	tx: Db,
	of: FormOf,
	change: (text: LessonText) => LessonText,
	by: string,
	{ now }: FeatureEvent,
): Promise<Lesson | undefined> {
	if (!of.lesson) {
		const text = change(emptyText);
		const row = { kind: of.kind, text, ...daysOf(text), authorId: by, createdAt: now, changedAt: now };
		const { id } = await tx.lesson.create({ data: row });
		await audit(tx, { by, what: "lesson written", about: id }, now);
		return lockLesson(tx, id);
	}
	const lesson = await lockLesson(tx, of.lesson);
	if (!lesson || lesson.state === "recalled" || lesson.state === "expired") return undefined;
	const text = change(textInHand(lesson));
	const data =
		lesson.state === "released"
			? { proposed: { text, note: lesson.proposed?.note ?? "", asked: false }, proposedBy: by }
			: { text, ...daysOf(text), authorId: by, state: "draft" as const, approvedBy: null, releaseAt: null };
	await tx.lesson.update({ where: { id: lesson.id }, data: { ...data, changedAt: now } });
	await audit(tx, { by, what: "lesson changed", about: lesson.id }, now);
	return lockLesson(tx, lesson.id);
}

function changeCard(lesson: Lesson): Message {
	const again =
		lesson.state === "released"
			? "This makes a correction. Nothing changes in the channels until somebody else has approved it."
			: "After a change somebody else has to approve it again.";
	return message([
		{ kind: "prose", text: `What do you want to change? ${again}` },
		stepButtons(lesson),
		{ kind: "buttons", items: [press("Back", "manage", lesson)] },
	]);
}

const detailValue = z.looseObject({ detail: z.enum(["headline", "summary", "full"]).default("summary") });

/** The card as this platform shows it, and as text, which is what every platform shows of it. */
function preview(options: LessonsOptions, lesson: Lesson, { value, now }: FeatureEvent): Message[] {
	const detail: LessonDetail = detailValue.safeParse(value).data?.detail ?? "summary";
	const text = textInHand(lesson);
	const { proposed } = lesson;
	const corrected =
		proposed && lesson.state === "released" ? { note: proposed.note || "…", at: now } : undefined;
	const card = lessonCard({ ...lesson, text, corrected }, detail, askButton({ text }, options.ask));
	const others = (["headline", "summary", "full"] as const).filter((each) => each !== detail);
	return [
		card,
		message([
			{
				kind: "prose",
				text: `Above: how a channel sees it here that wants ${details[detail]}. As text, for the other platform:`,
			},
			{ kind: "prose", text: plain(card) },
			{
				kind: "buttons",
				items: [
					...others.map((each) => ({
						label: `Preview ${details[each]}`,
						action: "lessons.preview",
						value: { lesson: lesson.id, detail: each },
					})),
					press("Back", "manage", lesson),
				],
			},
		]),
	];
}

function askDiscard(lesson: Lesson): Message {
	return message([
		{ kind: "prose", text: `Discard “${titleOf(lesson.kind, lesson.text)}”? It cannot be brought back.` },
		{
			kind: "buttons",
			items: [press("Yes, discard it", "discard", lesson, "danger"), press("No, keep it", "manage", lesson)],
		},
	]);
}

async function discard(tx: Db, lesson: Lesson, by: string, now: Date): Promise<Message> {
	if (lesson.state !== "draft") return sentence("Only a draft can be discarded.");
	await tx.lesson.delete({ where: { id: lesson.id } });
	await audit(tx, { by, what: "lesson discarded", about: lesson.id }, now);
	return sentence("The draft is discarded.");
}

const noChange = "That lesson was recalled or taken down, so it cannot be changed any more.";
