import { fault, type Log } from "#chat/log.ts";
import type { Client } from "#storage/open.ts";
import { join, say, type ToSay, wake } from "../ledger.ts";
import type { Claimed } from "./claimed.ts";

/** What becomes of a delivery that was in hand. */
export type Ending = {
	state: "queued" | "sent" | "failed" | "unsure" | "withdrawn";
	reason?: string;
	messageId?: string;
	/** When it was sent, by the bot's clock. */
	sentAt?: Date;
	/** Taken up again after so long. Otherwise it is done with, or waits for a person. */
	againMs?: number;
	/**
	 * It is known that nothing was sent: the next attempt is a first one. There is none while its broadcast is
	 * paused, nor after it was cancelled.
	 */
	unsent?: boolean;
	/** The platform was called, so it counts against the limits. */
	called?: boolean;
	/** How long the platform wants to hear nothing from us in this workspace. */
	silentMs?: number;
	/** What is to be said because of it. */
	notice?: ToSay;
};

export type Settle = (claimed: Claimed, ending: Ending) => Promise<void>;

type Settled = { claimed: Claimed; ending: Ending; at: number; done: () => void };

/**
 * Writes endings to the ledger, all that come while one write is under way in the next. A claim that has
 * ended meanwhile changes nothing. Tries again while the database is away, for ten minutes.
 */
export function createSettle(options: {
	db: Client;
	clock: () => Date;
	/** A test's time, in place of the database's. */
	at: () => Date | undefined;
	pause: (milliseconds: number) => Promise<void>;
	log: Log;
}): Settle {
	const { db, clock, log } = options;
	let coming: Settled[] = [];
	let writing = false;

	const write = async (batch: Settled[]): Promise<void> => {
		const rows = JSON.stringify(batch.map(row));
		const silences = JSON.stringify(batch.flatMap(silence));
		const notices = batch.flatMap(({ ending }) => ending.notice ?? []);
		const broadcasts = [...new Set(batch.flatMap(broadcastOf))];
		const at = options.at() ?? null;
		if (silences === "[]" && notices.length === 0 && broadcasts.length === 0) {
			await db.$executeRawUnsafe(settle, rows, at);
			return;
		}
		await db.$transaction(async (tx) => {
			// Before the rows are held: whoever pauses or cancels holds them in this order.
			await join(tx, broadcasts);
			await tx.$executeRawUnsafe(settle, rows, at);
			if (silences !== "[]") await tx.$executeRawUnsafe(fallSilent, silences, at);
			await say(tx, notices, clock());
			await wake(tx);
		});
	};
	const writeUntilDone = async (batch: Settled[]): Promise<void> => {
		for (let tries = 1; ; tries++) {
			try {
				return await write(batch);
			} catch (error) {
				if (tries === 1) log.error(fault(error), "What became of deliveries could not be written yet");
				if (performance.now() - Math.min(...batch.map(({ at }) => at)) > giveUpMs) return;
				await options.pause(againMs);
			}
		}
	};
	const writeAll = async (): Promise<void> => {
		if (writing) return;
		writing = true;
		while (coming.length > 0) {
			const batch = coming;
			coming = [];
			await writeUntilDone(batch);
			for (const { done } of batch) done();
		}
		writing = false;
	};
	return (claimed, ending) =>
		new Promise((done) => {
			coming.push({ claimed, ending, at: performance.now(), done });
			void writeAll();
		});
}

const againMs = 250;
// A claim that has ended meanwhile is mostly still nobody else's: whoever might take it was cut off too.
const giveUpMs = 600_000;

function row(settled: Settled) {
	const { claimed, ending, at } = settled;
	const { state, reason, messageId, sentAt, againMs, unsent, called } = ending;
	return {
		...{ id: claimed.id, claim: claimed.claim, state, reason, messageId, sentAt, againMs },
		unsent: unsent ?? false,
		answeredAgoMs: called ? performance.now() - at : undefined,
		...{ original: claimed.original, originalMessageId: claimed.act === "update" ? messageId : undefined },
		broadcast: broadcastOf(settled)[0],
	};
}

/** The broadcast of a post that did not go out: it waits or ends as that does. */
function broadcastOf({ claimed: { act, broadcast }, ending }: Settled): string[] {
	return ending.unsent && act === "post" && broadcast !== null ? [broadcast] : [];
}

function silence({ claimed, ending }: Settled) {
	return ending.silentMs === undefined ? [] : [{ rate: claimed.rate, silentMs: ending.silentMs }];
}

const now = "coalesce($2::timestamptz, clock_timestamp())";

const settle = `
	WITH ended AS (
		SELECT e.*, coalesce(b."state", 'running') AS "going"
		FROM jsonb_to_recordset($1::jsonb) AS e("id" text, "claim" text, "state" text, "reason" text,
			"messageId" text, "sentAt" timestamptz, "againMs" float8, "unsent" boolean, "answeredAgoMs" float8,
			"original" text, "originalMessageId" text, "broadcast" text)
		LEFT JOIN "Broadcast" b ON b."group" = e."broadcast"
	), settled AS (
		UPDATE "Delivery" d SET
			"state" = CASE e."going" WHEN 'cancelled' THEN 'withdrawn' ELSE e."state"::"DeliveryState" END,
			"reason" = CASE e."going" WHEN 'cancelled' THEN 'Its sending was stopped.' ELSE e."reason" END,
			"messageId" = coalesce(e."messageId", d."messageId"),
			"sentAt" = coalesce(e."sentAt" AT TIME ZONE 'UTC', d."sentAt"),
			"claim" = NULL, "claimedUntil" = NULL,
			"decidedBy" = CASE WHEN e."state" = 'unsure' THEN NULL ELSE d."decidedBy" END,
			"attemptedAt" = CASE WHEN e."unsent" THEN NULL ELSE d."attemptedAt" END,
			"answeredAt" = coalesce(${now} - e."answeredAgoMs" * interval '1 millisecond', d."answeredAt"),
			"dueAt" = CASE e."going" WHEN 'running' THEN ${now} + e."againMs" * interval '1 millisecond' END
		FROM ended e WHERE d."id" = e."id" AND d."claim" = e."claim"
		RETURNING d."id"
	)
	UPDATE "Delivery" o SET "messageId" = e."originalMessageId"
	FROM ended e JOIN settled s ON s."id" = e."id"
	WHERE o."id" = e."original" AND e."originalMessageId" IS NOT NULL`;

const fallSilent = `
	INSERT INTO "Pace" ("rate", "silentUntil")
	SELECT s."rate", max(${now} + s."silentMs" * interval '1 millisecond')
	FROM jsonb_to_recordset($1::jsonb) AS s("rate" text, "silentMs" float8) GROUP BY s."rate"
	ON CONFLICT ("rate") DO UPDATE SET "silentUntil" = greatest("Pace"."silentUntil", EXCLUDED."silentUntil")`;
