import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createStagger } from "#delivery/sending/stagger.ts";

describe("Beginning what is due at once", () => {
	it("begins a few in each turn of the event loop, in their order", async () => {
		const turn = createStagger(2);
		const begun: number[] = [];
		const all = [1, 2, 3, 4, 5].map((one) => turn("announcement").then(() => begun.push(one)));
		expect(begun).toEqual([]);
		await setImmediate();
		expect(begun).toEqual([1, 2]);
		await Promise.all(all);
		expect(begun).toEqual([1, 2, 3, 4, 5]);
	});

	it("lets a reply that comes later pass whatever else has not begun", async () => {
		const turn = createStagger(2);
		const begun: string[] = [];
		const announcements = ["a", "b", "c", "d"].map((one) => turn("announcement").then(() => begun.push(one)));
		await setImmediate();
		const reply = turn("reply").then(() => begun.push("reply"));
		await Promise.all([...announcements, reply]);
		expect(begun).toEqual(["a", "b", "reply", "c", "d"]);
	});

	it("goes on when it has come to rest", async () => {
		const turn = createStagger(2);
		await turn("announcement");
		await setImmediate();
		await expect(turn("reply")).resolves.toBeUndefined();
	});
});
