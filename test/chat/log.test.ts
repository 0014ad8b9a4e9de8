import { describe, expect, it } from "vitest";
import { fault, isForOperator } from "#chat/log.ts";

describe("What is logged of an error", () => {
	it("is its class and place, and none of its message, however that is shaped", () => {
		for (const text of [
			"canary",
			"bad\n   at home he canary me",
			"x\n    at canary (file.ts:1:1)",
			"canary\ncanary",
			"",
		]) {
			const logged = fault(new RangeError(text));
			expect(logged.fault).toBe("RangeError");
			expect(JSON.stringify(logged)).not.toContain("canary");
			expect(logged.at?.[0]).toMatch(/log\.test\.ts:\d+:\d+/);
		}
	});

	it("holds its code and status, and copes with anything that is thrown", () => {
		expect(fault(Object.assign(new Error("no"), { code: "ECONNRESET", statusCode: 503 }))).toMatchObject({
			code: "ECONNRESET",
			status: 503,
		});
		for (const thrown of [undefined, null, "canary", 7, { message: "canary" }])
			expect(JSON.stringify(fault(thrown))).not.toContain("canary");
	});

	it("tells sentences for the operator from faults of ours", () => {
		expect(isForOperator(Object.assign(new Error("Set PORT."), { forOperator: true }))).toBe(true);
		for (const other of [new Error("x"), undefined, { forOperator: true }])
			expect(isForOperator(other)).toBe(false);
	});
});
