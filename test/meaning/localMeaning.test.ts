import { describe, expect, it } from "vitest";
import { classes } from "#guard/score.ts";
import { createMeaning } from "#meaning/createMeaning.ts";
import { createLocalMeaning } from "#meaning/local/localMeaning.ts";
import { loadModel } from "#meaning/local/model.ts";
import { type Embedding, likeness } from "#meaning/meaning.ts";
import type { Row } from "#meaning/net.ts";
import { createTestLog } from "../support/log.ts";

const { log } = createTestLog();
const installed = createMeaning({ local: true }, log) !== undefined;
const thread = (name: string) => createLocalMeaning(new URL(`./threads/${name}.ts`, import.meta.url));

describe("the weights on this machine", () => {
	it.skipIf(!installed)(
		"find what is alike in meaning more alike than what is not",
		async () => {
			const meaning = createLocalMeaning();
			const [happy, very, sunny] = await meaning.embed([
				"That is a happy person",
				"That is a very happy person",
				"Today is a sunny day",
			]);
			await meaning.stop();
			if (!happy || !very || !sunny) throw new Error("a text was left out");
			expect(happy.model).toBe("all-MiniLM-L6-v2");
			// As the weights were published; arithmetic differs a little between machines.
			expect(likeness(happy.vector, very.vector)).toBeCloseTo(0.943, 1);
			expect(likeness(happy.vector, sunny.vector)).toBeCloseTo(0.257, 1);
			expect(likeness(happy.vector, happy.vector)).toBeCloseTo(1, 3);
		},
		120_000,
	);

	it.skipIf(!installed)(
		"take a disclosure for one, by the layers that were tuned for the guard, and a question for none",
		async () => {
			const meaning = createLocalMeaning();
			const [told, asked] = await meaning.embed([
				"my husband hits me and I do not know where to go",
				"what did the reviews find about housing?",
			]);
			await meaning.stop();
			const likeliest = ({ readings = new Float32Array() }: Embedding) =>
				classes[readings.indexOf(Math.max(...readings))];
			if (!told || !asked) throw new Error("a text was left out");
			expect([likeliest(told), likeliest(asked)]).toEqual(["disclosure", "ordinary"]);
			expect(told.readings?.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 4);
		},
		120_000,
	);

	it.skipIf(!installed)(
		"come to the same through layers in which nothing is changed",
		async () => {
			// Each class reads one number of the mean, whose direction the vector is.
			const one = (at: number): Row => ({
				step: 1,
				bytes: Buffer.from(
					Int8Array.from({ length: 384 }, (_, place) => Number(place === at)).buffer,
				).toString("base64"),
			});
			const out = [0, 1, 2, 3, 4].map(one);
			const unchanged = { from: 3, matrices: {}, rows: {} };
			const read = await loadModel({
				guard: { ...unchanged, out, outBias: [0, 0, 0, 0, 0] },
				search: { ...unchanged, from: 4 },
			});
			const { vector, asQuestion, readings } = read("the children were not seen");
			expect(likeness(vector, asQuestion)).toBeCloseTo(1, 3);
			const beside = (numbers: Float32Array) =>
				[1, 2, 3, 4].map(
					(at) => ((numbers[at] ?? 0) - (numbers[0] ?? 0)) / ((numbers[1] ?? 0) - (numbers[0] ?? 0)),
				);
			for (const [at, each] of beside(readings).entries())
				expect(each).toBeCloseTo(beside(vector)[at] ?? 0, 2);
		},
		120_000,
	);

	it("are not used where words alone are asked for", () => {
		expect(createMeaning({ local: false }, log)).toBeUndefined();
	});
});

describe("the thread", () => {
	it("reads what is wanted now before what may come later", async () => {
		const meaning = thread("tells");
		const later = meaning.embed(["first", "passage", "passage"], { later: true });
		const now = meaning.embed(["a question"]);
		const order = [...(await later), ...(await now)].map(({ vector }) => vector[0]);
		expect(order).toEqual([1, 3, 4, 2]);
		await meaning.stop();
	});

	it("leaves out what nobody waits for any more", async () => {
		const meaning = thread("tells");
		const waiting = new AbortController();
		const first = meaning.embed(["one"]);
		const dropped = meaning.embed(["nobody"], { signal: waiting.signal });
		const last = meaning.embed(["two"]);
		waiting.abort();
		await expect(dropped).rejects.toThrow();
		await first;
		expect((await last)[0]?.vector[0]).toBe(2);
		await meaning.stop();
	});

	it("may die: what was wanted is rejected, and the next text starts another", async () => {
		const meaning = thread("dies");
		const [first, second, third] = [meaning.embed(["a"]), meaning.embed(["b"]), meaning.embed(["c"])];
		await expect(first).resolves.toHaveLength(1);
		await expect(second).rejects.toThrow("ended");
		await expect(third).rejects.toThrow("ended");
		await expect(meaning.embed(["d"])).resolves.toHaveLength(1);
		await meaning.stop();
	});

	it("reads nothing more once it is stopped", async () => {
		const meaning = thread("tells");
		await meaning.embed(["a"]);
		const inHand = meaning.embed(["b"]);
		const stopped = meaning.stop();
		await expect(inHand).rejects.toThrow();
		await stopped;
		await expect(meaning.embed(["c"])).rejects.toThrow("stopped");
	});

	it("that cannot start says so to whoever asked", async () => {
		const meaning = thread("missing");
		await expect(meaning.embed(["a"])).rejects.toThrow();
	});
});
