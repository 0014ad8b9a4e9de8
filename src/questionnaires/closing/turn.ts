import type { Db } from "#storage/open.ts";

/**
 * Holds until the transaction ends: of all replicas, one at a time takes a snapshot of a questionnaire,
 * releases its responses or closes it. Only what is read after it is sure to stand.
 */
export async function takeTurn(tx: Db, questionnaireId: string): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`questionnaire ${questionnaireId}`}))`;
}
