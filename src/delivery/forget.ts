import type { Client, Db } from "#storage/open.ts";

/** Conversations, by the keys of their places, or whole workspaces. */
export type Spoken = { places: string[] } | { workspaces: { platform: string; id: string }[] };

/**
 * Deletes what was said in conversations or workspaces from the ledger, in the transaction `tx`. What is
 * still to be said there is not said any more. Resolves with how many messages that were.
 */
export async function forget(tx: Db, spoken: Spoken): Promise<number> {
	const where =
		"places" in spoken
			? { OR: [{ placeKey: { in: spoken.places } }, { conversation: { in: spoken.places } }] }
			: { OR: spoken.workspaces.map(({ platform, id }) => ({ platform, workspace: id })) };
	if (where.OR.length === 0) return 0;
	const { count } = await tx.delivery.deleteMany({ where });
	return count;
}

/**
 * Deletes what was said under these keys, in the transaction `tx`; that something was said stays, and what
 * is still to be said goes out. Until `dropOldVersions` the table's files may hold it.
 */
export async function blank(tx: Db, keys: string[]): Promise<void> {
	if (keys.length === 0) return;
	await tx.$executeRaw`
		UPDATE "Delivery" SET "said" = NULL WHERE "key" = ANY(${keys}) AND "state" <> 'queued' AND "said" IS NOT NULL`;
}

/** Frees what older versions of the ledger's rows take up. Nobody waits for it; not within a transaction. */
export async function dropOldVersions(db: Client): Promise<void> {
	await db.$executeRaw`VACUUM "Delivery"`;
}
