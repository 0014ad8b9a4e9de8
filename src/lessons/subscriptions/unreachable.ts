import { fault } from "#chat/log.ts";
import type { Db } from "#storage/open.ts";
import type { LessonsOptions } from "../handling.ts";
import { pauseAndTell } from "./moving.ts";

/**
 * Pauses the subscriptions to which the last lesson could not be sent, and tells their leads why. Not where it
 * could be sent nowhere: then it is not the channel.
 */
export async function pauseUnreachable(
	options: Pick<LessonsOptions, "db" | "say" | "people" | "log">,
	now: Date,
): Promise<void> {
	const { db, log } = options;
	for (const { id, reason } of await failedLast(db, now))
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

async function failedLast(db: Db, now: Date): Promise<{ id: string; reason: string | null }[]> {
	return db.$queryRaw`
		SELECT s."id", d."reason" FROM "Lesson" l
		JOIN "Delivery" d ON d."group" IN ('lesson:' || l."id" || ':headline', 'lesson:' || l."id" || ':summary', 'lesson:' || l."id" || ':full')
			AND d."act" = 'post' AND d."state" = 'failed'
		JOIN "Subscription" s ON s."state" = 'active' AND d."key" = 'lesson:' || l."id" || ':' || s."id"
		WHERE l."releasedAt" > ${new Date(now.getTime() - lately)} AND l."number" > s."digestUpTo"
			AND (s."digestAt" IS NULL OR s."digestAt" > ${now})
			AND EXISTS (SELECT 1 FROM "Delivery" o WHERE o."group" = d."group" AND o."act" = 'post' AND o."state" = 'sent')`;
}
