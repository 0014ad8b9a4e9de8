import { z } from "zod";
import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import { dayInWords } from "#chat/localTime.ts";
import type { Block, Message, Press } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { briefingCard } from "../cards/briefingCard.ts";
import { lessonCard, type Shown } from "../cards/lessonCard.ts";
import { goneCard } from "../cards/noteCards.ts";
import { lessonValue } from "../coordinator/inHand.ts";
import { press, stateInWords } from "../coordinator/manageCard.ts";
import { type LessonsOptions, outOfDate } from "../handling.ts";
import { findLesson, isOut, type Lesson, passageOf, toLesson } from "../lesson.ts";
import { askButton } from "../release/release.ts";
import { titleOf } from "../text/lessonText.ts";

/** What a practitioner reads: the newest lessons, one in full, one as a briefing. */
export function createReading(options: LessonsOptions): Record<string, Handler<Db>> {
	const { db, ask, link } = options;

	/** Something to read of one lesson, for whoever asked alone; it is corrected in place like everything that cites it. */
	const read =
		(show: (lesson: Lesson, event: FeatureEvent) => Message): Handler<Db> =>
		async (event) => {
			const value = lessonValue.safeParse(event.value);
			const lesson = value.success ? await findLesson(db, value.data.lesson) : undefined;
			if (!lesson) return privateSentence(options, event, outOfDate);
			if (!isOut(lesson)) {
				const ended = lesson.state === "recalled" || lesson.state === "expired";
				return privately(options, event, async () => (ended ? goneCard(lesson) : sentence(notOut)));
			}
			return privately(options, event, async () => show(lesson, event), "say", [passageOf(lesson)]);
		};

	return {
		full: read((lesson) => lessonCard(shownOf(lesson), "full", askButton(lesson, ask))),
		briefing: read((lesson, { now }) =>
			briefingCard(shownOf(lesson), link("lesson-briefing", lesson.id, now)),
		),
		list: async (event) => {
			const coordinator = event.caller.roles.includes("coordinator");
			const from = listFrom.parse(event.value);
			const [out, inHand] = await Promise.all([
				newest(options, from.out),
				coordinator ? working(options, from.inHand) : nothing,
			]);
			return privately(options, event, async () => listCard(out, inHand, coordinator));
		},
	};
}

/** A lesson as its cards show it, with what was corrected last. */
export function shownOf(lesson: Lesson): Shown {
	const { amendedAt, note, version } = lesson;
	return version > 1 && amendedAt ? { ...lesson, corrected: { note: note ?? "", at: amendedAt } } : lesson;
}

const mostListed = 10;

/** From where on each of the two lists is shown. */
const place = z.number().int().min(0).max(10_000).catch(0);
const listFrom = z.object({ out: place, inHand: place }).catch({ out: 0, inHand: 0 });

/** A part of a list: from where on it is shown, and how many come after. */
type Part = { shown: Lesson[]; from: number; rest: number };

const nothing: Part = { shown: [], from: 0, rest: 0 };

function newest({ db }: Pick<LessonsOptions, "db">, from: number): Promise<Part> {
	return partOf(db, { state: "released" }, [{ number: "desc" }], from);
}

function working({ db }: Pick<LessonsOptions, "db">, from: number): Promise<Part> {
	const where: Prisma.LessonWhereInput = { state: { in: ["draft", "waiting", "approved"] } };
	return partOf(db, where, [{ changedAt: "desc" }, { id: "asc" }], from);
}

async function partOf(
	db: Db,
	where: Prisma.LessonWhereInput,
	orderBy: Prisma.LessonOrderByWithRelationInput[],
	from: number,
): Promise<Part> {
	const rows = await db.lesson.findMany({ where, orderBy, skip: from, take: mostListed });
	const rest = (await db.lesson.count({ where })) - from - rows.length;
	return { shown: rows.map(toLesson), from, rest };
}

function listCard(out: Part, inHand: Part, coordinator: boolean): Message {
	const named = (lesson: Lesson, verb: string): Press =>
		press(titleOf(lesson.kind, lesson.text), verb, lesson);
	return message([
		{ kind: "heading", text: out.from > 0 ? "Older lessons" : "Newest lessons" },
		...(out.shown.length === 0 ? [prose("None has been released yet.")] : []),
		...out.shown.map((lesson) =>
			prose(
				`${titleOf(lesson.kind, lesson.text)} (${lesson.releasedAt ? dayInWords(lesson.releasedAt) : ""})`,
			),
		),
		...rowOf([
			...out.shown.map((lesson) => named(lesson, coordinator ? "manage" : "full")),
			...further(out, `${out.rest} older`, { out: out.from + mostListed, inHand: inHand.from }),
		]),
		...(inHand.shown.length > 0
			? [
					{ kind: "heading" as const, text: "In hand" },
					...inHand.shown.map((lesson) =>
						prose(`${titleOf(lesson.kind, lesson.text)}: ${stateInWords(lesson)}`),
					),
					...rowOf([
						...inHand.shown.map((lesson) => named(lesson, "manage")),
						...further(inHand, `${inHand.rest} more in hand`, {
							out: out.from,
							inHand: inHand.from + mostListed,
						}),
					]),
				]
			: []),
		...(coordinator
			? rowOf([
					{ label: "New lesson", action: "lessons.new" },
					{ label: "Announce a review", action: "lessons.newReview" },
				])
			: []),
	]);
}

function further({ rest }: Part, label: string, from: z.infer<typeof listFrom>): Press[] {
	return rest > 0 ? [{ label, action: "lessons.list", value: from }] : [];
}

function rowOf(items: Press[]): Block[] {
	return items.length > 0 ? [{ kind: "buttons", items }] : [];
}

function prose(text: string): Block {
	return { kind: "prose", text };
}

const notOut = "That lesson is not out. A coordinator can show it to you.";
