import type { Seminar } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { localDate } from "../wording/localTime.ts";

/** How somebody's arrival ended. */
export type Arrival = "here" | "no place" | "wrong code" | "not today";

/** Notes that a delegate is there, who shows it by the code of the day. Twice is the same as once. */
export async function arrive(
	tx: Db,
	seminarId: string,
	person: string,
	code: string,
	now: Date,
): Promise<Arrival> {
	const booking = await tx.seminarBooking.findUnique({
		where: { seminarId_personId: { seminarId, personId: person } },
		include: { seminar: true },
	});
	if (booking?.state !== "booked") return "no place";
	if (!isToday(booking.seminar, now)) return "not today";
	if (code.replace(/[^a-z0-9]/gi, "").toUpperCase() !== booking.seminar.dayCode) return "wrong code";
	await tx.seminarBooking.updateMany({
		where: { id: booking.id, attendedAt: null },
		data: { attendedAt: now },
	});
	return "here";
}

/** The seminars of today at which somebody has a place. */
export async function seminarsToday(db: Db, person: string, now: Date): Promise<Seminar[]> {
	const near = 36 * 3_600_000;
	const bookings = await db.seminarBooking.findMany({
		where: {
			personId: person,
			state: "booked",
			seminar: {
				state: "open",
				startsAt: { lt: new Date(now.getTime() + near) },
				endsAt: { gt: new Date(now.getTime() - near) },
			},
		},
		include: { seminar: true },
		orderBy: { seminar: { startsAt: "asc" } },
	});
	return bookings.map(({ seminar }) => seminar).filter((seminar) => isToday(seminar, now));
}

/**
 * The one of today's seminars that somebody means who says that they are there: the one with the code that
 * they give, else the first that is not over.
 */
export function meantToday(today: Seminar[], now: Date, code?: string): Seminar | undefined {
	return (
		today.find(({ dayCode }) => dayCode === code) ?? today.find(({ endsAt }) => endsAt > now) ?? today[0]
	);
}

/** Whether one of its days is today, by the clock on the wall. */
export function isToday(
	{ state, startsAt, endsAt }: Pick<Seminar, "state" | "startsAt" | "endsAt">,
	now: Date,
): boolean {
	const today = localDate(now);
	return state === "open" && localDate(startsAt) <= today && today <= localDate(endsAt);
}
