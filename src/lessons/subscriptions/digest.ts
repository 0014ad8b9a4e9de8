import { createHash } from "node:crypto";
import { fault } from "#chat/log.ts";
import type { ToSay } from "#delivery/ledger.ts";
import type { LessonDetail, LessonRhythm, Subscription } from "#generated/client.ts";
import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { digestCard } from "../cards/digestCard.ts";
import type { LessonsOptions } from "../handling.ts";
import { passageOf } from "../lesson.ts";
import { digestGroup, lessonsOf } from "../release/marking.ts";
import { wantingIt } from "../release/wanting.ts";
import { awake, nextWeekly, readQuiet } from "../wording/localTime.ts";
import { comes, isHeldBack, isStopped } from "./coming.ts";
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

type Wanted = { subscription: string; lesson: string; number: number; heldBack: boolean };

async function tellSome({ say, digest }: Parts, tx: Db, ids: string[], now: Date): Promise<void> {
	await tx.$queryRaw`
		SELECT 1 FROM "Subscription" WHERE "id" = ANY(${ids}::text[]) ORDER BY "id" FOR UPDATE`;
	const subscriptions = await tx.subscription.findMany({
		where: { id: { in: ids }, state: "active", digestAt: { lte: now } },
		orderBy: { id: "asc" },
	});
	const last = (await tx.lesson.aggregate({ _max: { number: true } }))._max.number ?? 0;
	const wanted = await wantedBy(tx, subscriptions, last);
	const dues = subscriptions.map((subscription) => {
		const own = wanted.filter((each) => each.subscription === subscription.id);
		return { subscription, ...dueOf(own, subscription.rhythm, last) };
	});
	const told = new Map<string, { to: Subscription[]; detail: LessonDetail; lessons: string[] }>();
	for (const { subscription, lessons } of dues) {
		if (lessons.length === 0) continue;
		const { detail } = subscription;
		const id = idOf(detail, lessons, now);
		const one = told.get(id) ?? { to: [], detail, lessons };
		told.set(id, { ...one, to: [...one.to, subscription] });
	}
	for (const [id, { to, detail, lessons }] of told) {
		await tx.lessonDigest.upsert({ where: { id }, create: { id, detail, lessons, at: now }, update: {} });
		await say(tx, await copies(tx, id, to, detail, lessons, now), now);
	}
	const those = (which: (due: (typeof dues)[number]) => boolean) => ({
		in: dues.filter(which).map(({ subscription }) => subscription.id),
	});
	await tx.subscription.updateMany({
		where: { id: those(({ subscription }) => subscription.rhythm === "weekly") },
		data: { digestAt: nextWeekly(now, digest) },
	});
	await tx.subscription.updateMany({
		where: { id: those(({ subscription, more }) => subscription.rhythm === "atOnce" && !more) },
		data: { digestAt: null },
	});
	for (const upTo of new Set(dues.map((due) => due.upTo)))
		await tx.subscription.updateMany({
			where: { id: those((due) => due.upTo === upTo), digestUpTo: { lt: upTo } },
			data: { digestUpTo: upTo },
		});
}

/**
 * What a digest tells of what is wanted, in the order of its release; up to where nothing needs another digest; and
 * whether more is held back. What is held back comes with a later one.
 */
function dueOf(
	wanted: Wanted[],
	rhythm: LessonRhythm,
	last: number,
): { lessons: string[]; upTo: number; more: boolean } {
	const first = wanted.find(({ heldBack }) => heldBack)?.number;
	const upTo = first === undefined ? last : first - 1;
	// A release hands out at once whatever is above this: told here as well, it would come twice.
	const most = rhythm === "atOnce" ? upTo : last;
	const told = wanted.filter(({ heldBack, number }) => !heldBack && number <= most);
	return { lessons: told.map(({ lesson }) => lesson), upTo, more: first !== undefined };
}

/** What each wants that was released since its last digest and has not come: but what a coordinator stopped. */
async function wantedBy(tx: Db, subscriptions: Subscription[], last: number): Promise<Wanted[]> {
	const ids = subscriptions.map(({ id }) => id);
	return tx.$queryRaw<Wanted[]>(Prisma.sql`
		SELECT s."id" AS "subscription", l."id" AS "lesson", l."number", ${isHeldBack} AS "heldBack"
		FROM "Subscription" s
		JOIN "Lesson" l ON l."state" = 'released' AND l."number" > s."digestUpTo" AND l."number" <= ${last}
			AND ${wantingIt}
		WHERE s."id" = ANY(${ids}::text[]) AND NOT ${comes} AND NOT ${isStopped}
		ORDER BY l."number"`);
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

/** One that is told again, since the first could not be sent, has an id of its own. */
function idOf(detail: LessonDetail, lessons: string[], now: Date): string {
	return createHash("sha256")
		.update([detail, now.toISOString(), ...lessons].join("\n"))
		.digest("base64url")
		.slice(0, 22);
}
