import { createHash } from "node:crypto";
import { fault } from "#chat/log.ts";
import type { ToSay } from "#delivery/ledger.ts";
import type { LessonDetail, Subscription } from "#generated/client.ts";
import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { digestCard } from "../cards/digestCard.ts";
import type { LessonsOptions } from "../handling.ts";
import { passageOf } from "../lesson.ts";
import { digestGroup, lessonsOf } from "../release/marking.ts";
import { wantingIt } from "../release/wanting.ts";
import { awake, nextWeekly, readQuiet } from "../wording/localTime.ts";
import { placeOf } from "./subscription.ts";

type Parts = Pick<LessonsOptions, "db" | "say" | "digest" | "log">;

/** How many subscriptions are told of in one transaction. */
const chunk = 200;

/**
 * Tells every subscription whose digest is due what was released since its last one. What a digest tells and
 * where the next begins are written together, so a digest is neither lost nor told twice, whoever tells it.
 */
export async function tellDigests(parts: Parts, now: Date): Promise<void> {
	const { db, log } = parts;
	const due = await db.subscription.findMany({
		where: { state: "active", digestAt: { lte: now } },
		orderBy: { id: "asc" },
		select: { id: true },
	});
	const ids = due.map(({ id }) => id);
	for (let from = 0; from < ids.length; from += chunk) {
		const some = ids.slice(from, from + chunk);
		try {
			await db.$transaction((tx) => tellSome(parts, tx, some, now));
		} catch {
			// One that cannot be told keeps nothing from the others.
			for (const id of some)
				try {
					await db.$transaction((tx) => tellSome(parts, tx, [id], now));
				} catch (error) {
					log.error({ subscription: id, ...fault(error) }, "A digest could not be told");
				}
		}
	}
}

type Due = { id: string; lessons: string[]; upTo: number };

async function tellSome({ say, digest }: Parts, tx: Db, ids: string[], now: Date): Promise<void> {
	await tx.$queryRaw`
		SELECT 1 FROM "Subscription" WHERE "id" = ANY(${ids}::text[]) ORDER BY "id" FOR UPDATE`;
	const subscriptions = await tx.subscription.findMany({
		where: { id: { in: ids }, state: "active", digestAt: { lte: now } },
		orderBy: { id: "asc" },
	});
	const dues = await dueFor(
		tx,
		subscriptions.map(({ id }) => id),
	);
	const told = new Map<string, { to: Subscription[]; detail: LessonDetail; lessons: string[] }>();
	for (const subscription of subscriptions) {
		const lessons = dues.find(({ id }) => id === subscription.id)?.lessons ?? [];
		if (lessons.length === 0) continue;
		const id = idOf(subscription.detail, lessons);
		const one = told.get(id) ?? { to: [], detail: subscription.detail, lessons };
		told.set(id, { ...one, to: [...one.to, subscription] });
	}
	for (const [id, { to, detail, lessons }] of told) {
		await tx.lessonDigest.upsert({ where: { id }, create: { id, detail, lessons, at: now }, update: {} });
		await say(tx, await copies(tx, id, to, detail, lessons, now), now);
	}
	const upTo = Math.max(0, ...dues.map((due) => due.upTo));
	for (const rhythm of ["weekly", "atOnce"] as const) {
		const those = subscriptions.filter((each) => each.rhythm === rhythm).map(({ id }) => id);
		const digestAt = rhythm === "weekly" ? nextWeekly(now, digest) : null;
		await tx.subscription.updateMany({ where: { id: { in: those } }, data: { digestAt } });
		await tx.subscription.updateMany({
			where: { id: { in: those }, digestUpTo: { lt: upTo } },
			data: { digestUpTo: upTo },
		});
	}
}

/** What each is to be told of: released since, wanted, and not on its way to it already. */
async function dueFor(tx: Db, ids: string[]): Promise<Due[]> {
	return tx.$queryRaw<Due[]>(Prisma.sql`
		SELECT s."id", n."upTo", coalesce(array_agg(l."id" ORDER BY l."number") FILTER (WHERE l."id" IS NOT NULL), '{}') AS "lessons"
		FROM "Subscription" s
		CROSS JOIN (SELECT coalesce(max("number"), 0)::int AS "upTo" FROM "Lesson") n
		LEFT JOIN "Lesson" l ON l."state" = 'released' AND l."number" > s."digestUpTo" AND ${wantingIt}
			AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE d."key" = 'lesson:' || l."id" || ':' || s."id"
				AND d."state" IN ('sent', 'queued', 'unsure'))
		WHERE s."id" = ANY(${ids}::text[]) GROUP BY s."id", n."upTo"`);
}

async function copies(
	tx: Db,
	id: string,
	to: Subscription[],
	detail: LessonDetail,
	lessons: string[],
	now: Date,
): Promise<ToSay[]> {
	const message = digestCard(await lessonsOf(tx, { lessons }), detail);
	const group = digestGroup({ id });
	return to.map((subscription): ToSay => {
		const from = awake(now, readQuiet(subscription.quiet) ?? { from: 0, to: 0 });
		return {
			...{ key: `${group}:${subscription.id}`, group, message, lane: "announcement" },
			place: placeOf(subscription),
			cites: lessons.map((lesson) => passageOf({ id: lesson })),
			...(subscription.personId ? { person: subscription.personId } : {}),
			...(from > now ? { notBefore: from } : {}),
		};
	});
}

function idOf(detail: LessonDetail, lessons: string[]): string {
	return createHash("sha256")
		.update([detail, ...lessons].join("\n"))
		.digest("base64url")
		.slice(0, 22);
}
