import { fault, type Log } from "#chat/log.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Found, Outcome, Place, Platform } from "#chat/platform.ts";
import type { Claimed } from "./claimed.ts";
import type { Ending } from "./settle.ts";

export type AttemptContext = {
	platforms: Platform[];
	clock: () => Date;
	log: Log;
	/** Rejects when the network call must be given up. */
	giveUp: () => { after: Promise<never>; clear: () => void };
};

const maxAttempts = 12;
const maxWaitMs = 24 * 3_600_000;
const maxDelaySeconds = 900;
// A message that was accepted may take a moment to be seen: one that is not there yet is not absent.
const lookAfterMs = 5_000;
const lookUntilMs = 20_000;
const lookAgainMs = 15_000;

const mayNotHaveArrived =
	"A message of mine may not have reached you just now. If you cannot see one, please ask again.";
// A notice that is lost as well is not told of.
const noticed = "unsure:";

/**
 * Brings a delivery that is in hand a step further: posts it, changes what was posted, or finds out what
 * became of an attempt that ended unknown. Calls the network once at most; never rejects. A claim says
 * "attempted" in the ledger before this runs, so after a crash it is known as perhaps sent.
 */
export async function attempt(
	context: AttemptContext,
	claimed: Claimed,
	message: Message | null,
): Promise<Ending> {
	const platform = context.platforms.find(({ name }) => name === claimed.platform);
	if (!platform) return { state: "failed", reason: `The bot is not connected to ${claimed.platform}.` };
	if (claimed.act === "update") return change(context, claimed, message, platform);
	if (claimed.since) return lookFor(context, claimed, new Date(claimed.since), platform);
	if (message === null) return { state: "failed", reason: "Its text was purged before it could be sent." };
	const outcome = await call(context, claimed, () => platform.send(placeOf(claimed), message, claimed.id));
	switch (outcome.kind) {
		case "sent":
			return sent(context, outcome.messageId);
		case "later":
			return { ...later(context, claimed, outcome.reason, outcome.afterSeconds), called: true };
		case "never":
			return { ...fail(context, claimed, outcome.reason), called: true };
		case "unknown":
			if (!platform.find) return { ...hold(context, claimed, outcome.reason), called: true };
			return { state: "unsure", reason: outcome.reason, againMs: lookAfterMs, called: true };
	}
}

/** An update does the same however often it is made, so one that ended unknown is made again. */
async function change(
	context: AttemptContext,
	claimed: Claimed,
	message: Message | null,
	platform: Platform,
): Promise<Ending> {
	const { originalState, originalOpen, originalMessageId } = claimed;
	if (originalState === "unsure" && !originalOpen)
		return { state: "queued", unsent: true, reason: "Nobody can tell yet whether what it corrects arrived." };
	if (originalOpen) return { state: "queued", unsent: true, againMs: lookAfterMs };
	if (originalState !== "sent" || originalMessageId === null)
		return { state: "withdrawn", reason: "What it corrects was not sent." };
	if (message === null) return { state: "failed", reason: "Its text was purged before it could be sent." };
	const outcome = await call(context, claimed, () =>
		platform.update(placeOf(claimed), originalMessageId, message),
	);
	if (outcome.kind === "sent") return sent(context, outcome.messageId);
	if (outcome.kind === "never") return { ...fail(context, claimed, outcome.reason), called: true };
	const afterSeconds = outcome.kind === "later" ? outcome.afterSeconds : undefined;
	return { ...later(context, claimed, outcome.reason, afterSeconds), called: true };
}

/** What became of a message that was perhaps sent. */
async function lookFor(
	context: AttemptContext,
	claimed: Claimed,
	since: Date,
	platform: Platform,
): Promise<Ending> {
	const reason = claimed.reason ?? "The bot stopped while it was being sent.";
	const ageMs = claimed.sinceMs ?? 0;
	if (!platform.find) return hold(context, claimed, reason);
	if (ageMs < lookAfterMs) return { state: "unsure", reason, againMs: lookAfterMs - ageMs };
	const found = await find(context, claimed, since, platform);
	if (found.kind === "found") return sent(context, found.messageId);
	if (found.kind === "absent") return later(context, claimed, reason);
	if (ageMs < lookUntilMs) return { state: "unsure", reason, againMs: lookAgainMs };
	return hold(context, claimed, reason);
}

/** Calls the network once. A fault of ours in doing so leaves open whether the message went out. */
async function call(
	context: AttemptContext,
	claimed: Claimed,
	calling: () => Promise<Outcome>,
): Promise<Outcome> {
	const { after, clear } = context.giveUp();
	try {
		return await Promise.race([calling(), after]);
	} catch (error) {
		context.log.error({ delivery: claimed.id, ...fault(error) }, "Sending went wrong");
		return { kind: "unknown", reason: "Sending it went wrong." };
	} finally {
		clear();
	}
}

async function find(
	context: AttemptContext,
	claimed: Claimed,
	since: Date,
	platform: Platform,
): Promise<Found> {
	const { after, clear } = context.giveUp();
	try {
		const found = platform.find?.(placeOf(claimed), claimed.id, since);
		return (
			(await Promise.race([found, after])) ?? { kind: "cannot tell", reason: "It cannot be looked for." }
		);
	} catch (error) {
		context.log.error({ delivery: claimed.id, ...fault(error) }, "Looking for a message went wrong");
		return { kind: "cannot tell", reason: "Looking for it went wrong." };
	} finally {
		clear();
	}
}

function sent(context: AttemptContext, messageId: string): Ending {
	return { state: "sent", messageId, sentAt: context.clock(), called: true };
}

function fail(context: AttemptContext, { id, platform }: Claimed, reason: string): Ending {
	context.log.warn({ delivery: id, platform }, "A delivery failed for good");
	return { state: "failed", reason };
}

/**
 * It is known that nothing was sent: tried again after what the platform asks, or ever more seldom. What
 * a platform asks for holds for the whole workspace, since it does not say for what else.
 */
function later(
	context: AttemptContext,
	claimed: Claimed,
	reason: string,
	asked: number | undefined = undefined,
): Ending {
	const waitMs = (asked ?? Math.min(2 ** claimed.attempts, maxDelaySeconds)) * 1000;
	const tired = asked === undefined && claimed.attempts >= maxAttempts;
	if (tired || claimed.ageMs + waitMs > maxWaitMs)
		return fail(context, claimed, `Given up after ${claimed.attempts} attempts: ${reason}`);
	const silence = asked === undefined ? {} : { silentMs: waitMs };
	return { state: "queued", unsent: true, reason, againMs: waitMs, ...silence };
}

/** Nobody can tell whether it arrived: a person decides. Whoever waits for it, as for a reply, is told once. */
function hold(context: AttemptContext, claimed: Claimed, reason: string): Ending {
	context.log.warn(
		{ delivery: claimed.id, platform: claimed.platform },
		"A delivery is held: it may have arrived",
	);
	if (claimed.lane !== "reply" || claimed.key.startsWith(noticed)) return { state: "unsure", reason };
	const message = sentence(mayNotHaveArrived, { discreet: claimed.said?.discreet });
	const notice = { key: `${noticed}${claimed.id}`, place: placeOf(claimed), message, cites: [] };
	return { state: "unsure", reason, notice };
}

/** Where it goes. */
export function placeOf(row: {
	platform: string;
	workspace: string;
	placeKey: string;
	placeKind: string;
	address: string;
}): Place {
	return {
		platform: row.platform as Place["platform"],
		workspace: row.workspace,
		key: row.placeKey,
		address: row.address,
		kind: row.placeKind === "direct" ? "direct" : "channel",
	};
}
