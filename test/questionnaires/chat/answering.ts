import { createTerminal } from "#platforms/terminal/index.ts";
import { openStorage } from "#storage/open.ts";
import { furnish } from "../../../src/assemble.ts";
import { createBot } from "../../../src/bot.ts";
import { readConfig } from "../../../src/config.ts";
import { createTestLog } from "../../support/log.ts";

// A process to be killed: `node answering.ts <folder> <person> <time> <words>`. The bot takes what somebody says,
// commits it, and stands still before anything is sent: nobody delivers.
const [folder = "", person = "", time = "", words = ""] = process.argv.slice(2);
const now = new Date(time);
const storage = await openStorage({ dataDir: folder });
const terminal = createTerminal(() => {});
const parts = { platforms: [terminal], clock: () => now, log: createTestLog().log };
const { features, people, read, delivery } = await furnish({
	...{ ...parts, storage, secrets: { key: Buffer.alloc(32, 1) } },
	settings: { ...readConfig({ MEANING: "none" }), contact: "your DA lead" },
});
await terminal.start(
	createBot({
		...{ ...parts, db: storage.db, features, callerOf: people.callerOf, say: delivery.say, read },
		...{ helplines: async () => [], contact: "your DA lead", pause: async () => {} },
	}),
);
await terminal.say(words, { person });
process.stdout.write("committed\n");
setInterval(() => {}, 60_000);
