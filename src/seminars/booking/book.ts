import type { Agency } from "#chat/caller.ts";
import type { BookingState, Seminar, SeminarBooking } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { isFor, lockSeminar, type Stand, standingOf, withdrawReminders } from "../seminar.ts";
import { freeFor, hasPlaceFor } from "./places.ts";

/** Who books: a person that we talk with, for their agency. */
export type Booker = { person: string; agency: Agency };

/** How an attempt to book, or to change a booking, ended. */
export type Booked =
	| {
			kind: "booked" | "waiting" | "offered" | "cancelled";
			seminar: Seminar;
			booking: SeminarBooking;
			changed: boolean;
			/** Of somebody who joined the waiting list just now: their place in it. */
			turn?: number;
			/** What it was until just now, where it was given up. */
			was?: BookingState;
	  }
	| { kind: "refused"; because: Refusal; seminar?: Seminar };

export type Refusal =
	| "no such seminar"
	| "not open"
	| "cancelled"
	| "over"
	| "not for them"
	| "full"
	| "no booking"
	| "offer lapsed";

/**
 * Books a place, or joins the waiting list where none is to be had. Holds the seminar's lock until the
 * transaction ends, so that of any number who book at once nobody gets a place that is not there.
 * Booking twice changes nothing.
 */
export async function book(tx: Db, seminarId: string, booker: Booker, now: Date): Promise<Booked> {
	const seminar = await lockSeminar(tx, seminarId);
	if (!seminar) return { kind: "refused", because: "no such seminar" };
	const past = noLongerOn(seminar, now);
	if (past) return { kind: "refused", because: past, seminar };
	const known = await bookingOf(tx, seminarId, booker.person);
	const lapsed = known?.state === "offered" && hasLapsed(known, now);
	if (known && known.state !== "cancelled" && !lapsed)
		return { kind: known.state, seminar, booking: known, changed: false };
	const because = closedTo(seminar, booker.agency, now);
	if (because) return { kind: "refused", because, seminar };
	if (lapsed) await change(tx, known, "cancelled");
	const stand = await standingOf(tx, seminar, now);
	const state = (await findsPlace(tx, seminarId, stand, booker.agency.id)) ? "booked" : "waiting";
	if (state === "waiting" && !seminar.waitingList) return { kind: "refused", because: "full", seminar };
	const arrival = stand.lastArrival + 1;
	const data = { state, agencyId: booker.agency.id, arrival, since: now } as const;
	const booking = known
		? await tx.seminarBooking.update({
				where: { id: known.id },
				data: { ...data, offeredUntil: null, sequence: { increment: 1 } },
			})
		: await tx.seminarBooking.create({ data: { ...data, seminarId, personId: booker.person } });
	return { kind: state, seminar, booking, changed: true, turn: stand.waiting + 1 };
}

/**
 * Gives up a place, an offer or the wait. Reminders on their way are taken back. Where `of` says which of
 * these was meant, and it is another by now, nothing is given up.
 */
export async function cancelBooking(
	tx: Db,
	seminarId: string,
	person: string,
	now: Date,
	of?: BookingState,
): Promise<Booked> {
	const found = await lockBooking(tx, seminarId, person);
	if ("because" in found) return found;
	const { seminar, booking } = found;
	if (booking.state === "cancelled") return { kind: "cancelled", seminar, booking, changed: false };
	if (seminar.startsAt <= now) return { kind: "refused", because: "over", seminar };
	if (of && booking.state !== of) {
		if (seminar.state === "cancelled") return { kind: "refused", because: "cancelled", seminar };
		return { kind: booking.state, seminar, booking, changed: false };
	}
	const after = await change(tx, booking, "cancelled", { needs: null });
	await withdrawReminders(tx, seminarId, person);
	return { kind: "cancelled", seminar, booking: after, changed: true, was: booking.state };
}

/** Takes the place that was offered, while the offer stands. */
export async function takeOffer(tx: Db, seminarId: string, person: string, now: Date): Promise<Booked> {
	const found = await lockBooking(tx, seminarId, person);
	if ("because" in found) return found;
	const { seminar, booking } = found;
	const past = noLongerOn(seminar, now);
	if (past) return { kind: "refused", because: past, seminar };
	if (booking.state === "booked") return { kind: "booked", seminar, booking, changed: false };
	if (booking.state !== "offered" || hasLapsed(booking, now))
		return { kind: "refused", because: "offer lapsed", seminar };
	const after = await change(tx, booking, "booked", { since: now });
	return { kind: "booked", seminar, booking: after, changed: true };
}

/** Keeps what somebody with a booking needs to take part; nothing deletes it. Whether they have one. */
export async function keepNeeds(tx: Db, seminarId: string, person: string, needs: string): Promise<boolean> {
	const { count } = await tx.seminarBooking.updateMany({
		where: { seminarId, personId: person, state: { not: "cancelled" } },
		data: { needs: needs || null },
	});
	return count > 0;
}

/** A person's booking of a seminar, cancelled ones too. */
export async function bookingOf(
	db: Db,
	seminarId: string,
	personId: string,
): Promise<SeminarBooking | undefined> {
	return (
		(await db.seminarBooking.findUnique({ where: { seminarId_personId: { seminarId, personId } } })) ??
		undefined
	);
}

/** Why nobody has a place at a seminar any more, whatever is booked. */
export function noLongerOn(
	{ state, endsAt }: Pick<Seminar, "state" | "endsAt">,
	now: Date,
): "cancelled" | "over" | undefined {
	if (state === "cancelled") return "cancelled";
	return endsAt <= now ? "over" : undefined;
}

/** Whether the time in which an offered place could be taken is over. */
export function hasLapsed({ offeredUntil }: Pick<SeminarBooking, "offeredUntil">, now: Date): boolean {
	return offeredUntil !== null && offeredUntil <= now;
}

/** Gives a booking another state. Only under the seminar's lock. */
export function change(
	tx: Db,
	booking: SeminarBooking,
	state: BookingState,
	more: { since?: Date; needs?: null; offeredUntil?: Date } = {},
): Promise<SeminarBooking> {
	return tx.seminarBooking.update({
		where: { id: booking.id },
		data: { offeredUntil: null, ...more, state, sequence: { increment: 1 } },
	});
}

function closedTo(seminar: Seminar, agency: Agency, now: Date): Refusal | undefined {
	if (seminar.state !== "open") return "not open";
	if (seminar.startsAt <= now) return "over";
	return isFor(seminar, agency) ? undefined : "not for them";
}

async function findsPlace(tx: Db, seminarId: string, stand: Stand, agencyId: string): Promise<boolean> {
	if (freeFor(stand, agencyId) === 0) return false;
	if (stand.waiting === 0) return true;
	const waiting = await tx.seminarBooking.findMany({
		where: { seminarId, state: "waiting" },
		orderBy: { arrival: "asc" },
		select: { id: true, agencyId: true },
	});
	return hasPlaceFor(stand, waiting, agencyId);
}

async function lockBooking(
	tx: Db,
	seminarId: string,
	person: string,
): Promise<{ seminar: Seminar; booking: SeminarBooking } | Extract<Booked, { kind: "refused" }>> {
	const seminar = await lockSeminar(tx, seminarId);
	if (!seminar) return { kind: "refused", because: "no such seminar" };
	const booking = await bookingOf(tx, seminarId, person);
	return booking ? { seminar, booking } : { kind: "refused", because: "no booking", seminar };
}
