import type { Db } from "#storage/open.ts";
import type { Tally } from "./cards.ts";

/** How each agency stands with a seminar. */
export function talliesOf(db: Db, seminarId: string): Promise<Tally[]> {
	return db.$queryRaw<Tally[]>`
		SELECT "agencyId",
			count(*) FILTER (WHERE "state" = 'booked')::int AS "booked",
			count(*) FILTER (WHERE "state" = 'offered')::int AS "offered",
			count(*) FILTER (WHERE "state" = 'waiting')::int AS "waiting",
			count(*) FILTER (WHERE "state" = 'booked' AND "attendedAt" IS NOT NULL)::int AS "attended"
		FROM "SeminarBooking" WHERE "seminarId" = ${seminarId} AND "state" <> 'cancelled'
		GROUP BY "agencyId" ORDER BY "agencyId"`;
}
