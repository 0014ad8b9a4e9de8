import { expect, it } from "vitest";
import { faults } from "../../../src/cli/bench/faults.ts";

it("The fault campaign, shortened, loses nothing, doubles nothing, and lists what is unsure", async () => {
	const { deliveries, lost, duplicated, stuck, unsure, unsureListed, kills } = await faults({ short: true });
	expect(deliveries).toBeGreaterThan(600);
	expect({ lost, duplicated, stuck }).toEqual({ lost: 0, duplicated: 0, stuck: 0 });
	expect(unsureListed).toBe(unsure);
	expect(kills).toBe(5);
}, 300_000);
