import type { Incoming } from "#chat/platform.ts";
import { openStorage } from "#storage/open.ts";
import { furnish } from "../../../src/assemble.ts";
import { createBot } from "../../../src/bot.ts";
import { readConfig } from "../../../src/config.ts";
import { createTestLog } from "../../support/log.ts";

// A process to be killed: `node answering.ts <database> <time>`, with a channel to whoever started it. The bot
// takes what people do, commits it and answers; what it has to say stays in the ledger, since nobody delivers.
const [databaseUrl = "", time = ""] = process.argv.slice(2);
const now = new Date(time);
const storage = await openStorage({ databaseUrl });
const parts = { platforms: [], clock: () => now, log: createTestLog().log };
const { features, people, read, delivery } = await furnish({
	...{ ...parts, storage, secrets: { key: Buffer.alloc(32, 1) } },
	settings: { ...readConfig({ MEANING: "none" }), contact: "your DA lead" },
});
const receive = createBot({
	...{ ...parts, db: storage.db, features, callerOf: people.callerOf, say: delivery.say, read },
	...{ helplines: async () => [], contact: "your DA lead", pause: async () => {} },
});
process.on("disconnect", () => process.exit());
process.on("message", async ({ id, incoming }: { id: number; incoming: Incoming }) => {
	process.send?.({ id, taken: true });
	process.send?.({ id, answered: await receive(incoming) });
});
process.send?.({ ready: true });
