import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { fault, type Log } from "#chat/log.ts";
import type { Message } from "#chat/message.ts";
import type { Place, Platform } from "#chat/platform.ts";
import type { Clock } from "#schedule/clock.ts";
import type { Db, Storage } from "#storage/open.ts";
import { channel, say, type ToSay } from "./ledger.ts";
import { attempt, placeOf } from "./sending/attempt.ts";
import { type Claimed, claim, type Taken } from "./sending/claim.ts";
import { createPump } from "./sending/pump.ts";
import { defaultRates, type Rates } from "./sending/rates.ts";
import { createSettle, type Ending } from "./sending/settle.ts";
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

/** How long a sending may take, and how long what a replica has in hand is nobody else's: more than twice as long. */
export type Patience = { sendSeconds: number; claimSeconds: number };

/** Those of the places that may be written to: not those whose person asked not to be. */
export type MayReach = (db: Db, places: Place[]) => Promise<Place[]>;

// How many places are written to at once; some of them only with replies.
const concurrency = 64;
const forReplies = 16;
// A claim lasts longer than what was begun at the last moment may take.
const usualPatience: Patience = { sendSeconds: 60, claimSeconds: 120 };
// Only for what no notification told of, such as a claim that another worker left behind.
const lookEveryMs = 15_000;
const restMs = 8;
const askAgainMs = 20_000;
const messagesKept = 50;

const optedOut = "They asked not to be written to.";

/**
 * The worker that sends what the ledger holds: in one place in order, across places at once, and within
 * the limits of each platform, which replicas on one database keep together.
 */
export function createDelivery(options: {
	storage: Storage;
	platforms: Platform[];
	clock: Clock;
	log: Log;
	rates?: Rates;
	/** Asked before anything but a reply is sent. */
	mayReach?: MayReach;
	patience?: Patience;
	/** A test's; the queue's times are the database's otherwise. */
	timers?: Timers;
}): Delivery {
	const { storage, platforms, clock, log, rates = defaultRates, patience = usualPatience } = options;
	const { mayReach = async (_, places) => places } = options;
	// What was taken and not begun by then, because the process stood still, is left to whoever is next.
	const staleMs = (patience.claimSeconds * 1000) / 3;
	const { timers = systemTimers } = options;
	const alarms = createAlarms(timers);
	const at = () => (options.timers ? new Date(options.timers.now()) : undefined);
	const context = { platforms, clock, log, giveUp: () => alarms.timeout(patience.sendSeconds * 1000) };
	const settle = createSettle({ db: storage.db, clock, at, pause: (ms) => setTimeout(ms), log });
	const messages = createMessages(storage.db);
	const lost = new Set<string>();

	const take = async (free: number): Promise<Taken> => {
		const mine = randomUUID();
		const giving = [...lost];
		// Until the answer is there it is lost: what it took would otherwise count as perhaps sent.
		lost.add(mine);
		const taken = await claim(storage, {
			...{ rates, claim: mine, lost: giving, seconds: patience.claimSeconds, at: at() },
			free: { all: free, announcements: Math.max(0, free - forReplies) },
		});
		for (const one of [mine, ...giving]) lost.delete(one);
		return { ...taken, claimed: await withoutOptedOut(taken.claimed) };
	};

	/** Whoever asked not to be written to is not written to, and where that cannot be known it waits. */
	const withoutOptedOut = async (claimed: Claimed[]): Promise<Claimed[]> => {
		const asked = claimed.filter(
			({ act, lane, since }) => act === "post" && lane === "announcement" && !since,
		);
		if (asked.length === 0) return claimed;
		const leave = (ones: Claimed[], ending: Ending) => {
			for (const one of ones) void settle(one, ending);
			return claimed.filter((one) => !ones.includes(one));
		};
		try {
			const reached = new Set((await mayReach(storage.db, asked.map(placeOf))).map(({ key }) => key));
			const out = asked.filter(({ placeKey }) => !reached.has(placeKey));
			return leave(out, { state: "withdrawn", reason: optedOut });
		} catch (error) {
			log.error(fault(error), "It could not be asked who may be written to");
			return leave(asked, { state: "queued", unsent: true, againMs: askAgainMs });
		}
	};

	const run = async (claimed: Claimed): Promise<void> => {
		const message = claimed.said ?? (await messages(claimed.shared));
		const waitMs = claimed.goAt - performance.now();
		if (waitMs > 0) await new Promise<void>((go) => alarms.in(Math.ceil(waitMs), go));
		if (performance.now() - claimed.takenAt > staleMs)
			return settle(claimed, { state: claimed.state, unsent: claimed.since === null, againMs: 0 });
		await settle(claimed, await attempt(context, claimed, message));
	};

	const pump = createPump({
		concurrency,
		take,
		run,
		now: timers.now,
		wakeIn: alarms.in,
		rest: () => setTimeout(restMs),
		onFault: (error) => log.error(fault(error), "The queue could not be worked on"),
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

/** What a process that is gone had in hand is free. Only where no other process can be working. */
async function takeBackClaims({ db }: Storage): Promise<void> {
	await db.$executeRaw`
		UPDATE "Delivery" SET "claim" = NULL, "claimedUntil" = NULL WHERE "claimedUntil" IS NOT NULL`;
}

/** Reads the messages that many deliveries share, and keeps the last few: they never change. */
function createMessages(db: Db): (id: string | null) => Promise<Message | null> {
	const kept = new Map<string, Promise<Message | null>>();
	const read = async (id: string) => {
		const found = await db.sharedMessage.findUnique({ where: { id } });
		return (found?.said ?? null) as Message | null;
	};
	return (id) => {
		if (id === null) return Promise.resolve(null);
		const known = kept.get(id);
		if (known) return known;
		const reading = read(id);
		reading.catch(() => kept.delete(id));
		kept.set(id, reading);
		const [oldest] = kept.keys();
		if (kept.size > messagesKept && oldest !== undefined) kept.delete(oldest);
		return reading;
	};
}
