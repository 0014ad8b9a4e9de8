import type { FeatureEvent, Handler } from "#chat/handling/event.ts";
import { privately, privateSentence } from "#chat/handling/privately.ts";
import { dayInWords } from "#chat/localTime.ts";
import type { Block, Message, Press } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
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
			const [out, inHand] = await Promise.all([
				newest(options),
				coordinator ? working(options) : Promise.resolve([]),
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

async function newest({ db }: Pick<LessonsOptions, "db">): Promise<Lesson[]> {
	const rows = await db.lesson.findMany({
		where: { state: "released" },
		orderBy: { number: "desc" },
		take: mostListed,
	});
	return rows.map(toLesson);
}

async function working({ db }: Pick<LessonsOptions, "db">): Promise<Lesson[]> {
	const rows = await db.lesson.findMany({
		where: { state: { in: ["draft", "waiting", "approved"] } },
		orderBy: { changedAt: "desc" },
		take: mostListed,
	});
	return rows.map(toLesson);
}

function listCard(out: Lesson[], inHand: Lesson[], coordinator: boolean): Message {
	const named = (lesson: Lesson, verb: string): Press =>
		press(titleOf(lesson.kind, lesson.text), verb, lesson);
	return message([
		{ kind: "heading", text: "Newest lessons" },
		...(out.length === 0 ? [prose("None has been released yet.")] : []),
		...out.map((lesson) =>
			prose(
				`${titleOf(lesson.kind, lesson.text)} (${lesson.releasedAt ? dayInWords(lesson.releasedAt) : ""})`,
			),
		),
		...rowOf(out.map((lesson) => named(lesson, coordinator ? "manage" : "full"))),
		...(inHand.length > 0
			? [
					{ kind: "heading" as const, text: "In hand" },
					...inHand.map((lesson) => prose(`${titleOf(lesson.kind, lesson.text)}: ${stateInWords(lesson)}`)),
					...rowOf(inHand.map((lesson) => named(lesson, "manage"))),
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

function rowOf(items: Press[]): Block[] {
	return items.length > 0 ? [{ kind: "buttons", items }] : [];
}

function prose(text: string): Block {
	return { kind: "prose", text };
}

const notOut = "That lesson is not out. A coordinator can show it to you.";
