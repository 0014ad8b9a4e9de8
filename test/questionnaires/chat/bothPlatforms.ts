import { onTestFinished } from "vitest";
import type { Platform, Receive } from "#chat/platform.ts";
import type { Storage } from "#storage/open.ts";
import { assemble, type House } from "../../../src/assemble.ts";
import { readConfig } from "../../../src/config.ts";
import type { Ground } from "../../platforms/ground.ts";
import { openSlack } from "../../platforms/slack/harness.ts";
import { openTeams } from "../../platforms/teams/harness.ts";
import { open } from "../../seminars/world.ts";
import { createTestLog } from "../../support/log.ts";
import { followUp } from "./followUp.ts";

const booked = new Date("2026-11-23T09:20:00Z");

/** When delegates are asked: six weeks after the seminar, mid-morning. */
export const asked = new Date("2027-01-07T10:20:00Z");

/** Slack and Teams, each with their people, and one whole bot after another on the same database. */
export async function openBoth(storage: Storage) {
	const log = createTestLog();
	let now = booked;
	const clock = () => now;
	const slack = await openSlack({ log: log.log, now: clock });
	const teams = await openTeams({ log: log.log, now: clock });
	const grounds: Ground[] = [slack, teams];
	let receive: Receive = async () => ({ again: true });
	const passTo = (other: Receive) => {
		receive = other;
	};
	const platforms: Platform[] = [];
	for (const ground of grounds) {
		const platform = await ground.connect();
		await platform.start((incoming) => receive(incoming));
		platforms.push({ ...platform, start: async (given) => passTo(given), stop: async () => {} });
		onTestFinished(() => platform.stop());
	}
	onTestFinished(async () => {
		for (const ground of grounds) await ground.close();
	});
	const begin = (): Promise<House> =>
		assemble({
			...{ storage, platforms, clock, log: log.log, report: () => {} },
			expects: platforms.map(({ name }, at) => ({
				...{ platform: name, name: "Kent Police", workspace: grounds[at]?.workspace ?? "" },
			})),
			secrets: { key: Buffer.alloc(32, 1) },
			settings: { ...readConfig({ MEANING: "none" }), contact: "your DA lead" },
		});
	let house = await begin();

	/** What somebody comes to see on each platform through what is done. */
	const comes = async (who: string, act: () => Promise<unknown>): Promise<string[][]> => {
		const before = grounds.map((ground) => ground.sees(who, "direct").length);
		await act();
		await house.allSaid();
		return grounds.map((ground, at) =>
			ground
				.sees(who, "direct")
				.slice(before[at])
				.map(({ text }) => text),
		);
	};
	return {
		...{ storage, log, slack, teams, grounds, passTo, comes },
		/** Somebody with an account on each platform came to a seminar from both, and is asked. */
		async ask(who: string): Promise<void> {
			await open(storage.db, {
				title: "What housing learned",
				startsAt: new Date("2026-11-26T09:30:00Z"),
				endsAt: new Date("2026-11-26T12:30:00Z"),
			});
			const both = (act: (ground: Ground) => Promise<unknown>) =>
				comes(who, () => Promise.all(grounds.map(act)));
			await both((ground) => ground.say("seminars", { who }));
			await both((ground) => ground.press("Open: What housing learned", { who }));
			await both((ground) => ground.press("Book a place", { who }));
			await followUp(storage);
			now = asked;
			await house.tick("questionnaires.plan");
			await house.tick("questionnaires.ask");
			await house.allSaid();
		},
		stop: () => house.stop(),
		async begin() {
			house = await begin();
		},
	};
}
