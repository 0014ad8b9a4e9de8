import type { Keyed } from "#storage/keyed.ts";
import type { Db } from "#storage/open.ts";
import { type Booked, bookingOf, change, noLongerOn } from "../booking/book.ts";
import { together } from "../booking/together.ts";
import { lockSeminar } from "../seminar.ts";
import { hashOfCode } from "./codes.ts";

/**
 * Links the place that a code stands for to the person who sent it; the code is used up. Whoever had a
 * booking of their own keeps one place: the listed one, and the other is free again. Nobody is linked to a
 * seminar that was cancelled or is over. Undefined where the code is not known, or no longer.
 */
export async function linkDelegate(
	tx: Db,
	code: string,
	person: string,
	keyed: Keyed,
	now: Date,
): Promise<Booked | undefined> {
	const codeHash = hashOfCode(code, keyed);
	const known = await tx.seminarBooking.findUnique({ where: { codeHash } });
	const seminar = known ? await lockSeminar(tx, known.seminarId) : undefined;
	if (!seminar) return undefined;
	// Read again under the lock: of two who send the same code, one finds it used.
	const listed = await tx.seminarBooking.findUnique({ where: { codeHash } });
	if (listed?.state !== "booked") return undefined;
	const past = noLongerOn(seminar, now);
	if (past) return { kind: "refused", because: past, seminar };
	const own = await bookingOf(tx, seminar.id, person);
	// Somebody has one place, so they cannot be two of the listed delegates.
	if (own?.emailHash) return undefined;
	const { name, emailHash, ...rest } = listed;
	if (!own) {
		const booking = await tx.seminarBooking.update({
			where: { id: listed.id },
			data: { personId: person, codeHash: null, sequence: { increment: 1 } },
		});
		return { kind: "booked", seminar, booking, changed: true };
	}
	await tx.seminarBooking.delete({ where: { id: listed.id } });
	const merged = await change(tx, own, "booked", { since: own.state === "booked" ? own.since : rest.since });
	const booking = await tx.seminarBooking.update({
		where: { id: merged.id },
		data: { name, emailHash, agencyId: rest.agencyId, ...together(own, listed) },
	});
	return { kind: "booked", seminar, booking, changed: true };
}
