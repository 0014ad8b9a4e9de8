import type { Db } from "#storage/open.ts";

/**
 * Keeps the one thing that a delegate will do differently; a later one takes its place. Whether they had
 * a place at a seminar that has begun.
 */
export async function keepCommitment(
	tx: Db,
	seminarId: string,
	personId: string,
	text: string,
	now: Date,
): Promise<boolean> {
	const had = await tx.seminarBooking.count({
		where: { seminarId, personId, state: "booked", seminar: { startsAt: { lte: now }, state: "open" } },
	});
	if (had === 0) return false;
	await tx.seminarCommitment.upsert({
		where: { seminarId_personId: { seminarId, personId } },
		create: { seminarId, personId, text, at: now },
		update: { text, at: now },
	});
	return true;
}
