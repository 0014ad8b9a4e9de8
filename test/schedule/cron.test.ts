import { afterEach, describe, expect, it } from "vitest";
import type { Due } from "#chat/feature.ts";
import type { Log } from "#chat/log.ts";
import { startTicks, type Ticks } from "#schedule/cron.ts";

const begins = new Date("2026-03-02T09:00:00Z");
let now = begins;
const started: Ticks[] = [];
afterEach(async () => {
	for (const ticks of started.splice(0)) await ticks.stop();
	now = begins;
});

function start(...jobs: Due[]) {
	const errors: object[] = [];
	const log: Log = { info: () => {}, warn: () => {}, error: (fields) => errors.push(fields) };
	const ticks = startTicks({ clock: () => now, jobs, log });
	started.push(ticks);
	return { ticks, errors };
}

describe("the ticks", () => {
	it("ask what is due now", async () => {
		const asked: Date[] = [];
		const { ticks } = start({ name: "purge", every: "0 3 * * *", run: async (at) => void asked.push(at) });
		await ticks.tick("purge");
		expect(asked).toEqual([now]);
	});

	it("skip a look while the one before is still going on", async () => {
		let looks = 0;
		const gate = Promise.withResolvers<void>();
		const { ticks } = start({
			name: "slow",
			every: "* * * * *",
			run: () => {
				looks++;
				return gate.promise;
			},
		});
		const first = ticks.tick("slow");
		await ticks.tick("slow");
		expect(looks).toBe(1);
		gate.resolve();
		await first;
		await ticks.tick("slow");
		expect(looks).toBe(2);
	});

	it("tell once of a look that does not come to its end, so that nothing stops in silence (M21)", async () => {
		const gate = Promise.withResolvers<void>();
		const { ticks, errors } = start({ name: "stuck", every: "* * * * *", run: () => gate.promise });
		const first = ticks.tick("stuck");
		for (const minutes of [1, 14, 15, 16, 60]) {
			now = new Date(begins.getTime() + minutes * 60_000);
			await ticks.tick("stuck");
		}
		expect(errors).toEqual([{ job: "stuck", minutes: 15 }]);
		gate.resolve();
		await first;
	});

	it("log a job that goes wrong and look again next time", async () => {
		let looks = 0;
		const { ticks, errors } = start({
			name: "faulty",
			every: "* * * * *",
			run: async () => {
				looks++;
				throw new TypeError("what a person wrote");
			},
		});
		await ticks.tick("faulty");
		await ticks.tick("faulty");
		expect(looks).toBe(2);
		expect(errors).toMatchObject([{ job: "faulty", fault: "TypeError" }, { fault: "TypeError" }]);
		expect(JSON.stringify(errors)).not.toContain("what a person wrote");
	});

	it("stop only when the look that is going on is over", async () => {
		const gate = Promise.withResolvers<void>();
		const order: string[] = [];
		const { ticks } = start({
			name: "slow",
			every: "* * * * *",
			run: () => gate.promise.then(() => void order.push("looked")),
		});
		void ticks.tick("slow");
		const stopped = ticks.stop().then(() => order.push("stopped"));
		gate.resolve();
		await stopped;
		expect(order).toEqual(["looked", "stopped"]);
	});

	it("refuse what is not a cron expression", () => {
		expect(() => start({ name: "odd", every: "now and then", run: async () => {} })).toThrow("now and then");
	});
});
