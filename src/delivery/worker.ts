import { type ConstructorOptions, PgBoss, systemClock as systemTimers } from "pg-boss";
import { fault, type Log } from "#chat/log.ts";
import type { Platform } from "#chat/platform.ts";
import type { Clock } from "#schedule/clock.ts";
import type { Db, Storage } from "#storage/open.ts";
import { type AttemptContext, attempt } from "./attempt.ts";
import { queueName, say, type ToSay } from "./ledger.ts";
import { createPump } from "./pump.ts";

export type Delivery = {
	/** Begins to send what is queued, what was queued before a crash included. */
	start(): Promise<void>;
	/** Takes nothing more and resolves when what was taken is settled. */
	stop(): Promise<void>;
	/** Resolves when nothing is being sent and nothing is due. */
	drain(): Promise<void>;
	/** Writes deliveries in a transaction: said when it commits. Works from `start` on. */
	say(tx: Db, deliveries: ToSay[], now: Date): Promise<void>;
};

/** Timers, for a test that drives time by hand. */
export type Timers = NonNullable<ConstructorOptions["clock"]>;

// How many places are sent to at once.
const concurrency = 8;
const sendTimeoutSeconds = 60;
// A worker that has not settled a job by then is gone: longer than any send.
const claimSeconds = 120;
// Only for what no notification told of, such as a claim that another worker left behind.
const lookEverySeconds = 15;

/** The worker that sends what the ledger holds: in one place in order, across places at once. */
export function createDelivery(options: {
	storage: Storage;
	platforms: Platform[];
	clock: Clock;
	log: Log;
	timers?: Timers;
}): Delivery {
	const { storage, clock, log, timers = systemTimers } = options;
	const boss = new PgBoss({
		...storage.queue,
		clock: timers,
		schedule: false,
		superviseIntervalSeconds: lookEverySeconds,
		monitorIntervalSeconds: lookEverySeconds,
		openTelemetry: { enabled: false },
	});
	boss.on("error", (error) => log.error(fault(error), "The queue reports a fault"));
	boss.on("warning", ({ message }) => log.warn({ warning: message }, "The queue warns"));
	const alarms = createAlarms(timers);
	const context: AttemptContext = {
		db: storage.db,
		boss,
		platforms: options.platforms,
		now: clock,
		log,
		giveUp: () => alarms.timeout(sendTimeoutSeconds),
		wakeIn: (seconds) => alarms.in(seconds, () => pump.wake()),
	};
	const pump = createPump({
		concurrency,
		fetch: async (count) => boss.fetch<object>(queueName, { batchSize: count }),
		run: (claim) => attempt(context, claim),
		onFault: (error) => log.error(fault(error), "A delivery could not be settled"),
	});
	let listening: { close(): Promise<void> } | undefined;
	return {
		async start() {
			await boss.start();
			await openQueue(boss);
			if (storage.queue.backend === "pglite") await takeBackClaims(boss);
			listening = await boss.getDb().listen?.(queueName, pump.wake, pump.wake);
			alarms.every(lookEverySeconds, pump.wake);
			pump.start();
		},
		async stop() {
			await pump.stop();
			alarms.clear();
			await listening?.close();
			await boss.stop({ graceful: false });
		},
		drain: () => pump.idle(),
		say: (tx, deliveries, now) => say(tx, deliveries, now, boss),
	};
}

async function openQueue(boss: PgBoss): Promise<void> {
	const settings = { retryLimit: 1_000_000, expireInSeconds: claimSeconds, deleteAfterSeconds: 3600 };
	await boss.createQueue(queueName, { policy: "key_strict_fifo", ...settings });
}

/** Jobs that a process which is gone had taken. Only where no other process can be working. */
async function takeBackClaims(boss: PgBoss): Promise<void> {
	const { rows } = await boss
		.getDb()
		.executeSql(`SELECT id FROM pgboss.job WHERE name = $1 AND state = 'active'`, [queueName]);
	const ids = rows.map(({ id }) => String(id));
	if (ids.length > 0) await boss.fail(queueName, ids);
}

function createAlarms(timers: Timers) {
	const stops = new Set<() => void>();
	const once = (seconds: number, run: () => void) => {
		const handle = timers.setTimeout(() => {
			stops.delete(stop);
			run();
		}, seconds * 1000);
		const stop = () => timers.clearTimeout(handle);
		stops.add(stop);
		return () => {
			stop();
			stops.delete(stop);
		};
	};
	return {
		in: once,
		every(seconds: number, run: () => void) {
			const handle = timers.setInterval(run, seconds * 1000);
			stops.add(() => timers.clearInterval(handle));
		},
		/** A promise that rejects after so many seconds unless it is cleared. */
		timeout(seconds: number): { after: Promise<never>; clear: () => void } {
			const { promise, reject } = Promise.withResolvers<never>();
			promise.catch(() => {});
			return { after: promise, clear: once(seconds, () => reject(new Error("It took too long."))) };
		},
		clear() {
			for (const stop of stops) stop();
			stops.clear();
		},
	};
}
