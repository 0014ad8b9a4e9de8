import { type BroadcastState, type DeliveryState, Prisma } from "#generated/client.ts";

/*
 * Conditions on a lesson and a subscription: `l` and `s` are the tables "Lesson" and "Subscription".
 */

/** The groups of a lesson's copies, one for each way of showing it. */
export const itsGroups = Prisma.sql`('lesson:' || l."id" || ':headline', 'lesson:' || l."id" || ':summary', 'lesson:' || l."id" || ':full')`;

/** The lesson came, or is on its way: by itself or with a digest. */
export const comes = copyIs(["sent", "queued", "unsure"]);

/** The lesson, or a digest that told of it, could not be sent or was withdrawn, and it came in no other way. */
export const didNotCome = Prisma.sql`(${copyIs(["failed", "withdrawn"])} AND NOT ${comes})`;

/** A coordinator has the sending of the lesson wait. */
export const isHeldBack = sendingIs("paused");

/** A coordinator has stopped the sending of the lesson. */
export const isStopped = sendingIs("cancelled");

function copyIs(states: DeliveryState[]): Prisma.Sql {
	return Prisma.sql`(
		EXISTS (SELECT 1 FROM "Delivery" c WHERE c."key" = 'lesson:' || l."id" || ':' || s."id"
			AND c."state"::text = ANY(${states}::text[]))
		OR EXISTS (SELECT 1 FROM "LessonDigest" h
			JOIN "Delivery" c ON c."key" = 'lessons-digest:' || h."id" || ':' || s."id"
			WHERE h."lessons" @> ARRAY[l."id"] AND c."state"::text = ANY(${states}::text[])))`;
}

function sendingIs(state: BroadcastState): Prisma.Sql {
	return Prisma.sql`EXISTS (SELECT 1 FROM "Broadcast" b WHERE b."state" = ${state}::"BroadcastState"
		AND b."group" IN ${itsGroups})`;
}
