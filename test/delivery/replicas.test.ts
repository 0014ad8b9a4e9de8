import { afterEach, describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import type { Answered } from "#chat/platform.ts";
import { say } from "#delivery/ledger.ts";
import { AlreadyReceived, claim, recall, remember } from "#delivery/received.ts";
import { claim as takeUp } from "#delivery/sending/claim.ts";
import { createDelivery, type Delivery } from "#delivery/worker.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";
import { rates } from "../support/rates.ts";
import { createNetwork, createTestLog, incoming, toSay } from "./network.ts";
import { createTime, type Time } from "./time.ts";

const postgres = usePostgres();
const timeout = 60_000;
const now = new Date("2026-03-02T09:00:00Z");
const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closings.splice(0).reverse()) await close();
});

async function replicas(count: number): Promise<Storage[]> {
	const databaseUrl = await postgres.newDatabase();
	const storages = await Promise.all(Array.from({ length: count }, () => openStorage({ databaseUrl })));
	for (const storage of storages) closings.push(() => storage.close());
	for (const storage of storages) await migrate(storage);
	return storages;
}

function worker(storage: Storage, network: ReturnType<typeof createNetwork>, time: Time): Delivery {
	const clock = () => new Date(time.now());
	const { log } = createTestLog();
	const delivery = createDelivery({
		storage,
		rates,
		platforms: [network.platform],
		clock,
		log,
		timers: time,
	});
	closings.push(() => delivery.stop());
	return delivery;
}

describe("replicas on one PostgreSQL", () => {
	it(
		"share 1,000 deliveries to 500 places: each is sent once, in each place in order",
		async () => {
			const [one, two] = (await replicas(2)) as [Storage, Storage];
			const time = createTime(now);
			// Both must have taken something before either gets an answer: so both take part.
			const bothTook = Promise.withResolvers<void>();
			const took = new Set<string>();
			const counts = { one: 0, two: 0 };
			const respond = (name: "one" | "two") => async () => {
				counts[name]++;
				if (took.add(name).size === 2) bothTook.resolve();
				await bothTook.promise;
				return { kind: "sent", messageId: "m" } as const;
			};
			const posts: string[] = [];
			const networks = (["one", "two"] as const).map((name) =>
				createNetwork((post) => {
					posts.push(`${post.place} ${post.text}`);
					return respond(name)();
				}),
			) as [ReturnType<typeof createNetwork>, ReturnType<typeof createNetwork>];
			const deliveries = [worker(one, networks[0], time), worker(two, networks[1], time)] as const;
			for (const delivery of deliveries) await delivery.start();

			// More than one of them takes up at once.
			const places = Array.from({ length: 500 }, (_, at) => `w${at % 25}/p${at}`);
			const rounds = Array.from({ length: 2 }, (_, at) => `${at}`);
			const all = rounds.flatMap((text) => places.map((place) => toSay(place, text)));
			await one.db.$transaction((tx) => deliveries[0].say(tx, all, now));
			await bothTook.promise;
			while (posts.length < 1_000) await Promise.all(deliveries.map((delivery) => delivery.drain()));

			expect(posts).toHaveLength(1_000);
			for (const place of places) {
				const texts = posts.filter((post) => post.startsWith(`${place} `)).map((post) => post.split(" ")[1]);
				expect(texts).toEqual(rounds);
			}
			expect(await one.db.delivery.groupBy({ by: ["state"], _count: true })).toEqual([
				{ state: "sent", _count: 1_000 },
			]);
			expect(counts.one).toBeGreaterThan(0);
			expect(counts.two).toBeGreaterThan(0);
		},
		timeout,
	);

	it(
		"wake one another: what one commits, another sends at once",
		async () => {
			const [one, two] = (await replicas(2)) as [Storage, Storage];
			const time = createTime(now);
			const network = createNetwork();
			const sender = worker(two, network, time);
			await sender.start();
			await sender.drain();
			await one.db.$transaction((tx) => say(tx, [toSay("p1", "hello")], now));
			await network.until(1);
			await sender.drain();
		},
		timeout,
	);

	it(
		"take over what a replica had taken when it died",
		async () => {
			const [one, two] = (await replicas(2)) as [Storage, Storage];
			const time = createTime(now);
			const network = createNetwork(undefined, async () => ({ kind: "absent" }));
			const survivor = worker(two, network, time);
			await one.db.$transaction((tx) => say(tx, [toSay("p1", "hello")], now));
			const free = { all: 1, announcements: 1 };
			const dying = {
				rates,
				claim: "of a replica that dies",
				lost: [],
				free,
				seconds: 120,
				memory: { waiting: [], readAt: Number.NEGATIVE_INFINITY },
				at: now,
			};
			expect((await takeUp(one, dying)).claimed).toHaveLength(1);
			await survivor.start();
			await survivor.drain();
			for (let seconds = 0; seconds < 105; seconds += 15) time.tick(15_000);
			await survivor.drain();
			expect(network.texts()).toEqual([]);
			time.tick(15_000);
			await survivor.drain();
			time.tick(2_000);
			await survivor.drain();
			expect(network.texts()).toEqual(["hello"]);
		},
		timeout,
	);

	it(
		"handle an event that arrives ten times at once exactly once, and answer it ten times alike",
		async () => {
			const storages = await replicas(2);
			const time = createTime(now);
			const delivery = worker(storages[0] as Storage, createNetwork(), time);
			await delivery.start();
			const event = incoming("e1");
			let handled = 0;
			const handle = async (storage: Storage): Promise<Answered> => {
				const known = await recall(storage.db, event, now);
				if (known) return known;
				const answered = { replace: sentence(`Answer ${++handled}`) };
				try {
					await storage.db.$transaction(async (tx) => {
						await remember(tx, event, answered, now);
						await delivery.say(tx, [toSay("p1", "the answer", "reply:e1:0")], now);
					});
					return answered;
				} catch (error) {
					if (!(error instanceof AlreadyReceived)) throw error;
					return (await recall(storage.db, event, now)) ?? {};
				}
			};
			const answers = await Promise.all(
				Array.from({ length: 10 }, (_, at) => handle(storages[at % 2] as Storage)),
			);
			for (const answer of answers) expect(answer).toEqual(answers[0]);
			expect(answers[0]?.replace?.summary).toMatch(/^Answer \d+$/);
			const { db } = storages[0] as Storage;
			expect(await db.delivery.count()).toBe(1);
			expect(await db.receivedEvent.count()).toBe(2);
		},
		timeout,
	);

	it(
		"let one of ten claim an event for the guard",
		async () => {
			const storages = await replicas(2);
			const claims = Array.from({ length: 10 }, (_, at) =>
				claim((storages[at % 2] as Storage).db, incoming(`e${at}`, "one act"), now),
			);
			expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
		},
		timeout,
	);
});
