import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Log } from "#chat/log.ts";
import { createTerminal, type Shown, type Terminal } from "#platforms/terminal/index.ts";
import { systemClock } from "#schedule/clock.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { assemble, type House, type Report } from "../assemble.ts";
import { type Config, readConfig } from "../config.ts";

export type InMemory = {
	house: House;
	terminal: Terminal;
	storage: Storage;
	log: Log;
	stop(): Promise<void>;
};

/** Where it is kept what texts mean that are measured again and again. */
export const keepMeasured = join(tmpdir(), "dhr-lessons-bot-embeddings");

/** The whole bot on the starter pack in memory, for commands that talk with it. Only what goes wrong is printed. */
export async function openInMemory(options: {
	show: (shown: Shown) => void;
	report?: (report: Report) => void;
	warn?: (text: string) => void;
	contact?: string;
	/** How it is read what messages mean; as the settings' defaults say where absent. */
	meaning?: Config["meaning"];
}): Promise<InMemory> {
	const { show, report = () => {}, warn = () => {}, contact } = options;
	const config = readConfig({ CONTACT: contact });
	const log: Log = {
		info() {},
		warn: (_, text) => warn(text),
		error: (fields, text) => console.error(text, fields),
	};
	const storage = await openStorage({});
	const terminal = createTerminal(show);
	const house = await assemble({
		...{ storage, log, report },
		platforms: [terminal],
		expects: [{ platform: "terminal", workspace: "local", name: "This machine" }],
		secrets: { key: randomBytes(32) },
		settings: { ...config, meaning: options.meaning ?? config.meaning },
		clock: systemClock,
	});
	return {
		...{ house, terminal, storage, log },
		async stop() {
			await house.stop();
			await storage.close();
		},
	};
}
