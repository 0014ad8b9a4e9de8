import { afterEach, expect } from "vitest";
import type { ToSay } from "#delivery/ledger.ts";
import { createDelivery, type Delivery, type DeliveryOptions } from "#delivery/worker.ts";
import type { Db } from "#storage/open.ts";
import { useDatabase } from "../support/database.ts";
import { rates } from "../support/rates.ts";
import { createNetwork, createTestLog } from "./network.ts";
import { createTime } from "./time.ts";

type Options = Partial<Pick<DeliveryOptions, "platforms" | "rates" | "mayReach" | "storage">>;

/** Gives a test file the delivery on an embedded database, with a time that the test drives. Call it once, at the file's top. */
export function useDelivery() {
	const database = useDatabase();
	const started: Delivery[] = [];
	const logs: ReturnType<typeof createTestLog>[] = [];
	let expectedErrors = 0;
	afterEach(async () => {
		for (const delivery of started.splice(0)) await delivery.stop();
		for (const log of logs.splice(0)) expect(log.errors()).toHaveLength(expectedErrors);
		expectedErrors = 0;
	});
	return {
		storage: () => database.storage,
		/** So many errors are logged in this test. */
		expectErrors: (count: number) => {
			expectedErrors = count;
		},
		async setUp(network = createNetwork(), options: Options = {}) {
			const time = createTime(new Date("2026-03-02T09:00:00Z"));
			const clock = () => new Date(time.now());
			const log = createTestLog();
			logs.push(log);
			const { storage, db } = database;
			const platforms = [network.platform];
			const delivery = createDelivery({
				storage,
				rates,
				platforms,
				clock,
				log: log.log,
				timers: time,
				...options,
			});
			started.push(delivery);
			await delivery.start();
			return {
				...{ db, delivery, network, log, clock },
				say: (...deliveries: ToSay[]) => db.$transaction((tx) => delivery.say(tx, deliveries, clock())),
				transaction: <T>(work: (tx: Db) => Promise<T>) => db.$transaction(work),
				/** Lets so many seconds pass, and resolves when what was then to be done is done. */
				async pass(seconds: number) {
					time.tick(seconds * 1000);
					await delivery.drain();
				},
				/** Lets so many seconds pass, and waits for nothing. */
				tick: (seconds: number) => time.tick(seconds * 1000),
				rows: () => db.delivery.findMany({ orderBy: { sequence: "asc" } }),
			};
		},
	};
}
