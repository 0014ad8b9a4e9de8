import { PgBoss, TestClock } from "pg-boss";
import type { Outcome } from "#chat/platform.ts";
import { queueName, say } from "#delivery/ledger.ts";
import { createDelivery } from "#delivery/worker.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage } from "#storage/open.ts";
import { createNetwork, createTestLog, toSay } from "./network.ts";

// A process to be killed: `node sender.ts <folder> <address of the far end> <step>`. It says two
// messages and then stands still: after the commit, after taking the job, or while the far end is silent.
const [folder = "", farEnd = "", step] = process.argv.slice(2);
const network = createNetwork(async (post) => {
	const response = await fetch(farEnd, { method: "POST", body: JSON.stringify(post) });
	return (await response.json()) as Outcome;
});
const time = new TestClock(new Date("2026-03-02T09:00:00Z"));
const clock = () => new Date(time.now());
const messages = [toSay("p1", "the answer", "reply:e1:0"), toSay("p1", "more", "reply:e1:1")];

const storage = await openStorage({ dataDir: folder });
await migrate(storage);
const delivery = createDelivery({
	storage,
	platforms: [network.platform],
	clock,
	log: createTestLog().log,
	timers: time,
});
await delivery.start();
if (step === "sending") {
	await storage.db.$transaction((tx) => delivery.say(tx, messages, clock()));
} else {
	await delivery.stop();
	const boss = await new PgBoss({ ...storage.queue, clock: time, schedule: false }).start();
	await storage.db.$transaction((tx) => say(tx, messages, clock(), boss));
	if (step === "taken") await boss.fetch(queueName);
	process.stdout.write("ready\n");
}
setInterval(() => {}, 60_000);
