import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createCachedMeaning } from "#meaning/cachedMeaning.ts";
import type { Embedding, Meaning } from "#meaning/meaning.ts";

let folder = "";
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "cached-meaning-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Weights that tell these parts of a text, all by its length, and what they were asked. */
function countingMeaning(parts: (keyof Omit<Embedding, "model">)[], tuned?: string) {
	const asked: string[] = [];
	const meaning: Meaning = {
		...{ name: "counts", tuned },
		async embed(texts) {
			asked.push(...texts);
			return texts.map(({ length }) => {
				const own = parts.map((part, at) => [part, new Float32Array(at + 1).fill(length + at)]);
				return { model: "counts", ...Object.fromEntries(own) };
			});
		},
		stop: async () => {},
	};
	return { meaning, asked };
}

it.each([
	["a vector alone", ["vector"] as const],
	["all that tuned layers tell as well", ["vector", "asQuestion", "readings"] as const],
])("What was read is told again and not computed again: %s", async (_, parts) => {
	const first = countingMeaning([...parts], "t1");
	const cached = createCachedMeaning(first.meaning, folder);
	const read = await cached.embed(["one", "three", "one"]);
	await cached.stop();
	expect(first.asked).toEqual(["one", "three"]);

	const again = countingMeaning([...parts], "t1");
	expect(await createCachedMeaning(again.meaning, folder).embed(["one", "three", "one"])).toEqual(read);
	expect(again.asked).toEqual([]);
});

it("What layers told that were tuned otherwise is not told again", async () => {
	const first = createCachedMeaning(countingMeaning(["vector", "readings"], "t1").meaning, folder);
	await first.embed(["one"]);
	await first.stop();
	const later = countingMeaning(["vector", "readings"], "t2");
	await createCachedMeaning(later.meaning, folder).embed(["one"]);
	expect(later.asked).toEqual(["one"]);
});
