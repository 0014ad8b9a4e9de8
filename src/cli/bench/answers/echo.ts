/** The program that `startEcho` starts: Bolt, told nothing but to say back what it is told. */
import type { AddressInfo } from "node:net";
// biome-ignore lint/style/noRestrictedImports: the bare SDK is what the bot is compared with.
import { App, ExpressReceiver, LogLevel } from "@slack/bolt";
import { botUser, signingSecret } from "./asking.ts";
import type { Listens } from "./listens.ts";

export type EchoOptions = { slackUrl: string };

const { slackUrl } = JSON.parse(process.argv[2] ?? "{}") as EchoOptions;
const receiver = new ExpressReceiver({ signingSecret });
const app = new App({
	receiver,
	logLevel: LogLevel.WARN,
	clientOptions: { slackApiUrl: slackUrl },
	authorize: async () => ({ botToken: "xoxb-bench", botUserId: botUser }),
});
app.event("app_mention", async ({ event, say }) => {
	await say({ text: event.text, thread_ts: event.ts });
});
const server = receiver.app.listen(0, "127.0.0.1", () => {
	process.send?.({ port: (server.address() as AddressInfo).port } satisfies Listens);
});
process.once("disconnect", () => process.exit());
