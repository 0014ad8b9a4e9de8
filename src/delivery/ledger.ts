import type { Message } from "#chat/message.ts";
import type { Place } from "#chat/platform.ts";
import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { rateOf } from "./sending/rates.ts";

/** Something to say somewhere. */
export type ToSay = {
	/** Names recipient and purpose, such as "reply:<event>:0". Said once, however often it is asked for. */
	key: string;
	place: Place;
	message: Message;
	/** Ids of the passages that the message cites. */
	cites: string[];
	/** A reply, unless told otherwise: it passes the announcements to its place that have not gone out yet. */
	lane?: "reply" | "announcement";
	/** Id of the person it is for. */
	person?: string;
	/** The broadcast it belongs to: paused, resumed, cancelled, counted and corrected as one. */
	group?: string;
	/** Not sent before then. Nothing that is due earlier waits for it. */
	notBefore?: Date;
};

/** `say`, as it is handed to whoever has something to say. */
export type Say = (tx: Db, deliveries: ToSay[], now: Date) => Promise<unknown>;

/** The channel that wakes the workers. */
export const channel = "deliveries";

/**
 * Writes ledger rows in the transaction `tx`: said when it commits, and not otherwise. In one place and
 * lane they are said in the order given. A key that is there already writes nothing. A message that several
 * of them have (the same object) is stored once. Resolves with how many were written.
 */
export async function say(tx: Db, deliveries: ToSay[], now: Date): Promise<number> {
	if (deliveries.length === 0) return 0;
	await join(tx, [...new Set(deliveries.flatMap(({ group }) => group ?? []))]);
	const shared = await share(tx, deliveries, now);
	const rows = deliveries.map(({ key, place, message, cites, lane, person, group, notBefore }, at) => ({
		...{ at, key, cites, group, person, lane: lane ?? "reply" },
		...{
			platform: place.platform,
			workspace: place.workspace,
			rate: rateOf(place.platform, place.workspace),
		},
		...{ placeKey: place.key, placeKind: place.kind, address: place.address },
		conversation: place.channel?.key ?? place.key,
		...(shared.has(message) ? { shared: shared.get(message) } : { said: message }),
		notBefore,
	}));
	const written = await tx.$queryRaw<{ count: number }[]>`
		WITH written AS (${insert(
			Prisma.sql`SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given("at" int, "key" text, "lane" text, "group" text,
				"person" text, "platform" text, "workspace" text, "rate" text, "placeKey" text, "placeKind" text, "address" text, "conversation" text, "said" jsonb, "shared" text,
				"cites" text[], "notBefore" timestamptz)`,
			now,
		)})
		SELECT count(*)::int AS "count", pg_notify(${channel}, '')::text AS "woken" FROM written`;
	return written[0]?.count ?? 0;
}

/** Due whatever the clock says. */
export const atOnce = Prisma.sql`to_timestamp(0)`;

/** Wakes the workers of all replicas when the transaction commits. */
export async function wake(tx: Db): Promise<void> {
	await tx.$executeRaw`SELECT pg_notify(${channel}, '')`;
}

/**
 * Inserts what a query selects, in the order of its column `at`; a broadcast that is paused waits, and one that was cancelled is not written.
 * The caller has joined the groups. Returns the ids.
 */
export function insert(selected: Prisma.Sql, now: Date): Prisma.Sql {
	return Prisma.sql`
		INSERT INTO "Delivery" ("id", "key", "lane", "group", "person", "platform", "workspace", "rate", "placeKey",
			"placeKind", "address", "conversation", "said", "shared", "cites", "notBefore", "dueAt", "createdAt")
		SELECT gen_random_uuid()::text, n."key", n."lane"::"DeliveryLane", n."group", n."person", n."platform",
			n."workspace", n."rate", n."placeKey", n."placeKind", n."address", n."conversation", n."said", n."shared",
			n."cites", n."notBefore",
			CASE WHEN b."state" = 'paused' THEN NULL ELSE coalesce(n."notBefore", ${atOnce}) END, ${now}
		FROM (${selected}) n LEFT JOIN "Broadcast" b ON b."group" = n."group"
		WHERE b."state" IS DISTINCT FROM 'cancelled'
		ORDER BY n."at"
		ON CONFLICT ("key") DO NOTHING
		RETURNING "id"`;
}

/** Takes part in broadcasts until the transaction ends: whoever pauses or cancels one waits until then. */
export async function join(tx: Db, groups: string[]): Promise<void> {
	if (groups.length === 0) return;
	await tx.$executeRaw`
		INSERT INTO "Broadcast" ("group") SELECT unnest(${groups}::text[]) ON CONFLICT DO NOTHING`;
	await tx.$queryRaw`SELECT 1 FROM "Broadcast" WHERE "group" = ANY(${groups}::text[]) ORDER BY "group" FOR SHARE`;
}

/** Stores the messages that occur more than once, and tells the id of each. */
async function share(tx: Db, deliveries: ToSay[], now: Date): Promise<Map<Message, string>> {
	const seen = new Set<Message>();
	const several = new Set<Message>();
	for (const { message } of deliveries) (seen.has(message) ? several : seen).add(message);
	const messages = [...several];
	const stored = await tx.sharedMessage.createManyAndReturn({
		data: messages.map((said) => ({ said, createdAt: now })),
		select: { id: true },
	});
	return new Map(messages.map((message, at) => [message, stored[at]?.id ?? ""]));
}
