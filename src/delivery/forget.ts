import type { Client, Db } from "#storage/open.ts";

/** Conversations, by the keys of their places; whole workspaces; or single messages, by their own keys. */
export type Spoken =
	| { places: string[] }
	| { workspaces: { platform: string; id: string }[] }
	| { keys: string[] };

/**
 * Deletes what was said from the ledger, in the transaction `tx`. What is still to be said is not said any
 * more. Resolves with how many messages that were. Until `dropOldVersions` the table's files may hold them.
 */
export async function forget(tx: Db, spoken: Spoken): Promise<number> {
	// In one list, however many they are: as parameters of their own they would soon be too many.
	if ("keys" in spoken) return tx.$executeRaw`DELETE FROM "Delivery" WHERE "key" = ANY(${spoken.keys})`;
	const where =
		"places" in spoken
			? { OR: [{ placeKey: { in: spoken.places } }, { conversation: { in: spoken.places } }] }
			: { OR: spoken.workspaces.map(({ platform, id }) => ({ platform, workspace: id })) };
	if (where.OR.length === 0) return 0;
	const { count } = await tx.delivery.deleteMany({ where });
	return count;
}

/** Frees what rows that are gone take up in the ledger's files. Nobody waits for it; not within a transaction. */
export async function dropOldVersions(db: Client): Promise<void> {
	await db.$executeRaw`VACUUM "Delivery"`;
}
