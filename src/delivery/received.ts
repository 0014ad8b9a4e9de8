import { createHash } from "node:crypto";
import type { Message } from "#chat/message.ts";
import type { Answered, Incoming } from "#chat/platform.ts";
import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";

/** Thrown within the transaction that would have handled an event a second time, so that it rolls back. */
export class AlreadyReceived extends Error {
	override name = "AlreadyReceived";
}

const hour = 3_600_000;
// Longer than any platform repeats an event.
const rememberedFor = 24 * hour;
// Long enough to send one message; short enough that a repeat after a crash is handled.
const claimedFor = 30_000;

/** What a repeat of this event is answered with; undefined when the event is new. */
export async function recall(db: Db, incoming: Incoming, now: Date): Promise<Answered | undefined> {
	const known = await db.receivedEvent.findFirst({
		where: { keyHash: { in: hashes(incoming) }, expiresAt: { gt: now } },
		orderBy: { expiresAt: "desc" },
	});
	return known ? ((known.answered ?? {}) as { replace?: Message }) : undefined;
}

/**
 * Remembers, in the transaction that handles it, that an event was received and what was answered.
 * Throws AlreadyReceived when it was handled before; waits for a transaction that is handling it now.
 */
export async function remember(tx: Db, incoming: Incoming, answered: Answered, now: Date): Promise<void> {
	if (!(await take(tx, incoming, answered, now, rememberedFor))) throw new AlreadyReceived();
}

/** Remembers another answer for an event that this transaction handles. */
export async function amend(tx: Db, incoming: Incoming, answered: Answered): Promise<void> {
	await tx.receivedEvent.updateMany({
		where: { keyHash: { in: hashes(incoming) } },
		data: { answered: answered as Prisma.InputJsonObject },
	});
}

/**
 * Claims, for 30 seconds, an event of which nothing else will be stored. Of many that try, one is told
 * true; it settles or releases the claim. Until then `recall` tells the others to come again.
 */
export function claim(db: Db, incoming: Incoming, now: Date): Promise<boolean> {
	return take(db, incoming, { again: true }, now, claimedFor);
}

/** The claimed event was answered: remembers it, and counts the hour and the kind. */
export async function settle(db: Db, incoming: Incoming, kind: string, now: Date): Promise<void> {
	const expiresAt = new Date(now.getTime() + rememberedFor);
	const startOfHour = new Date(Math.floor(now.getTime() / hour) * hour);
	await db.$executeRaw`
		WITH settled AS (
			INSERT INTO "ReceivedEvent" ("keyHash", "answered", "expiresAt")
			SELECT hash, '{}'::jsonb, ${expiresAt} FROM unnest(${hashes(incoming)}::text[]) AS hash
			ON CONFLICT ("keyHash") DO UPDATE
				SET "answered" = EXCLUDED."answered", "expiresAt" = EXCLUDED."expiresAt"
		)
		INSERT INTO "GuardCount" ("hour", "kind", "count") VALUES (${startOfHour}, ${kind}, 1)
		ON CONFLICT ("hour", "kind") DO UPDATE SET "count" = "GuardCount"."count" + 1`;
}

/** Nothing was answered: a repeat of the event is handled anew. */
export async function release(db: Db, incoming: Incoming): Promise<void> {
	await db.receivedEvent.deleteMany({ where: { keyHash: { in: hashes(incoming) } } });
}

// One statement, and both keys always in the same order: of many at once exactly one gets both rows.
async function take(
	db: Db,
	incoming: Incoming,
	answered: Answered,
	now: Date,
	forMs: number,
): Promise<boolean> {
	const keys = hashes(incoming);
	const expiresAt = new Date(now.getTime() + forMs);
	const rows = keys.map((key) => Prisma.sql`(${key}, ${JSON.stringify(answered)}::jsonb, ${expiresAt})`);
	const taken = await db.$executeRaw`
		INSERT INTO "ReceivedEvent" ("keyHash", "answered", "expiresAt") VALUES ${Prisma.join(rows)}
		ON CONFLICT ("keyHash") DO UPDATE
			SET "answered" = EXCLUDED."answered", "expiresAt" = EXCLUDED."expiresAt"
			WHERE "ReceivedEvent"."expiresAt" <= ${now}`;
	return taken === keys.length;
}

function hashes({ place, eventId, businessKey }: Incoming): string[] {
	return [`event:${eventId}`, `act:${businessKey}`]
		.map((key) => createHash("sha256").update(`${place.platform} ${place.workspace} ${key}`).digest("hex"))
		.sort();
}
