import type { Agency } from "#chat/caller.ts";
import type { Press } from "#chat/message.ts";
import { legibleCode } from "#chat/wording/legible.ts";
import { Prisma, type Seminar } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import type { Standing } from "./booking/places.ts";
import type { Session } from "./setup/readLists.ts";

/** Something to read afterwards: slides, a briefing; or a lesson that was presented, with the button that shows it. */
export type Material = { title: string; url?: string; read?: Press };

/**
 * Takes a seminar for this transaction alone: of many that book, cancel or change it at once, each waits
 * its turn, and then sees what those before it left. Undefined where there is none.
 */
export async function lockSeminar(tx: Db, id: string): Promise<Seminar | undefined> {
	// A row's lock goes to whoever asks just when it is free; this one to whoever has waited longest.
	const [locked] = await tx.$queryRaw<Seminar[]>`
		WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(hashtextextended(${`seminar ${id}`}, 0)))
		SELECT "id", "title", "about", "startsAt", "endsAt", "venue", "link", "capacity", "themes", "access", "sessions",
			"sectors", "agencies", "waitingList", "state"::text, "sequence", "dayCode", "materials", "createdAt",
			"changedAt", "plannedBy"
		FROM "Seminar", turn WHERE "id" = ${id} FOR UPDATE OF "Seminar"`;
	return locked;
}

/** How the places stand, how many wait for one, and the number of whoever came last. */
export type Stand = Standing & { waiting: number; lastArrival: number };

/** How a seminar stands now: one look, since others wait while it is locked. */
export async function standingOf(
	db: Db,
	seminar: Pick<Seminar, "id" | "capacity">,
	now: Date,
): Promise<Stand> {
	const rows = await db.$queryRaw<
		{ agencyId: string; taken: number; held: number; waiting: number; last: number }[]
	>`
		SELECT "agencyId", sum("taken")::int AS "taken", sum("held")::int AS "held",
			sum("waiting")::int AS "waiting", max("arrival")::int AS "last"
		FROM (
			SELECT "agencyId", ("state" IN ('booked', 'offered'))::int AS "taken", 0 AS "held",
				("state" = 'waiting')::int AS "waiting", "arrival"
			FROM "SeminarBooking" WHERE "seminarId" = ${seminar.id}
			UNION ALL
			SELECT "agencyId", 0, "seats", 0, 0 FROM "SeminarHold" WHERE "seminarId" = ${seminar.id} AND "until" > ${now}
		) AS each GROUP BY "agencyId"`;
	return {
		capacity: seminar.capacity,
		holds: new Map(rows.flatMap(({ agencyId, held }) => (held > 0 ? [[agencyId, held]] : []))),
		taken: new Map(rows.flatMap(({ agencyId, taken }) => (taken > 0 ? [[agencyId, taken]] : []))),
		waiting: rows.reduce((sum, { waiting }) => sum + waiting, 0),
		lastArrival: Math.max(0, ...rows.map(({ last }) => last)),
	};
}

/** Whether somebody of this agency may book. */
export function isFor({ sectors, agencies }: Pick<Seminar, "sectors" | "agencies">, agency: Agency): boolean {
	if (sectors.length === 0 && agencies.length === 0) return true;
	return sectors.includes(agency.sector) || agencies.includes(agency.id);
}

/** Who presents what. */
export function sessionsOf({ sessions }: Pick<Seminar, "sessions">): Session[] {
	return sessions as Session[];
}

/** What was given to read afterwards. */
export function materialsOf({ materials }: Pick<Seminar, "materials">): Material[] {
	return materials as Material[];
}

/** Four letters and digits that can be written on a flip chart. */
export function newDayCode(): string {
	return legibleCode(4);
}

/**
 * Takes back reminders that are written and not yet sent: one person's, who cancelled, or everybody's,
 * where the seminar is called off or its time or place is no longer true.
 */
export async function withdrawReminders(tx: Db, seminarId: string, personId?: string): Promise<void> {
	const whose = personId ? Prisma.sql`AND "person" = ${personId}` : Prisma.empty;
	await tx.$executeRaw`
		UPDATE "Delivery"
		SET "state" = 'withdrawn', "dueAt" = NULL, "reason" = 'The booking or the seminar changed.'
		WHERE "group" = ${`reminder:${seminarId}`} AND "state" = 'queued' AND "attemptedAt" IS NULL ${whose}`;
}
