import { describe, expect, it } from "vitest";
import type { Embedding, Meaning } from "#meaning/meaning.ts";
import { createReader } from "#meaning/reader.ts";
import { createTestLog } from "../support/log.ts";

const said = "my husband hits me";

/** A reader whose weights and clock do what the test says. */
async function open({ starts = true } = {}) {
	const asked: { text: string; answer: () => void; fail: () => void; signal?: AbortSignal }[] = [];
	const pauses: { milliseconds: number; end: () => void }[] = [];
	const meaning: Meaning = {
		name: "test",
		embed: (texts, how) =>
			new Promise<Embedding[]>((resolve, reject) => {
				const embedding = { model: "test", vector: Float32Array.of(1) };
				asked.push({
					text: texts.join(),
					answer: () => resolve(texts.map(() => embedding)),
					fail: () => reject(new Error(`broke at ${texts}`)),
					signal: how?.signal,
				});
			}),
		stop: async () => {},
	};
	const test = createTestLog();
	const pause = (milliseconds: number) =>
		new Promise<void>((end) => {
			pauses.push({ milliseconds, end });
		});
	const read = createReader({ meaning, patienceMs: 500, pause, log: test.log });
	const settle = () => new Promise((done) => setImmediate(done));
	if (starts) asked[0]?.answer();
	await settle();
	return { read, asked, pauses, test, settle };
}

describe("reading a message", () => {
	it("gives what it means", async () => {
		const { read, asked } = await open();
		const reading = read(said);
		asked.at(-1)?.answer();
		expect((await reading)?.model).toBe("test");
	});

	it("does not wait while the weights are being loaded", async () => {
		const { read, asked } = await open({ starts: false });
		expect(await read(said)).toBeUndefined();
		expect(asked).toHaveLength(1);
	});

	it("is given up when it takes too long, and nobody is left waiting for it", async () => {
		const { read, asked, pauses, test } = await open();
		const reading = read(said);
		expect(pauses.at(-1)?.milliseconds).toBe(500);
		pauses.at(-1)?.end();
		expect(await reading).toBeUndefined();
		expect(asked.at(-1)?.signal?.aborted).toBe(true);
		expect(test.lines.map(({ level }) => level)).toEqual(["warn"]);
	});

	it("is done once for all who ask, and again where it failed", async () => {
		const { read, asked } = await open();
		const [guard, search] = [read(said), read(said)];
		expect(asked).toHaveLength(2);
		asked.at(-1)?.fail();
		expect(await Promise.all([guard, search])).toEqual([undefined, undefined]);
		const again = read(said);
		asked.at(-1)?.answer();
		expect(await again).toBeDefined();
		expect(await read(said)).toBeDefined();
		expect(asked).toHaveLength(3);
	});

	it("is left for a while after three failures, logged once, and taken up again", async () => {
		const { read, asked, pauses, test, settle } = await open();
		for (const text of ["a", "b", "c"]) {
			const reading = read(text);
			asked.at(-1)?.fail();
			expect(await reading).toBeUndefined();
		}
		expect(await read("d")).toBeUndefined();
		expect(asked).toHaveLength(4);
		expect(test.lines).toHaveLength(1);

		pauses.at(-1)?.end();
		await settle();
		expect(asked).toHaveLength(5);
		asked.at(-1)?.fail();
		await settle();
		pauses.at(-1)?.end();
		await settle();
		asked.at(-1)?.answer();
		await settle();
		const reading = read("e");
		asked.at(-1)?.answer();
		expect(await reading).toBeDefined();
		expect(test.lines.map(({ level }) => level)).toEqual(["warn", "info"]);
	});

	it("leaves no word of it in the log", async () => {
		const { read, asked, test } = await open();
		const reading = read(said);
		asked.at(-1)?.fail();
		await reading;
		expect(test.everything()).not.toContain("husband");
	});
});
