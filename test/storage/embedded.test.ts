import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Storage, usePGlite } from "#storage/open.ts";
import { openTestStorage } from "../support/database.ts";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc") as () => void;

const opened: Storage[] = [];
afterEach(async () => {
	vi.unstubAllEnvs();
	for (const storage of opened.splice(0)) await storage.close();
});

async function embedded(): Promise<Storage> {
	const storage = await openTestStorage();
	opened.push(storage);
	return storage;
}

describe("the connection to the embedded database", () => {
	it("goes on after a statement that failed, alone and within a transaction", async () => {
		const { db, transaction } = await embedded();
		await db.$executeRaw`CREATE TABLE kept (number INT PRIMARY KEY)`;

		await expect(db.$executeRaw`INSERT INTO nowhere VALUES (1)`).rejects.toThrow("nowhere");
		const failing = transaction(async ({ query }) => {
			await query("INSERT INTO kept VALUES ($1)", [1]);
			await query("INSERT INTO kept VALUES ($1)", [1]);
		});
		await expect(failing).rejects.toThrow("duplicate");

		expect(await db.$queryRaw`SELECT number FROM kept`).toEqual([]);
	});

	it("runs what is asked at once in turn, and keeps transactions apart", async () => {
		const { db, transaction } = await embedded();
		await db.$executeRaw`CREATE TABLE counted (number INT)`;
		await db.$executeRaw`INSERT INTO counted VALUES (0)`;
		const addOne = () =>
			transaction(async ({ query }) => {
				const [row] = await query("SELECT number FROM counted");
				await query("UPDATE counted SET number = $1", [Number(row?.number) + 1]);
			});

		await Promise.all(
			Array.from({ length: 20 }, (_, at) => (at % 2 ? addOne() : db.$queryRaw`SELECT number FROM counted`)),
		);

		expect(await db.$queryRaw`SELECT number FROM counted`).toEqual([{ number: 10 }]);
	});

	it("carries what is large and what is bytes as it is", async () => {
		const { db } = await embedded();
		const text = "ü".repeat(1_000_000);
		const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 256));

		const [back] = await db.$queryRaw<{ text: string; bytes: Uint8Array }[]>`
			SELECT ${text}::text AS text, ${bytes}::bytea AS bytes`;

		expect(back?.text === text).toBe(true);
		expect(Buffer.from(back?.bytes ?? []).equals(bytes)).toBe(true);
	});

	it("hears what is told on a channel, once it is committed, until it stops", async () => {
		const { db, listen, transaction } = await embedded();
		let heard = 0;
		const stop = await listen("news", () => heard++);
		await listen("other news", () => heard--);
		await db.$executeRaw`SELECT pg_notify('news', '')`;
		expect(heard).toBe(1);
		await transaction(async ({ query }) => {
			await query("SELECT pg_notify('news', '')");
			await query("SELECT 1");
			expect(heard).toBe(1);
		});
		expect(heard).toBe(2);

		await stop();
		await db.$executeRaw`SELECT pg_notify('news', '')`;
		expect(heard).toBe(2);
	});

	it("still hears after a statement failed, which gives up the connection", async () => {
		const { db, listen } = await embedded();
		let heard = 0;
		await listen("news", () => heard++);
		await expect(db.$executeRaw`SELECT 1 / 0`).rejects.toThrow("division");
		await db.$executeRaw`SELECT pg_notify('news', '')`;
		expect(heard).toBe(1);
	});

	it("is plain whatever the environment asks of other databases", async () => {
		vi.stubEnv("PGSSLMODE", "require");
		const { db } = await embedded();
		expect(await db.$queryRaw`SELECT 1 AS number`).toEqual([{ number: 1 }]);
	});

	it("keeps nothing of what was read", async () => {
		const { db } = await embedded();
		const readMuch = () => db.$queryRaw`SELECT repeat('x', 1000) AS text FROM generate_series(1, 5000)`;
		const collected = () => {
			gc();
			return process.memoryUsage().heapUsed / 1e6;
		};
		for (let times = 0; times < 3; times++) await readMuch();
		const before = collected();
		for (let times = 0; times < 10; times++) await readMuch();
		expect(collected() - before).toBeLessThan(10);
	});

	it("may be opened again on a database that was used before", async () => {
		const pglite = await PGlite.create();
		const first = usePGlite(pglite);
		await first.transaction(({ query }) => query("SELECT $1::int AS number", [1]));
		await first.db.$disconnect();
		const second = usePGlite(pglite);
		opened.push(second);
		const [row] = await second.transaction(({ query }) => query("SELECT $1::int AS number", [2]));
		expect(row).toEqual({ number: 2 });
	});
});
