import type { Message } from "#chat/message.ts";
import { Prisma } from "#generated/client.ts";
import type { Client } from "#storage/open.ts";
import { insert, join, wake } from "../ledger.ts";

/** One message, or a few versions of it, for many places. */
export type Announcement = {
	/** What each delivery's key begins with, such as "lesson:<id>". What was announced under it is not announced again. */
	key: string;
	/** The broadcast it belongs to; the key where it is not given. */
	group?: string;
	/** What is said, by name. Stored once each. */
	messages: Record<string, Message>;
	/**
	 * A query of text columns: `key` (names the recipient, and is unique among them), `platform`, `workspace`,
	 * `placeKey`, `placeKind`, `address`, `person` (may be null) and `message` (which of the messages).
	 */
	recipients: Prisma.Sql;
	/** Ids of the passages that the messages cite. */
	cites: string[];
	/** Not sent before then. */
	notBefore?: Date;
};

/** How many rows one transaction writes: replies that are committed meanwhile wait for no more. */
const chunk = 5_000;

/**
 * Writes a delivery for each recipient, some thousand at a time, each time in a transaction of its own.
 * Repeating it after a crash writes what is missing. Memory does not grow with the recipients.
 * Resolves with how many were written.
 */
export async function announce(db: Client, announcement: Announcement, now: Date): Promise<number> {
	const { key, group = key, messages } = announcement;
	const data = Object.entries(messages).map(([name, said]) => ({
		id: `${key}:${name}`,
		said,
		createdAt: now,
	}));
	await db.sharedMessage.createMany({ data, skipDuplicates: true });
	let written = 0;
	for (let last: string | null = ""; last !== null; ) {
		const done: Chunk = await db.$transaction(async (tx) => {
			await join(tx, [group]);
			const one = await write(tx, announcement, last ?? "", now);
			await wake(tx);
			return one;
		});
		written += done.written;
		last = done.seen < chunk ? null : done.last;
	}
	return written;
}

type Chunk = { seen: number; last: string | null; written: number };

async function write(
	tx: Prisma.TransactionClient,
	{ key, group = key, recipients, cites, notBefore }: Announcement,
	after: string,
	now: Date,
): Promise<Chunk> {
	const [done] = await tx.$queryRaw<Chunk[]>`
		WITH chunk AS MATERIALIZED (
			SELECT * FROM (${recipients}) r WHERE r."key" > ${after} ORDER BY r."key" LIMIT ${chunk}
		), written AS (${insert(
			Prisma.sql`SELECT row_number() OVER (ORDER BY c."key") AS "at", ${key} || ':' || c."key" AS "key", 'announcement' AS "lane", ${group} AS "group",
				c."person", c."platform", c."workspace", c."platform" || ' ' || c."workspace" AS "rate", c."placeKey",
				c."placeKind", c."address", c."placeKey" AS "conversation", NULL::jsonb AS "said",
				${key} || ':' || c."message" AS "shared", ${cites}::text[] AS "cites",
				${notBefore ?? null}::timestamptz AS "notBefore"
				FROM chunk c`,
			now,
		)})
		SELECT (SELECT count(*)::int FROM chunk) AS "seen", (SELECT max("key") FROM chunk) AS "last",
			(SELECT count(*)::int FROM written) AS "written"`;
	return done ?? { seen: 0, last: null, written: 0 };
}
