import type { Message } from "#chat/message.ts";
import type { Place } from "#chat/platform.ts";
import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { atOnce, wake } from "../ledger.ts";
import { placeOf } from "../sending/attempt.ts";
import { updatesApart } from "../sending/rates.ts";
import { withdraw } from "./control.ts";
import { giveUpOnLeft } from "./held.ts";
import { matching, type Which } from "./which.ts";

/** What a correction did: how many sent copies are being changed, and how many that were not sent have the new text. */
export type Corrected = { changing: number; exchanged: number };

/**
 * Puts a new text in the place of an old one, which the ledger then no longer holds. Copies that were sent,
 * or may have been, are changed in place, each after whatever is being done to it; copies that were not
 * have the new text when they go. Of a version each copy is changed once, and a change that is still
 * waiting gives way to a newer one. That of a copy which was left unsure has failed from the beginning.
 */
export async function correct(
	tx: Db,
	which: Which,
	correction: { version: string; message: Message; cites: string[] },
	now: Date,
): Promise<Corrected> {
	const { version, message, cites } = correction;
	const before = await sharedTexts(tx, which);
	const { id: shared } = await tx.sharedMessage.create({ data: { said: message, createdAt: now } });
	await tx.$executeRaw`
		UPDATE "Delivery" u SET "state" = 'withdrawn', "reason" = ${gaveWay}, "dueAt" = NULL
		FROM "Delivery" d WHERE ${matching(which)} AND d."act" = 'post' AND u."original" = d."id"
			AND u."act" = 'update' AND u."state" = 'queued' AND u."attemptedAt" IS NULL`;
	const exchanged = await tx.$executeRaw`
		UPDATE "Delivery" d SET "shared" = ${shared}, "said" = NULL, "cites" = ${cites}::text[]
		WHERE ${matching(which)} AND d."act" = 'post' AND d."state" IN ('queued', 'unsure')`;
	const changes = await tx.$executeRaw`
		INSERT INTO "Delivery" ("id", "key", "act", "original", "lane", "group", "platform", "workspace", "rate",
			"placeKey", "placeKind", "address", "conversation", "shared", "cites", "dueAt", "createdAt")
		SELECT gen_random_uuid()::text, ${`correction:${version}:`} || d."id", 'update', d."id", d."lane", d."group",
			d."platform", d."workspace", ${rate}, d."placeKey", d."placeKind", d."address", d."conversation",
			${shared}, ${cites}::text[], ${atOnce}, ${now}
		FROM "Delivery" d WHERE ${matching(which)} AND d."act" = 'post' AND d."address" <> ''
			AND (d."state" = 'sent' OR (d."state" IN ('queued', 'unsure') AND d."attemptedAt" IS NOT NULL))
		ORDER BY d."sequence"
		ON CONFLICT ("key") DO NOTHING`;
	const changing = changes - (await giveUpOnLeft(tx, which));
	await tx.$executeRaw`
		UPDATE "Delivery" d SET "shared" = ${shared}, "said" = NULL, "cites" = ${cites}::text[]
		WHERE ${matching(which)} AND d."act" = 'post' AND d."state" = 'sent'`;
	await letGo(tx, which, before);
	await wake(tx);
	return { changing, exchanged };
}

/** The ids of the texts that these, or changes of them, share with others. */
async function sharedTexts(tx: Db, which: Which): Promise<string[]> {
	const rows = await tx.$queryRaw<{ shared: string }[]>`
		SELECT d."shared" FROM "Delivery" d WHERE ${matching(which)} AND d."act" = 'post' AND d."shared" IS NOT NULL
		UNION
		SELECT u."shared" FROM "Delivery" d JOIN "Delivery" u ON u."original" = d."id"
		WHERE ${matching(which)} AND d."act" = 'post' AND u."shared" IS NOT NULL`;
	return rows.map(({ shared }) => shared);
}

/**
 * Deletes the texts of changes that are over, and those of the texts `before` that nothing has any more. What
 * is being sent at this moment may still be about to read its own: then they stay until retention.
 */
async function letGo(tx: Db, which: Which, before: string[]): Promise<void> {
	if (before.length === 0) return;
	await tx.$executeRaw`
		UPDATE "Delivery" u SET "shared" = NULL, "said" = NULL FROM "Delivery" d
		WHERE ${matching(which)} AND d."act" = 'post' AND u."original" = d."id"
			AND u."act" = 'update' AND u."state" IN ('sent', 'failed', 'withdrawn')`;
	await tx.$executeRaw`
		UPDATE "SharedMessage" s SET "said" = NULL WHERE s."id" = ANY(${before})
			AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE d."shared" = s."id")
			AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE ${matching(which)} AND d."claimedUntil" IS NOT NULL)
			AND NOT EXISTS (SELECT 1 FROM "Delivery" d JOIN "Delivery" u ON u."original" = d."id"
				WHERE ${matching(which)} AND u."claimedUntil" IS NOT NULL)`;
}

/** Withdraws what was not sent, and puts a note in the place of every copy that was. */
export async function recall(
	tx: Db,
	which: Which,
	{ version, note, reason }: { version: string; note: Message; reason: string },
	now: Date,
): Promise<Corrected & { withdrawn: number }> {
	const withdrawn = await withdraw(tx, which, reason);
	return { withdrawn, ...(await correct(tx, which, { version, message: note, cites: [] }, now)) };
}

/** A delivery whose message cites a passage. */
export type Citing = {
	id: string;
	key: string;
	group: string | null;
	person: string | null;
	place: Place;
	/** Ids of all the passages that it cites. */
	cites: string[];
	/** When what it answers began to be handled. */
	createdAt: Date;
	sentAt: Date | null;
	/** What it says now; absent when it was purged. */
	message?: Message;
};

/** What was sent, or may have been, and cites any of the passages: as far back as the ledger keeps what is cited. */
export async function citing(db: Db, passageIds: string[]): Promise<Citing[]> {
	const rows = await db.delivery.findMany({
		where: {
			act: "post",
			state: { in: ["sent", "unsure", "queued"] },
			address: { not: "" },
			cites: { hasSome: passageIds },
		},
		orderBy: { sequence: "asc" },
	});
	const ids = [...new Set(rows.flatMap(({ shared }) => shared ?? []))];
	const shared = await db.sharedMessage.findMany({ where: { id: { in: ids } } });
	const texts = new Map(shared.map(({ id, said }) => [id, said]));
	return rows.map((row) => {
		const said = row.said ?? texts.get(row.shared ?? "") ?? undefined;
		return {
			...{ id: row.id, key: row.key, group: row.group, person: row.person, cites: row.cites },
			...{ createdAt: row.createdAt, sentAt: row.sentAt },
			place: placeOf(row),
			...(said ? { message: said as Message } : {}),
		};
	});
}

const gaveWay = "A later correction took its place.";

const rate = Prisma.sql`
	d."platform" || CASE WHEN d."platform" = ANY(${updatesApart}::text[]) THEN '.update ' ELSE ' ' END || d."workspace"`;
