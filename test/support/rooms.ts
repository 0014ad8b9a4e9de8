import type { CommandRooms } from "#cli/command.ts";
import type { Storage } from "#storage/open.ts";
import { furnish } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { createTestLog } from "./log.ts";

/** The rooms of the house on a storage, with nothing started: what a command has. */
export async function roomsOn(
	storage: Storage,
	clock = () => new Date("2026-04-14T10:20:00Z"),
): Promise<CommandRooms> {
	const rooms = await furnish({
		...{ storage, clock, log: createTestLog().log, platforms: [], withoutContent: true },
		settings: readConfig({ MEANING: "none" }),
		secrets: { key: Buffer.alloc(32, 1) },
	});
	return { ...rooms, db: storage.db };
}
