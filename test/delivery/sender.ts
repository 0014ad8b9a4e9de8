import type { Outcome } from "#chat/platform.ts";
import { say } from "#delivery/ledger.ts";
import { claim } from "#delivery/sending/claim.ts";
import { createDelivery } from "#delivery/worker.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage } from "#storage/open.ts";
import { rates } from "../support/rates.ts";
import { createNetwork, createTestLog, toSay } from "./network.ts";
import { createTime } from "./time.ts";

// A process to be killed: `node sender.ts <folder> <address of the far end> <step>`. It says two
// messages and then stands still: after the commit, after taking one up, or while the far end is silent.
const [folder = "", farEnd = "", step] = process.argv.slice(2);
const network = createNetwork(async (post) => {
	const response = await fetch(farEnd, { method: "POST", body: JSON.stringify(post) });
	return (await response.json()) as Outcome;
});
const time = createTime(new Date("2026-03-02T09:00:00Z"));
const at = new Date(time.now());
const messages = [toSay("p1", "the answer", "reply:e1:0"), toSay("p1", "more", "reply:e1:1")];

const storage = await openStorage({ dataDir: folder });
await migrate(storage);
if (step === "sending") {
	const platforms = [network.platform];
	const { log } = createTestLog();
	await createDelivery({ storage, rates, platforms, clock: () => at, log, timers: time }).start();
}
await storage.db.$transaction((tx) => say(tx, messages, at));
if (step === "taken") {
	const free = { all: 1, announcements: 1 };
	await claim(storage, {
		rates,
		claim: "of a process that dies",
		lost: [],
		free,
		seconds: 120,
		memory: { waiting: [], readAt: Number.NEGATIVE_INFINITY },
		at,
	});
}
if (step !== "sending") process.stdout.write("ready\n");
setInterval(() => {}, 60_000);
