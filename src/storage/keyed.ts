import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Client, Db } from "./open.ts";
import type { Secrets } from "./secrets.ts";

/** A hash that nobody can make without the key: the same for the same text, for as long as the database lives. */
export type Keyed = (text: string) => string;

const row = 2;
const place = "keyed hash";

/**
 * The keyed hash of this database. Its key lies there sealed, and so outlives a change of the key that
 * it is sealed with.
 */
export async function openKeyed(db: Client, secrets: Secrets): Promise<Keyed> {
	const made = { id: row, sealed: secrets.seal(randomBytes(32).toString("base64"), place) };
	// Two replicas may start at once: the first one's stays.
	await db.secretsProof.createMany({ data: [made], skipDuplicates: true });
	const { sealed } = await db.secretsProof.findUniqueOrThrow({ where: { id: row } });
	const key = Buffer.from(secrets.open(sealed, place), "base64");
	return (text) => createHmac("sha256", key).update(text).digest("base64url");
}

/** Seals its key with the present key. */
export async function resealKeyed(tx: Db, secrets: Secrets): Promise<void> {
	const held = await tx.secretsProof.findUnique({ where: { id: row } });
	if (!held) return;
	const sealed = secrets.seal(secrets.open(held.sealed, place), place);
	await tx.secretsProof.update({ where: { id: row }, data: { sealed } });
}

/** A key of its own for one use, made of the one that there is. */
export function deriveKey(key: Buffer, use: string): Buffer {
	return Buffer.from(hkdfSync("sha256", key, "", use, 32));
}
