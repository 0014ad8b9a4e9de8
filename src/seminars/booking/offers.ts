import type { Seminar, SeminarBooking } from "#generated/client.ts";
import type { Client, Db } from "#storage/open.ts";
import type { QuietHours } from "../reminders/rules.ts";
import { awake, isQuiet } from "../reminders/window.ts";
import { lockSeminar, standingOf } from "../seminar.ts";
import { change, hasLapsed } from "./book.ts";
import { toBeOffered } from "./places.ts";

/** What came of looking at one waiting list. */
export type Settled = { seminar: Seminar; offered: SeminarBooking[]; lapsed: SeminarBooking[] };

/** Whom an offer reaches in the morning has an hour to take it. */
const morningMs = 3_600_000;

/** The seminars in which somebody waits or holds an offer, the next first. */
export async function seminarsWithWaiting(db: Client, now: Date): Promise<string[]> {
	const rows = await db.seminar.findMany({
		where: {
			state: "open",
			startsAt: { gt: now },
			bookings: { some: { state: { in: ["waiting", "offered"] } } },
		},
		orderBy: [{ startsAt: "asc" }, { id: "asc" }],
		select: { id: true },
	});
	return rows.map(({ id }) => id);
}

/**
 * Ends the offers that were not taken in time, and offers what is free to those who wait, in the order in
 * which they came. Whoever let an offer lapse leaves the list. Nothing is done in the quiet hours.
 */
export async function settleWaiting(
	tx: Db,
	seminarId: string,
	{ quiet, offerHours }: { quiet: QuietHours; offerHours: number },
	now: Date,
): Promise<Settled | undefined> {
	if (isQuiet(now, quiet)) return undefined;
	const seminar = await lockSeminar(tx, seminarId);
	if (seminar?.state !== "open" || seminar.startsAt <= now) return undefined;
	const inLine = await tx.seminarBooking.findMany({
		where: { seminarId, state: { in: ["waiting", "offered"] } },
		orderBy: { arrival: "asc" },
	});
	const lapsed: SeminarBooking[] = [];
	for (const booking of inLine)
		if (booking.state === "offered" && hasLapsed(booking, now))
			lapsed.push(await change(tx, booking, "cancelled", { needs: null }));

	const waiting = inLine.filter(({ state }) => state === "waiting");
	const chosen = toBeOffered(await standingOf(tx, seminar, now), waiting);
	const offeredUntil = endOfOffer(now, seminar.startsAt, offerHours, quiet);
	const offered: SeminarBooking[] = [];
	for (const booking of waiting)
		if (chosen.includes(booking)) offered.push(await change(tx, booking, "offered", { offeredUntil }));
	return { seminar, offered, lapsed };
}

/** Until when a place that is offered now is kept: never to an hour of the night, never past the start. */
export function endOfOffer(now: Date, startsAt: Date, offerHours: number, quiet: QuietHours): Date {
	const end = new Date(now.getTime() + offerHours * 3_600_000);
	const kept = isQuiet(end, quiet) ? new Date(awake(end, quiet).getTime() + morningMs) : end;
	return kept < startsAt ? kept : startsAt;
}
