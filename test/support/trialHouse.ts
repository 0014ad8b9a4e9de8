import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Receive } from "#chat/platform.ts";
import { startPlayground } from "#platforms/teams/playground.ts";
import { openHouse } from "./house.ts";
import { openPlayground } from "./playgroundBrowser.ts";
import { startTeamsBot } from "./teamsBot.ts";

const tenant = "00000000-0000-0000-0000-000000000001";

/** The whole bot in the trial client, with a person in front of it whose calendar shows the month that it begins in. */
export async function openTrialHouse(begins: Date) {
	const folder = await mkdtemp(join(tmpdir(), "trial-house-"));
	let receive: Receive = async () => ({});
	const teams = await startTeamsBot({ answer: (incoming) => receive(incoming) });
	const bot = await openHouse(
		async () => ({
			// The web server runs already; the house only says who receives.
			platform: {
				...teams.platform,
				start: async (given) => {
					receive = given;
				},
				stop: async () => {},
			},
			workspace: tenant,
		}),
		begins,
	);
	const log = { info() {}, warn() {}, error() {} };
	const playground = await startPlayground({
		...{ botPort: Number(new URL(teams.url).port), dataDir: folder, tenant, log, port: 0 },
	});
	const person = await openPlayground(playground.address);
	await person.page.clock.setFixedTime(begins);
	return {
		...{ bot, person, address: playground.address },
		async stop(): Promise<void> {
			await person.close();
			await playground.stop();
			await bot.stop();
			await teams.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
