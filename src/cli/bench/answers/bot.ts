/** The program that `startBot` starts: the whole bot, as `main.ts` builds it, with so many passages held. */
import type { Log } from "#chat/log.ts";
import { readContent } from "#knowledge/content.ts";
import { publish, putDocument } from "#knowledge/publish.ts";
import { createSlack } from "#platforms/slack/index.ts";
import { systemClock } from "#schedule/clock.ts";
import { openStorage } from "#storage/open.ts";
import { assemble } from "../../../assemble.ts";
import { readConfig } from "../../../config.ts";
import { serveWeb } from "../../../web.ts";
import { signingSecret, workspaces } from "./asking.ts";
import type { Listens } from "./listens.ts";
import { variations } from "./variations.ts";

export type BotOptions = {
	slackUrl: string;
	/** Its PostgreSQL, or the folder of its embedded database. */
	database: { databaseUrl: string } | { dataDir: string };
	passages: number;
};

/** So that what is measured is the bot, and not how fast Slack would let it post. */
const unbound = [{ most: 1_000_000, seconds: 60 }];
const rates = {
	slack: { conversation: unbound, workspace: unbound },
	teams: { conversation: [], workspace: [] },
	terminal: { conversation: [], workspace: [] },
};

const { slackUrl, database, passages } = JSON.parse(process.argv[2] ?? "{}") as BotOptions;
const { slack, secrets, ...read } = readConfig({
	SLACK_API_URL: slackUrl,
	SLACK_BOT_TOKEN: "xoxb-bench",
	SLACK_SIGNING_SECRET: signingSecret,
	SLACK_WORKSPACES: workspaces.join(","),
	SECRETS_KEY: Buffer.alloc(32, 1).toString("base64"),
	PUBLIC_URL: "https://bench.invalid",
	// What a message means takes some 40 ms of a core to read: that would be all that is measured.
	MEANING: "none",
});
const settings = { ...read, rates };
const log: Log = {
	info() {},
	warn() {},
	error: (fields, text) => console.error(text, fields),
};
const storage = await openStorage(database);
const web = await serveWeb({ storage, port: 0, local: true });
if (!slack || !secrets) throw new Error("The settings of the bench are incomplete.");
const platform = createSlack({ config: slack, web: web.app, log, now: systemClock });
const house = await assemble({
	...{ storage, log, settings },
	platforms: [platform],
	secrets,
	clock: systemClock,
	expects: workspaces.map((workspace) => ({ platform: "slack", workspace, name: `Agency ${workspace}` })),
	web: web.app,
});
const starter = (await readContent(storage.db)).passages;
const paper = variations(starter, Math.max(0, passages - starter.length));
await publish(storage.db, (tx) => putDocument(tx, paper));
await house.library.current();
web.open();
process.send?.({ port: web.port } satisfies Listens);
process.once("disconnect", async () => {
	await house.stop();
	await web.close();
	await storage.close();
	process.exit();
});
