import { fault } from "#chat/log.ts";
import type { Db } from "#storage/open.ts";
import type { LessonsOptions } from "../handling.ts";
import { wantingIt } from "../release/wanting.ts";
import { comes, isStopped, itsGroups } from "./coming.ts";
import { pauseAndTell } from "./moving.ts";

/**
 * Pauses the subscriptions to which the last lesson or digest could not be sent, and tells their leads why. Not
 * where it could be sent nowhere: then it is not the channel.
 */
export async function pauseUnreachable(
	options: Pick<LessonsOptions, "db" | "say" | "people" | "log">,
	now: Date,
): Promise<void> {
	const { db, log } = options;
	for (const { id, reason } of [...(await lessonsFailed(db, now)), ...(await digestsFailed(db, now))])
		try {
			await db.$transaction(async (tx) => {
				const subscription = await tx.subscription.findUnique({ where: { id } });
				if (subscription) await pauseAndTell(options, tx, subscription, becauseOf(reason), now);
			});
		} catch (error) {
			log.error({ subscription: id, ...fault(error) }, "A subscription could not be paused");
		}
}

function becauseOf(reason: string | null): string {
	const said = (reason ?? "it could not be sent").replace(/\.$/, "");
	return `the last lesson could not be posted (${said})`;
}

const lately = 7 * 24 * 3_600_000;

type Failed = { id: string; reason: string | null };

async function lessonsFailed(db: Db, now: Date): Promise<Failed[]> {
	return db.$queryRaw`
		SELECT s."id", d."reason" FROM "Lesson" l
		JOIN "Delivery" d ON d."group" IN ${itsGroups}
			AND d."act" = 'post' AND d."state" = 'failed'
		JOIN "Subscription" s ON s."state" = 'active' AND d."key" = 'lesson:' || l."id" || ':' || s."id"
		WHERE l."releasedAt" > ${new Date(now.getTime() - lately)} AND l."number" > s."digestUpTo"
			AND (s."digestAt" IS NULL OR s."digestAt" > ${now}) AND NOT ${comes}
			AND EXISTS (SELECT 1 FROM "Delivery" o WHERE o."group" = d."group" AND o."act" = 'post' AND o."state" = 'sent')`;
}

/** Few may have the same digest, so all that were told together are looked at. Where there was only one, it counts. */
async function digestsFailed(db: Db, now: Date): Promise<Failed[]> {
	return db.$queryRaw`
		SELECT s."id", d."reason" FROM "LessonDigest" g
		JOIN "Delivery" d ON d."group" = 'lessons-digest:' || g."id" AND d."act" = 'post' AND d."state" = 'failed'
		JOIN "Subscription" s ON s."state" = 'active' AND s."id" = split_part(d."key", ':', 3)
		WHERE g."at" > ${new Date(now.getTime() - lately)}
			AND EXISTS (SELECT 1 FROM "Lesson" l WHERE l."id" = ANY(g."lessons") AND l."state" = 'released'
				AND l."number" <= s."digestUpTo" AND ${wantingIt} AND NOT ${comes} AND NOT ${isStopped})
			AND (SELECT coalesce(bool_or(o."state" = 'sent'), true) FROM "LessonDigest" t
				JOIN "Delivery" o ON o."group" = 'lessons-digest:' || t."id" AND o."act" = 'post'
				WHERE t."at" = g."at" AND o."id" <> d."id")`;
}
