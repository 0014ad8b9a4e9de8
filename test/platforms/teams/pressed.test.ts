import { describe, expect, it } from "vitest";
import { createActKeys } from "#platforms/teams/activity/pressed.ts";

function keys() {
	let now = new Date("2026-04-14T10:20:10Z");
	const keyOf = createActKeys(() => now);
	return {
		keyOf,
		pass(seconds: number) {
			now = new Date(now.getTime() + seconds * 1000);
		},
	};
}

describe("A press in Teams", () => {
	it("that comes again within a minute is the same press", () => {
		const { keyOf, pass } = keys();
		const first = keyOf("helpful", "ann");
		pass(55);
		expect(keyOf("helpful", "ann")).toBe(first);
	});

	it("is a new one later, and another person's is their own", () => {
		const { keyOf, pass } = keys();
		const first = keyOf("ann:helpful", "ann");
		expect(keyOf("bob:helpful", "bob")).not.toBe(first);
		pass(61);
		expect(keyOf("ann:helpful", "ann")).not.toBe(first);
	});

	it("is a new one when they pressed another in between: who changes their mind back means it", () => {
		const { keyOf, pass } = keys();
		const first = keyOf("helpful", "ann");
		pass(2);
		expect(keyOf("not helpful", "ann")).not.toBe(first);
		pass(2);
		const again = keyOf("helpful", "ann");
		expect(again).not.toBe(first);
		expect(keyOf("helpful", "ann")).toBe(again);
	});
});
