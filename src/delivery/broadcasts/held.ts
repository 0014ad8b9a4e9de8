import type { Place } from "#chat/platform.ts";
import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { atOnce, wake } from "../ledger.ts";
import { placeOf } from "../sending/attempt.ts";
import { matching, type Which } from "./which.ts";

/** A delivery of which nobody can tell whether it arrived, and which nobody has decided about. */
export type Held = {
	id: string;
	key: string;
	group: string | null;
	person: string | null;
	place: Place;
	reason: string;
	/** When it was perhaps sent. */
	attemptedAt: Date | null;
};

/** What waits for somebody to decide, oldest first. */
export async function held(db: Db, group?: string): Promise<Held[]> {
	const rows = await db.delivery.findMany({
		where: { state: "unsure", act: "post", dueAt: null, decidedBy: null, group },
		orderBy: { createdAt: "asc" },
	});
	return rows.map((row) => ({
		...{ id: row.id, key: row.key, group: row.group, person: row.person },
		...{ place: placeOf(row), reason: row.reason ?? "", attemptedAt: row.attemptedAt },
	}));
}

/** Sends again what is held: somebody has decided that twice is better than never. Resolves with how many. */
export async function sendAgain(tx: Db, which: Which, by: string): Promise<number> {
	// What was corrected meanwhile goes with its new text.
	await closeUpdates(tx, which, isHeld, "withdrawn", "What it corrects was sent again with the new text.");
	const count = await tx.$executeRaw`
		UPDATE "Delivery" d SET "state" = 'queued', "reason" = NULL, "decidedBy" = ${by}, "attempts" = 0,
			"attemptedAt" = NULL, "startedAt" = NULL, "dueAt" = ${atOnce}
		WHERE ${matching(which)} AND ${isHeld}`;
	await wake(tx);
	return count;
}

/** Leaves what is held as it is: somebody has decided that never is better than twice. Resolves with how many. */
export async function leave(tx: Db, which: Which, by: string): Promise<number> {
	const count = await tx.$executeRaw`
		UPDATE "Delivery" d SET "decidedBy" = ${by} WHERE ${matching(which)} AND ${isHeld}`;
	await giveUpOnLeft(tx, which);
	return count;
}

/** Corrections of what was left as it is cannot be made. Resolves with how many there were. */
export function giveUpOnLeft(tx: Db, which: Which): Promise<number> {
	return closeUpdates(tx, which, isLeft, "failed", "Nobody can tell whether what it corrects arrived.");
}

const isHeld = Prisma.sql`
	d."act" = 'post' AND d."state" = 'unsure' AND d."dueAt" IS NULL AND d."decidedBy" IS NULL`;
const isLeft = Prisma.sql`d."act" = 'post' AND d."state" = 'unsure' AND d."decidedBy" IS NOT NULL`;

/**
 * Corrections that waited for the decision have nothing to wait for any more. One that a worker has in hand is
 * taken from it: it has sent nothing, and would have the correction wait on.
 */
function closeUpdates(
	tx: Db,
	which: Which,
	decided: Prisma.Sql,
	state: "withdrawn" | "failed",
	reason: string,
): Promise<number> {
	return tx.$executeRaw`
		UPDATE "Delivery" u SET "state" = ${state}::"DeliveryState", "reason" = ${reason}, "dueAt" = NULL,
			"claim" = NULL, "claimedUntil" = NULL
		FROM "Delivery" d WHERE ${matching(which)} AND ${decided}
			AND u."original" = d."id" AND u."act" = 'update' AND u."state" = 'queued'`;
}
