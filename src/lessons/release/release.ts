import { fault } from "#chat/log.ts";
import { announce } from "#delivery/broadcasts/announce.ts";
import type { LessonDetail } from "#generated/client.ts";
import { Prisma } from "#generated/client.ts";
import { changeIn, putDocument } from "#knowledge/publish.ts";
import { audit } from "#people/audit.ts";
import type { Db } from "#storage/open.ts";
import { lessonCard } from "../cards/lessonCard.ts";
import type { LessonsOptions } from "../handling.ts";
import { findLesson, keyOf, type Lesson, lockLesson, passageOf } from "../lesson.ts";
import { awake, beginningOf, readQuiet } from "../wording/localTime.ts";
import { documentOf } from "./document.ts";
import { wanting } from "./wanting.ts";

type Parts = Pick<LessonsOptions, "db" | "ask" | "log">;

/**
 * Releases what is due, and hands it to the channels. A release is one transaction; handing it out comes after
 * and is taken up again where it stopped. One that fails keeps nothing else from going out.
 */
export async function releaseDue(parts: Parts, now: Date): Promise<void> {
	const { db, log } = parts;
	const due = await db.lesson.findMany({
		where: { state: "approved", releaseAt: { lte: now } },
		orderBy: [{ releaseAt: "asc" }, { id: "asc" }],
		select: { id: true },
	});
	for (const { id } of due)
		try {
			await db.$transaction((tx) => release(tx, id, now), { timeout: publishTimeoutMs });
		} catch (error) {
			log.error({ lesson: id, ...fault(error) }, "A lesson could not be released");
		}
	const released = await db.lesson.findMany({
		where: { state: "released", plannedAt: null },
		orderBy: { number: "asc" },
		select: { id: true },
	});
	for (const { id } of released)
		try {
			await handOut(parts, id, now);
		} catch (error) {
			log.error({ lesson: id, ...fault(error) }, "A lesson could not be handed to the channels");
		}
}

/** Publishes wait for one another, and one that draws the bands of answers anew takes seconds. */
export const publishTimeoutMs = 120_000;

/**
 * Makes a lesson part of what the bot answers from, and gives it its number among the releases: in one
 * transaction, so that whoever sees it in a channel can ask about it.
 */
async function release(tx: Db, id: string, now: Date): Promise<void> {
	const lesson = await lockLesson(tx, id);
	if (lesson?.state !== "approved" || !lesson.releaseAt || lesson.releaseAt > now) return;
	if (lesson.takeDownOn && beginningOf(lesson.takeDownOn) <= now) {
		await tx.lesson.update({ where: { id }, data: { state: "expired", amendedAt: now } });
		await audit(tx, { by: "schedule", what: "lesson expired", about: id }, now);
		return;
	}
	// Numbers are given out in the order in which they are committed.
	await tx.$queryRaw`SELECT pg_advisory_xact_lock(${releaseLock})::text`;
	const last = await tx.lesson.aggregate({ _max: { number: true } });
	const number = (last._max.number ?? 0) + 1;
	await tx.lesson.update({ where: { id }, data: { state: "released", releasedAt: now, number } });
	await audit(tx, { by: "schedule", what: "lesson released", about: id }, now);
	if (lesson.kind === "lesson") await changeIn(tx, (within) => putDocument(within, documentOf(lesson)));
}

const releaseLock = 72707371;

/** Writes a delivery for every subscription that wants it at once; what comes in quiet hours waits for their end. */
async function handOut({ db, ask }: Parts, id: string, now: Date): Promise<void> {
	const lesson = await findLesson(db, id);
	if (lesson?.state !== "released" || lesson.number === null) return;
	const batches = await db.$queryRaw<{ detail: LessonDetail; quiet: string }[]>`
		SELECT DISTINCT s."detail"::text AS "detail", s."quiet" FROM "Subscription" s
		WHERE ${atOnce(lesson)} ORDER BY 1, 2`;
	const button = askButton(lesson, ask);
	for (const { detail, quiet } of batches) {
		const from = awake(now, readQuiet(quiet) ?? { from: 0, to: 0 });
		await announce(
			db,
			{
				...{ key: keyOf(lesson), group: `${keyOf(lesson)}:${detail}`, cites: [passageOf(lesson)] },
				messages: { [detail]: lessonCard(lesson, detail, button) },
				recipients: Prisma.sql`
					SELECT s."id" AS "key", s."platform", s."workspace", s."placeKey", s."placeKind", s."address",
						s."personId" AS "person", s."detail"::text AS "message"
					FROM "Subscription" s
					WHERE ${atOnce(lesson)} AND s."detail" = ${detail}::"LessonDetail" AND s."quiet" = ${quiet}`,
				...(from > now ? { notBefore: from } : {}),
			},
			now,
		);
	}
	await db.lesson.updateMany({ where: { id, plannedAt: null }, data: { plannedAt: now } });
}

/** Whoever had it in a digest already gets it no second time. */
function atOnce(lesson: Lesson): Prisma.Sql {
	return Prisma.sql`s."state" = 'active' AND s."rhythm" = 'atOnce' AND s."digestUpTo" < ${lesson.number}
		AND ${wanting(lesson.text)}`;
}

/** The button that asks about the lesson's main theme, where it has one. */
export function askButton({ text }: Pick<Lesson, "text">, ask: LessonsOptions["ask"]) {
	const [theme] = text.themes;
	return theme === undefined ? undefined : ask(theme);
}
