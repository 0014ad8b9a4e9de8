import { expect, onTestFinished } from "vitest";
import type { Answered, Incoming } from "#chat/platform.ts";
import { createTestLog } from "../support/log.ts";
import type { OpenGround } from "./ground.ts";

/**
 * A platform that has been started with a handler of the test's, for one test. At its end everything
 * is stopped; an error that was logged, or words that were, fail the test.
 */
export async function meet(
	open: OpenGround,
	handle: (incoming: Incoming) => Promise<Answered> | Answered = () => ({}),
) {
	const log = createTestLog();
	const ground = await open({ log: log.log, now: () => new Date("2026-11-23T09:00:00Z") });
	const platform = await ground.connect();
	const received: Incoming[] = [];
	await platform.start(async (incoming) => {
		received.push(incoming);
		return handle(incoming);
	});
	onTestFinished(async () => {
		await platform.stop();
		await ground.close();
		expect(log.errors()).toEqual([]);
		const words = received.flatMap(({ act }) => (act.kind === "said" ? [act.text] : []));
		for (const said of words) expect(log.everything()).not.toContain(said);
	});
	/** What was received last. */
	const latest = (): Incoming => {
		const last = received.at(-1);
		if (!last) throw new Error("Nothing was received.");
		return last;
	};
	return { ground, platform, received, latest };
}
