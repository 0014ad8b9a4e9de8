import { fromPrisma, type PgBoss } from "pg-boss";
import { fault, type Log } from "#chat/log.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Found, Outcome, Place, Platform, PlatformName } from "#chat/platform.ts";
import type { Delivery } from "#generated/client.ts";
import type { Client, Db } from "#storage/open.ts";
import { queueName, say } from "./ledger.ts";

/** A claim on a job: the one attempt that may settle it. Its id is the delivery's. */
export type Claim = { id: string; retryCount: number };

export type AttemptContext = {
	db: Client;
	boss: PgBoss;
	platforms: Platform[];
	now: () => Date;
	log: Log;
	/** Rejects when the network call must be given up. */
	giveUp: () => { after: Promise<never>; clear: () => void };
	/** Wakes the worker after so many seconds. */
	wakeIn: (seconds: number) => void;
};

const maxAttempts = 12;
const maxAgeMs = 24 * 3_600_000;
const maxDelaySeconds = 900;
// A message that was accepted may take a moment to be seen: one that is not there yet is not absent.
const lookAfterMs = 5_000;
const lookUntilMs = 20_000;
const lookAgainSeconds = 15;

const mayNotHaveArrived = "My last reply may not have reached you. If you cannot see it, please ask again.";

/**
 * Brings one claimed delivery a step further: sends it, or finds out what became of an attempt that
 * ended unknown. Its row says "attempted" before the network is called, so that after a crash it is
 * known as perhaps sent and is not blindly repeated.
 */
export async function attempt(context: AttemptContext, claim: Claim): Promise<void> {
	const row = await context.db.delivery.findUnique({ where: { id: claim.id } });
	if (!row || (row.state !== "queued" && row.state !== "unsure")) return finish(context, claim);
	const platform = context.platforms.find(({ name }) => name === row.platform);
	if (!platform) return fail(context, claim, row, `The bot is not connected to ${row.platform}.`);
	if (row.attemptedAt) return lookFor(context, claim, row, row.attemptedAt, platform);
	if (row.said === null) return fail(context, claim, row, "Its text was purged before it could be sent.");

	const attemptedAt = context.now();
	const marked = await context.db.delivery.updateMany({
		where: { id: row.id, state: "queued", attemptedAt: null },
		data: { attemptedAt, attempts: { increment: 1 } },
	});
	if (marked.count === 0) return again(context, claim, row, {}, 1);
	const begun = { ...row, attemptedAt, attempts: row.attempts + 1 };
	await record(context, claim, begun, platform, await send(context, begun, platform));
}

/** Calls the network once. A fault of ours in doing so leaves open whether the message went out. */
async function send(context: AttemptContext, row: Delivery, platform: Platform): Promise<Outcome> {
	const { after, clear } = context.giveUp();
	try {
		return await Promise.race([platform.send(placeOf(row), row.said as Message, row.id), after]);
	} catch (error) {
		context.log.error({ delivery: row.id, ...fault(error) }, "Sending went wrong");
		return { kind: "unknown", reason: "Sending it went wrong." };
	} finally {
		clear();
	}
}

async function record(
	context: AttemptContext,
	claim: Claim,
	row: Delivery,
	platform: Platform,
	outcome: Outcome,
): Promise<void> {
	switch (outcome.kind) {
		case "sent":
			return sent(context, claim, row, outcome.messageId);
		case "later":
			return later(context, claim, row, outcome.reason, outcome.afterSeconds);
		case "never":
			return fail(context, claim, row, outcome.reason);
		case "unknown": {
			const { reason } = outcome;
			if (!platform.find) return hold(context, claim, row, reason);
			return again(context, claim, row, { state: "unsure", reason }, lookAfterMs / 1000);
		}
	}
}

/** What became of a message that was perhaps sent. */
async function lookFor(
	context: AttemptContext,
	claim: Claim,
	row: Delivery,
	since: Date,
	platform: Platform,
): Promise<void> {
	const reason = row.reason ?? "The bot stopped while it was being sent.";
	if (!platform.find) return hold(context, claim, row, reason);
	const age = context.now().getTime() - since.getTime();
	if (age < lookAfterMs)
		return again(context, claim, row, { state: "unsure", reason }, (lookAfterMs - age) / 1000);
	const found = await find(context, row, since, platform);
	if (found.kind === "found") return sent(context, claim, row, found.messageId);
	if (found.kind === "absent") return later(context, claim, row, reason);
	if (age < lookUntilMs) return again(context, claim, row, { state: "unsure", reason }, lookAgainSeconds);
	return hold(context, claim, row, reason);
}

async function find(context: AttemptContext, row: Delivery, since: Date, platform: Platform): Promise<Found> {
	const { after, clear } = context.giveUp();
	try {
		const found = platform.find?.(placeOf(row), row.id, since);
		return (
			(await Promise.race([found, after])) ?? { kind: "cannot tell", reason: "It cannot be looked for." }
		);
	} catch (error) {
		context.log.error({ delivery: row.id, ...fault(error) }, "Looking for a message went wrong");
		return { kind: "cannot tell", reason: "Looking for it went wrong." };
	} finally {
		clear();
	}
}

function sent(context: AttemptContext, claim: Claim, row: Delivery, messageId: string): Promise<void> {
	return finish(context, claim, (tx) =>
		change(tx, row, { state: "sent", messageId, sentAt: context.now(), reason: null }),
	);
}

function fail(context: AttemptContext, claim: Claim, row: Delivery, reason: string): Promise<void> {
	context.log.warn({ delivery: row.id, platform: row.platform }, "A delivery failed for good");
	return finish(context, claim, (tx) => change(tx, row, { state: "failed", reason }));
}

/** It is known that nothing was sent: tried again after what the platform asks, or ever more seldom. */
function later(
	context: AttemptContext,
	claim: Claim,
	row: Delivery,
	reason: string,
	afterSeconds = Math.min(2 ** row.attempts, maxDelaySeconds),
): Promise<void> {
	const due = context.now().getTime() + afterSeconds * 1000;
	if (row.attempts >= maxAttempts || due - row.createdAt.getTime() > maxAgeMs)
		return fail(context, claim, row, `Given up after ${row.attempts} attempts: ${reason}`);
	return again(context, claim, row, { state: "queued", attemptedAt: null, reason }, afterSeconds);
}

/** Nobody can tell whether it arrived: a person decides. Whoever waits for a reply is told once. */
function hold(context: AttemptContext, claim: Claim, row: Delivery, reason: string): Promise<void> {
	context.log.warn({ delivery: row.id, platform: row.platform }, "A delivery is held: it may have arrived");
	return finish(context, claim, async (tx) => {
		const held = await change(tx, row, { state: "unsure", reason });
		if (!held || !row.key.startsWith("reply:")) return held;
		const message = sentence(mayNotHaveArrived, { discreet: (row.said as Message | null)?.discreet });
		const notice = { key: `unsure:${row.id}`, place: placeOf(row), message, cites: [] };
		await say(tx, [notice], context.now(), context.boss);
		return held;
	});
}

type Change = Partial<Pick<Delivery, "state" | "reason" | "messageId" | "sentAt" | "attemptedAt">>;

// Only while the row is as this attempt left it: one that outlived its claim changes nothing.
async function change(tx: Db, row: Delivery, data: Change): Promise<boolean> {
	const { count } = await tx.delivery.updateMany({
		where: { id: row.id, attemptedAt: row.attemptedAt, state: { in: ["queued", "unsure"] } },
		data,
	});
	return count === 1;
}

/** The job is done, whatever became of the delivery: a job that failed would block its place for ever. */
async function finish(
	context: AttemptContext,
	claim: Claim,
	save?: (tx: Db) => Promise<boolean>,
): Promise<void> {
	await context.db.$transaction(async (tx) => {
		await save?.(tx);
		await context.boss.complete(queueName, claim, null, { db: fromPrisma(tx) });
	});
}

/** The job goes back to the head of its place, to be taken again after so many seconds. */
async function again(
	context: AttemptContext,
	{ id, retryCount }: Claim,
	row: Delivery,
	data: Change,
	seconds: number,
): Promise<void> {
	const startAfter = Math.ceil(seconds);
	await context.db.$transaction(async (tx) => {
		const db = fromPrisma(tx);
		if (Object.keys(data).length > 0) await change(tx, row, data);
		await context.boss.fail(queueName, { id, retryCount }, null, { db });
		await context.boss.update(queueName, undefined, { id, startAfter, db });
	});
	context.wakeIn(startAfter);
}

function placeOf(row: Delivery): Place {
	return {
		platform: row.platform as PlatformName,
		workspace: row.workspace,
		key: row.placeKey,
		address: row.address,
		kind: row.placeKind === "direct" ? "direct" : "channel",
	};
}
