import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { freePort, type Started, startProgram } from "../support/process.ts";
import { slackApp } from "../support/slackOAuth.ts";
import { createSlackServer, type SlackServer, slackWorkspace } from "../support/slackServer.ts";

const signingSecret = "a-secret-for-these-tests";

/** What the bot is set to, as an operator writes it into `.env`. */
export type Settings = Record<string, string> & { PORT: string };

/** One bot that runs. */
export type Running = Started & {
	settings: Settings;
	/** Somebody of the workspace asks in their direct conversation: how Slack was answered. */
	say(user: string, text: string): Promise<number>;
	/** The same, and the words that come of it. */
	ask(user: string, text: string): Promise<string>;
	/** Sends SIGTERM, and resolves when the process has ended well. */
	stop(): Promise<void>;
};

/** Slack, and its people, who find the bot at whichever port. */
export type Slack = SlackServer & { say(port: string, user: string, text: string): Promise<number> };

/** Slack on loopback with one workspace, T1, which has the bot already or is still to add it. */
export async function openSlack({ added }: { added: boolean }): Promise<Slack> {
	const workspace = slackWorkspace(added ? {} : { token: "" });
	const slack = await createSlackServer({ now: () => new Date(), workspaces: [workspace] });
	onTestFinished(() => slack.stop());
	const bot = { url: "", signingSecret };
	// One for all bots: another would count its events from the first again.
	const people = slack.people(bot);
	return {
		...slack,
		async say(port, user, text) {
			bot.url = `http://127.0.0.1:${port}/slack/events`;
			return (await people.direct({ user, text })).status;
		},
	};
}

/** The settings of a bot in production for this Slack, whether by links for many workspaces or by one token. */
export async function settingsFor(slack: SlackServer, where: Record<string, string>): Promise<Settings> {
	const port = await freePort();
	const token = slack.workspaces[0]?.token ?? "";
	return {
		NODE_ENV: "production",
		MEANING: "none",
		PORT: String(port),
		DATA_DIR: await emptyFolder("dhr-data-"),
		PUBLIC_URL: `http://127.0.0.1:${port}`,
		SECRETS_KEY: Buffer.alloc(32, 5).toString("base64"),
		SLACK_API_URL: slack.apiUrl,
		SLACK_SIGNING_SECRET: signingSecret,
		...(token
			? { SLACK_BOT_TOKEN: token, SLACK_WORKSPACES: "T1" }
			: { SLACK_CLIENT_ID: slackApp.clientId, SLACK_CLIENT_SECRET: slackApp.clientSecret }),
		...where,
	};
}

/** Starts the bot, from this checkout unless another is named; resolves when it is ready. */
export async function startBot(slack: Slack, settings: Settings, checkout = "."): Promise<Running> {
	const bot = startProgram(join(checkout, "src/main.ts"), [], settings);
	await bot.line(/"ready"/);
	const say = (user: string, text: string) => slack.say(settings.PORT, user, text);
	return {
		...bot,
		settings,
		say,
		async ask(user, text) {
			const posts = slack.calls.filter(({ method }) => method === "chat.postMessage").length;
			expect(await say(user, text)).toBe(200);
			await Promise.race([slack.called("chat.postMessage", posts + 1), ended(bot)]);
			return answersTo(slack, user).at(-1) ?? "";
		},
		async stop() {
			bot.child.kill("SIGTERM");
			expect((await bot.ended).code).toBe(0);
		},
	};
}

async function ended(bot: Started): Promise<never> {
	const { code, output } = await bot.ended;
	throw new Error(`The bot ended with ${code}:\n${output}`);
}

/** What the bot has said to somebody in their direct conversation, oldest first. */
export function answersTo(slack: SlackServer, user: string): string[] {
	return slack.visible(slack.direct(user), user).flatMap(({ from, text }) => (from === user ? [] : [text]));
}

/** Runs a command of the operator's beside the bot, and resolves with what it printed. */
export async function command(settings: Settings, ...words: string[]): Promise<string> {
	const { code, output } = await startProgram("src/cli/bot.ts", words, settings).ended;
	expect([code, output]).toEqual([0, expect.anything()]);
	return output;
}

/** An agency is added, and whoever looks after its Slack opens the link and adds the bot to T1. The last page. */
export async function joinSlack(slack: SlackServer, settings: Settings): Promise<string> {
	const told = await command(settings, "agency", "add", "--name", "Kent Housing", "--sector", "housing");
	const link = /http\S+\/slack\/install\/\S+/.exec(told)?.[0] ?? "";
	expect((await fetch(link)).status).toBe(200);
	const pressed = await fetch(link, { method: "POST", redirect: "manual" });
	const cookie = pressed.headers.getSetCookie()[0]?.split(";")[0] ?? "";
	const back = slack.decide(pressed.headers.get("location") ?? "", "T1");
	return (await fetch(back, { headers: { cookie } })).text();
}

/** An empty folder that is deleted when the test ends. */
export async function emptyFolder(prefix: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), prefix));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	return folder;
}
