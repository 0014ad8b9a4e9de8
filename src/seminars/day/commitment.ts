import type { Seminar } from "#generated/client.ts";
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
	if (!(await seminarOfDelegate(tx, seminarId, personId, now))) return false;
	await tx.seminarCommitment.upsert({
		where: { seminarId_personId: { seminarId, personId } },
		create: { seminarId, personId, text, at: now },
		update: { text, at: now },
	});
	return true;
}

/** A seminar that has begun, for somebody who had a place at it. */
export async function seminarOfDelegate(
	db: Db,
	id: string,
	personId: string,
	now: Date,
): Promise<Seminar | undefined> {
	const had = { some: { personId, state: "booked" as const } };
	return (
		(await db.seminar.findFirst({ where: { id, state: "open", startsAt: { lte: now }, bookings: had } })) ??
		undefined
	);
}
