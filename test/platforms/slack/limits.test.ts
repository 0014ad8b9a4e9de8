import { expect, it } from "vitest";
import { createSlackLimits } from "../../support/slackLimits.ts";

it("Slack's limits let three posts at once into a channel, then one a second, and 300 a minute into a workspace", () => {
	let at = Date.parse("2026-11-23T09:00:00Z");
	const limits = createSlackLimits(() => new Date(at));
	expect([1, 2, 3, 4].map(() => limits.take("T1", "C1"))).toEqual([undefined, undefined, undefined, 1]);
	at += 1000;
	expect([limits.take("T1", "C1"), limits.take("T1", "C1")]).toEqual([undefined, 1]);
	for (let other = 0; other < 296; other++) expect(limits.take("T1", `C-${other}`)).toBeUndefined();
	expect(limits.take("T1", "C-last")).toBe(59);
	expect(limits.take("T2", "C-last")).toBeUndefined();
	at += 60_000;
	expect(limits.take("T1", "C-last")).toBeUndefined();
});
