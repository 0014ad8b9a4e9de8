import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";

/** A booking that a notice is for. */
export type Recipient = { notice: string; booking: string; personId: string | null };

/**
 * Whom a notice is for. A reminder is for those who had a place when it fell due: whoever booked later
 * was told all of it then. The follow-up is for those who came, where anybody noted that.
 */
const isMeant = Prisma.sql`CASE notice."kind"
	WHEN 'reminder' THEN booking."state" = 'booked' AND booking."since" <= notice."dueAt"
	WHEN 'followUp' THEN booking."state" = 'booked' AND (booking."attendedAt" IS NOT NULL OR NOT EXISTS (
		SELECT FROM "SeminarBooking" other
		WHERE other."seminarId" = notice."seminarId" AND other."attendedAt" IS NOT NULL))
	WHEN 'moved' THEN booking."state" <> 'cancelled' AND booking."since" <= notice."createdAt"
	ELSE booking."state" <> 'cancelled' END`;

/** The next so many that these notices are for and have not been written for, notice by notice in the order given. */
export function recipientsOf(tx: Db, notices: string[], most: number): Promise<Recipient[]> {
	return tx.$queryRaw<Recipient[]>`
		SELECT notice."id" AS "notice", booking."id" AS "booking", booking."personId"
		FROM unnest(${notices}::text[]) WITH ORDINALITY AS wanted ("id", "place")
		JOIN "SeminarNotice" notice ON notice."id" = wanted."id"
		JOIN "SeminarBooking" booking ON booking."seminarId" = notice."seminarId"
			AND booking."id" > notice."cursor" AND ${isMeant}
		ORDER BY wanted."place", booking."id" LIMIT ${most}`;
}

/** Settles notices that come too late: whoever they were for is counted as missed. */
export async function settleMissed(tx: Db, notices: string[], now: Date): Promise<void> {
	await tx.$executeRaw`
		UPDATE "SeminarNotice" notice SET "settledAt" = ${now}, "missed" = (
			SELECT count(*) FROM "SeminarBooking" booking
			WHERE booking."seminarId" = notice."seminarId"
				AND booking."id" > notice."cursor" AND ${isMeant})
		WHERE notice."id" = ANY(${notices}::text[])`;
}

/** How far a notice has come with one chunk. */
export type Step = { id: string; cursor: string; written: number; unreachable: number; settled: boolean };

/** Notes how far notices have come. */
export async function keepSteps(tx: Db, steps: Step[], now: Date): Promise<void> {
	await tx.$executeRaw`
		UPDATE "SeminarNotice" notice SET
			"cursor" = step."cursor",
			"written" = notice."written" + step."written",
			"unreachable" = notice."unreachable" + step."unreachable",
			"settledAt" = CASE WHEN step."settled" THEN ${now}::timestamp END
		FROM unnest(
			${steps.map(({ id }) => id)}::text[], ${steps.map(({ cursor }) => cursor)}::text[],
			${steps.map(({ written }) => written)}::int[], ${steps.map(({ unreachable }) => unreachable)}::int[],
			${steps.map(({ settled }) => settled)}::bool[]
		) AS step ("id", "cursor", "written", "unreachable", "settled")
		WHERE notice."id" = step."id"`;
}
