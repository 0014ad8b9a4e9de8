import { setTimeout } from "node:timers/promises";
import { fault, type Log } from "#chat/log.ts";
import type { Platform } from "#chat/platform.ts";
import type { Clock } from "#schedule/clock.ts";
import type { Db, Storage } from "#storage/open.ts";
import { channel, say, type ToSay } from "./ledger.ts";
import { createBegin } from "./sending/begin.ts";
import { createLook, type MayReach } from "./sending/look.ts";
import { createPump } from "./sending/pump.ts";
import type { Rates } from "./sending/rates.ts";
import { createSettle } from "./sending/settle.ts";
import { createAlarms, systemTimers, type Timers } from "./sending/timers.ts";

export type Delivery = {
	/** Begins to send what is queued, what was queued before a crash included. */
	start(): Promise<void>;
	/** Takes nothing more and resolves when what was taken is settled. */
	stop(): Promise<void>;
	/** Resolves when nothing is being sent, nothing is due, and nothing waits for its turn under a limit. */
	drain(): Promise<void>;
	/** Writes deliveries in a transaction: said when it commits. Resolves with how many are new. */
	say(tx: Db, deliveries: ToSay[], now: Date): Promise<number>;
};

/** How long a sending may take, and how long what a replica has in hand is nobody else's: twice as long or more. */
export type Patience = { sendSeconds: number; claimSeconds: number };

export type DeliveryOptions = {
	storage: Storage;
	platforms: Platform[];
	clock: Clock;
	log: Log;
	rates: Rates;
	/** Asked before anything but a reply is sent. */
	mayReach?: MayReach;
	patience?: Patience;
	/** A test's; the queue's times are the database's otherwise. */
	timers?: Timers;
};

/** How many a replica has in hand at once: so many that they last until the next look has brought more. */
export const mostInHand = 384;
const usualPatience: Patience = { sendSeconds: 60, claimSeconds: 120 };
// Only for what no notification told of, such as a claim that another worker left behind.
const lookEveryMs = 15_000;

/**
 * The worker that sends what the ledger holds: in one place in order, across places at once, and within
 * the limits of each platform, which replicas on one database keep together.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
	const { storage, platforms, clock, log, timers = systemTimers } = options;
	const { rates, patience = usualPatience, mayReach = async (_, places) => places } = options;
	const { sendSeconds, claimSeconds } = patience;
	const { db } = storage;
	const alarms = createAlarms(timers);
	const at = () => (options.timers ? new Date(timers.now()) : undefined);
	const context = { platforms, clock, log, giveUp: () => alarms.timeout(sendSeconds * 1000) };
	const settle = createSettle({ db, clock, at, pause: (ms) => setTimeout(ms), log });
	const look = createLook({ storage, rates, claimSeconds, mayReach, settle, at, log });
	const begin = createBegin({ context, db, alarms, staleMs: (claimSeconds * 1000) / 3 });
	const outage = createOutage(log);
	const pump = createPump({
		concurrency: mostInHand,
		take: (free) => look(free).then(outage.over),
		run: async (claimed) => settle(claimed, await begin(claimed)),
		now: timers.now,
		wakeIn: alarms.in,
		rest: (ms) => setTimeout(ms),
		onFault: outage.begun,
	});
	let deafen: (() => Promise<void>) | undefined;
	return {
		async start() {
			if (storage.exclusive) await takeBackClaims(storage);
			deafen = await storage.listen(channel, pump.wake);
			alarms.every(lookEveryMs, pump.wake);
			pump.start();
		},
		async stop() {
			await pump.stop();
			alarms.clear();
			await deafen?.();
		},
		drain: () => pump.idle(),
		say,
	};
}

/** Says once that the queue cannot be worked on, however often it is tried. */
function createOutage(log: Log) {
	let known = false;
	return {
		begun(error: unknown): void {
			if (!known) log.error(fault(error), "The queue could not be worked on");
			known = true;
		},
		over<T>(result: T): T {
			known = false;
			return result;
		},
	};
}

/** What a process that is gone had in hand is free. Only where no other process can be working. */
async function takeBackClaims({ db }: Storage): Promise<void> {
	await db.$executeRaw`
		UPDATE "Delivery" SET "claim" = NULL, "claimedUntil" = NULL WHERE "claimedUntil" IS NOT NULL`;
}
