import type { Due } from "#chat/feature.ts";
import { dayInWords } from "#chat/localTime.ts";
import { fault } from "#chat/log.ts";
import type { Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { drawBands } from "#knowledge/bands/drawBands.ts";
import { press } from "./coordinator/manageCard.ts";
import { tell } from "./coordinator/telling.ts";
import type { LessonsOptions } from "./handling.ts";
import { isOut, type Lesson, lockLesson, toLesson } from "./lesson.ts";
import { takeBack } from "./release/amend.ts";
import { markCiting } from "./release/marking.ts";
import { publishTimeoutMs, releaseDue } from "./release/release.ts";
import { tellDigests } from "./subscriptions/digest.ts";
import { pauseUnreachable } from "./subscriptions/unreachable.ts";
import { titleOf } from "./text/lessonText.ts";
import { today } from "./wording/localTime.ts";

/** What the lessons look at regularly. */
export function createDue(options: LessonsOptions): Due[] {
	return [
		// A coordinator who presses “Release now” waits for this.
		{ name: "lesson releases", every: "*/10 * * * * *", run: (now) => releaseDue(options, now) },
		{
			name: "lessons",
			every: "* * * * *",
			async run(now) {
				await tellDigests(options, now);
				await pauseUnreachable(options, now);
				await takeDownDue(options, now);
				await remindOfReviews(options, now);
				await markLate(options, now);
			},
		},
		// What a lesson changes of what is held is answered from at once, and weighed up to a minute later.
		{ name: "bands of answers", every: "30 * * * * *", run: async () => void (await drawBands(options.db)) },
	];
}

/** Takes down what has its take-down day. */
async function takeDownDue({ db, log }: LessonsOptions, now: Date): Promise<void> {
	const due = await db.lesson.findMany({
		where: { state: "released", takeDownOn: { lte: today(now) } },
		select: { id: true },
	});
	for (const { id } of due)
		try {
			await db.$transaction((tx) => takeBack(tx, id, { state: "expired" }, "schedule", now), {
				timeout: publishTimeoutMs,
			});
		} catch (error) {
			log.error({ lesson: id, ...fault(error) }, "A lesson could not be taken down");
		}
}

/** Reminds the coordinators, once, of each lesson that somebody is to look at again. */
async function remindOfReviews(options: LessonsOptions, now: Date): Promise<void> {
	const { db, people, log } = options;
	const due = await db.lesson.findMany({
		where: { state: "released", reviewOn: { lte: today(now) } },
		select: { id: true, reviewOn: true, remindedOn: true },
	});
	for (const { id, reviewOn, remindedOn } of due)
		try {
			if (reviewOn === remindedOn) continue;
			await db.$transaction(async (tx) => {
				const lesson = await lockLesson(tx, id);
				if (!lesson || !isOut(lesson) || lesson.remindedOn === lesson.reviewOn) return;
				const key = `lesson-review:${id}:${lesson.reviewOn}`;
				await tell(options, tx, await people.coordinators(tx), key, reviewCard(lesson), now);
				await tx.lesson.update({ where: { id }, data: { remindedOn: lesson.reviewOn } });
			});
		} catch (error) {
			log.error({ lesson: id, ...fault(error) }, "The coordinators could not be reminded of a lesson");
		}
}

/** What was being answered from a text at the moment it went was committed after: it is marked as well. */
async function markLate({ db }: LessonsOptions, now: Date): Promise<void> {
	const lately = new Date(now.getTime() - 15 * 60_000);
	const rows = await db.lesson.findMany({ where: { amendedAt: { gt: lately }, number: { not: null } } });
	for (const row of rows)
		await db.$transaction((tx) => markCiting(tx, toLesson(row), now, endOfOldText(toLesson(row))));
}

/** When the last answer from the text before a correction can have begun; nothing where no text came after it. */
function endOfOldText(lesson: Lesson): Date | undefined {
	return isOut(lesson) && lesson.amendedAt ? new Date(lesson.amendedAt.getTime() + correctingMs) : undefined;
}

/** The longest that the transaction of a correction takes: until its end the old text is answered from. */
const correctingMs = 30_000;

function reviewCard(lesson: Lesson): Message {
	const due = lesson.reviewOn ? dayInWords(lesson.reviewOn) : "now";
	return message([
		{
			kind: "prose",
			text: `“${titleOf(lesson.kind, lesson.text)}” was to be looked at again on ${due}. Is it still right? If not, please correct or recall it.`,
		},
		{
			kind: "buttons",
			items: [
				press("Still right: ask again in a year", "stillRight", lesson),
				press("Open it", "manage", lesson),
			],
		},
	]);
}
