import type { AddressInfo } from "node:net";
import express from "express";
import { onTestFinished } from "vitest";
import type { Log } from "#chat/log.ts";
import type { Answered, Incoming } from "#chat/platform.ts";
import { createSlack } from "#platforms/slack/index.ts";
import type { Installations } from "#platforms/slack/installing/installations.ts";
import { slackApp } from "./slackOAuth.ts";
import { createSlackServer, type SlackServer, type SlackWorkspace } from "./slackServer.ts";

const signingSecret = "a-secret-for-these-tests";

export type SlackBotOptions = {
	workspaces?: SlackWorkspace[];
	handle?: (incoming: Incoming) => Promise<Answered>;
	timeoutMs?: number;
	token?: string;
	started?: boolean;
	/** Socket Mode when present. */
	appToken?: string;
	/** Many workspaces, whose tokens are kept here. */
	installations?: Installations;
	/** Whether tokens that are granted end. */
	rotation?: boolean;
	/** Whether the bot is told its true address as its public one. */
	reached?: "here";
	/** How the bot waits; without it, not at all. */
	pause?: () => Promise<void>;
	/** Another replica's server and clock, to share. */
	beside?: { server: SlackServer; clock: { now: Date } };
};

/** Where the bot is reached, as it is told: tests knock at its true address instead. */
export const publicUrl = "https://bot.example.org";

/**
 * Slack's real SDK between a server of ours and a handler of the test's, for one test. What it
 * receives and what it logs is kept; everything is stopped when the test ends.
 */
export async function startSlack(options: SlackBotOptions = {}) {
	const { workspaces, rotation, installations, beside } = options;
	const clock = beside?.clock ?? { now: new Date("2026-11-23T09:00:00Z") };
	const now = () => clock.now;
	const server = beside?.server ?? (await createSlackServer({ now, workspaces, rotation }));
	const received: Incoming[] = [];
	const logged: { level: string; fields: object; text: string }[] = [];
	const write = (level: string) => (fields: object, text: string) =>
		void logged.push({ level, fields, text });
	const log: Log = { info: write("info"), warn: write("warn"), error: write("error") };
	const web = express();
	const listening = web.listen(0, "127.0.0.1");
	await new Promise((resolve) => listening.once("listening", resolve));
	const address = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
	const url = `${address}/slack/events`;
	const botToken = options.token ?? server.workspaces[0]?.token ?? "";
	const { clientId, clientSecret } = slackApp;
	const slack = createSlack({
		config: {
			access: installations
				? { clientId, clientSecret, publicUrl: options.reached === "here" ? address : publicUrl }
				: { botToken },
			signingSecret,
			appToken: options.appToken,
			workspaces: ["T1"],
			apiUrl: server.apiUrl,
		},
		installations,
		web,
		log,
		now,
		timeoutMs: options.timeoutMs,
		pause: options.pause ?? (async () => {}),
	});
	web.get("/healthz", (_, response) => void response.send("well"));
	onTestFinished(async () => {
		await slack.stop();
		listening.closeAllConnections();
		await new Promise((resolve) => listening.close(resolve));
		if (!beside) await server.stop();
	});
	const start = () =>
		slack.start(async (incoming) => {
			received.push(incoming);
			return (await options.handle?.(incoming)) ?? {};
		});
	if (options.started ?? true) await start();
	const people = server.people({ url, signingSecret });
	/** People of another workspace than the first. */
	const peopleOf = (workspace: string) => server.people({ url, signingSecret }, workspace);
	return { slack, server, people, peopleOf, received, logged, clock, url, start };
}

/** The first of a list, or a failed test. */
export function only<Item>(items: Item[]): Item {
	const [first, ...more] = items;
	if (first === undefined || more.length > 0) throw new Error(`There are ${items.length}, not one.`);
	return first;
}
