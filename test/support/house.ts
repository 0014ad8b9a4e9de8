import type { Platform } from "#chat/platform.ts";
import { grantRole, operator } from "#people/roles.ts";
import { assemble, type House } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { openTestStorage } from "./database.ts";
import { createTestLog } from "./log.ts";

/** The whole bot on one platform, with a clock that goes where it is told. */
export async function openHouse(
	open: (parts: {
		log: ReturnType<typeof createTestLog>["log"];
		now: () => Date;
	}) => Promise<{ platform: Platform; workspace: string }>,
	begins: Date,
) {
	let now = begins;
	const log = createTestLog();
	const storage = await openTestStorage();
	const { platform, workspace } = await open({ log: log.log, now: () => now });
	const house: House = await assemble({
		storage,
		platforms: [platform],
		expects: [{ platform: platform.name, workspace, name: "Kent Police" }],
		secrets: { key: Buffer.alloc(32, 1) },
		settings: { ...readConfig({ MEANING: "none" }), contact: "your DA lead" },
		clock: () => now,
		log: log.log,
		report: () => {},
	});
	return {
		...{ house, storage, log },
		/** Lets it be this time, and what the seminars look at regularly be looked at. */
		async at(time: string): Promise<void> {
			now = new Date(time);
			await house.tick("seminar notices");
			await house.tick("seminar waiting lists");
			await house.allSaid();
		},
		/** Makes everybody who was met a coordinator. */
		async promote(): Promise<void> {
			for (const { id } of await storage.db.person.findMany())
				await storage.db.$transaction((tx) =>
					grantRole(tx, operator, { personId: id, role: "coordinator" }, now),
				);
		},
		async stop(): Promise<void> {
			await house.stop();
			await storage.close();
		},
	};
}
