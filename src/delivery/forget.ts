import type { Db } from "#storage/open.ts";

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
