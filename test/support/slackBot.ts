import type { AddressInfo } from "node:net";
import express from "express";
import { onTestFinished } from "vitest";
import type { Log } from "#chat/log.ts";
import type { Answered, Incoming } from "#chat/platform.ts";
import { createSlack } from "#platforms/slack/index.ts";
import { createSlackServer, type SlackWorkspace } from "./slackServer.ts";

const signingSecret = "a-secret-for-these-tests";

/**
 * Slack's real SDK between a server of ours and a handler of the test's, for one test. What it
 * receives and what it logs is kept; everything is stopped when the test ends.
 */
export async function startSlack(
	options: {
		workspaces?: SlackWorkspace[];
		handle?: (incoming: Incoming) => Promise<Answered>;
		timeoutMs?: number;
		token?: string;
		started?: boolean;
		/** Socket Mode when present. */
		appToken?: string;
	} = {},
) {
	const clock = { now: new Date("2026-11-23T09:00:00Z") };
	const now = () => clock.now;
	const server = await createSlackServer({ now, workspaces: options.workspaces });
	const received: Incoming[] = [];
	const logged: { level: string; fields: object; text: string }[] = [];
	const write = (level: string) => (fields: object, text: string) =>
		void logged.push({ level, fields, text });
	const log: Log = { info: write("info"), warn: write("warn"), error: write("error") };
	const web = express();
	const botToken = options.token ?? server.workspaces[0]?.token ?? "";
	const slack = createSlack({
		config: {
			botToken,
			signingSecret,
			appToken: options.appToken,
			workspaces: ["T1"],
			apiUrl: server.apiUrl,
		},
		web,
		log,
		now,
		timeoutMs: options.timeoutMs,
		pause: async () => {},
	});
	web.get("/healthz", (_, response) => void response.send("well"));
	const listening = web.listen(0, "127.0.0.1");
	await new Promise((resolve) => listening.once("listening", resolve));
	const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/slack/events`;
	onTestFinished(async () => {
		await slack.stop();
		listening.closeAllConnections();
		await new Promise((resolve) => listening.close(resolve));
		await server.stop();
	});
	const start = () =>
		slack.start(async (incoming) => {
			received.push(incoming);
			return (await options.handle?.(incoming)) ?? {};
		});
	if (options.started ?? true) await start();
	const people = server.people({ url, signingSecret });
	return { slack, server, people, received, logged, clock, url, start };
}

/** The first of a list, or a failed test. */
export function only<Item>(items: Item[]): Item {
	const [first, ...more] = items;
	if (first === undefined || more.length > 0) throw new Error(`There are ${items.length}, not one.`);
	return first;
}
