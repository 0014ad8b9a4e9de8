import type { BroadcastState } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { atOnce, wake } from "../ledger.ts";
import { matching, type Which } from "./which.ts";

/**
 * Nothing more of the broadcast goes out until it is resumed. What is being sent at this moment still arrives, and
 * what was sent is still corrected.
 */
export async function pause(tx: Db, group: string): Promise<void> {
	if (!(await turn(tx, group, "running", "paused"))) return;
	await tx.$executeRaw`
		UPDATE "Delivery" SET "dueAt" = NULL
		WHERE "group" = ${group} AND "act" = 'post' AND "state" = 'queued' AND "attemptedAt" IS NULL
			AND "dueAt" IS NOT NULL`;
}

/** The broadcast goes on; what was not to be sent before a time still is not. */
export async function resume(tx: Db, group: string): Promise<void> {
	if (!(await turn(tx, group, "paused", "running"))) return;
	await tx.$executeRaw`
		UPDATE "Delivery" SET "dueAt" = coalesce("notBefore", ${atOnce})
		WHERE "group" = ${group} AND "state" = 'queued' AND "attemptedAt" IS NULL AND "dueAt" IS NULL`;
	await wake(tx);
}

/** What of these would go out before then waits until then. Resolves with how many there were. */
export function putOff(tx: Db, which: Which, until: Date): Promise<number> {
	return tx.$executeRaw`
		UPDATE "Delivery" d SET "notBefore" = ${until}::timestamptz, "dueAt" = ${until}::timestamptz
		WHERE ${matching(which)} AND d."act" = 'post' AND d."state" = 'queued' AND d."attemptedAt" IS NULL
			AND d."dueAt" < ${until}::timestamptz`;
}

/** Nothing more of the broadcast goes out, also of what is yet to be planned. Resolves with how many were withdrawn. */
export async function cancel(tx: Db, group: string, reason: string): Promise<number> {
	await tx.broadcast.upsert({
		where: { group },
		create: { group, state: "cancelled" },
		update: { state: "cancelled" },
	});
	return withdraw(tx, { group }, reason);
}

/** What of these has not gone out will not, for the reason given. Resolves with how many there were. */
export function withdraw(tx: Db, which: Which, reason: string): Promise<number> {
	return tx.$executeRaw`
		UPDATE "Delivery" d SET "state" = 'withdrawn', "reason" = ${reason}, "dueAt" = NULL
		WHERE ${matching(which)} AND d."act" = 'post' AND d."state" = 'queued' AND d."attemptedAt" IS NULL`;
}

/** Whoever is writing to the broadcast is waited for, so that nothing slips through. */
async function turn(tx: Db, group: string, from: BroadcastState, to: BroadcastState): Promise<boolean> {
	await tx.broadcast.createMany({ data: [{ group }], skipDuplicates: true });
	const { count } = await tx.broadcast.updateMany({ where: { group, state: from }, data: { state: to } });
	return count === 1;
}
