import { setTimeout } from "node:timers/promises";
import { App, LogLevel, type Receiver, webApi } from "@slack/bolt";
import type { Express } from "express";
import { fault, type Log } from "#chat/log.ts";
import type { Incoming, Platform, Receive } from "#chat/platform.ts";
import { createCalls } from "./calls.ts";
import { failureOf } from "./errors.ts";
import { createFind } from "./find.ts";
import {
	botUserOf,
	type Command,
	type Envelope,
	fromCommand,
	fromEvent,
	fromPress,
	type Press,
} from "./receive.ts";
import { createInHand, NotNow, socketReceiver, webReceiver } from "./receivers.ts";
import { createReplace } from "./replace.ts";
import { createSend, type Pause } from "./send.ts";

/** Slack does not let the bot in. The message is a sentence for whoever runs it. */
class SlackRefused extends Error {
	override name = "SlackRefused";
	readonly forOperator = true;
}

/** What it takes to serve Slack. */
export type SlackConfig = {
	botToken: string;
	/** Absent in Socket Mode, where Slack is called and does not call. */
	signingSecret?: string;
	/** Socket Mode when present. */
	appToken?: string;
	workspaces: string[];
	apiUrl: string;
};

export type SlackOptions = {
	config: SlackConfig;
	/** The app that listens for all platforms; `/slack/events` is put on it at once. */
	web: Express;
	log: Log;
	now: () => Date;
	/** How long one call to Slack may take. */
	timeoutMs?: number;
	/** Waits; given only by tests. */
	pause?: Pause;
};

/** Slack, by events over HTTP, or by Socket Mode where the configuration has an app-level token. */
export function createSlack(options: SlackOptions): Platform {
	const { config, web, log, now, timeoutMs = 10_000, pause = (ms) => setTimeout(ms) } = options;
	const logger = boltLogger(log);
	const clientOptions = {
		slackApiUrl: config.apiUrl,
		logger,
		timeout: timeoutMs,
		// The SDK would post again after a time-out that may have hidden a success.
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
	};
	const client = new webApi.WebClient(config.botToken, clientOptions);
	const calls = createCalls(client, timeoutMs);
	const replace = createReplace(calls);
	const inHand = createInHand();
	let receive: Receive | undefined;
	let open = false;

	const receiver = config.appToken
		? socketReceiver(config.appToken, clientOptions)
		: webReceiver({
				web,
				signingSecret: config.signingSecret ?? "",
				now,
				logger,
				isOpen: () => open,
				inHand,
			});

	const take = async (incoming: Incoming | undefined): Promise<void> => {
		if (!incoming) return;
		if (!receive) throw new Error("Slack was not started.");
		const { replace: card, again } = await inHand.add(receive(incoming));
		if (again) throw new NotNow();
		if (card) inHand.add(replaceCard(incoming, card));
	};
	const replaceCard = async (...[incoming, card]: Parameters<typeof replace>): Promise<void> => {
		try {
			const ended = await replace(incoming, card);
			if (ended.kind !== "sent") log.warn({ reason: ended.reason }, "A Slack card could not be replaced");
		} catch (error) {
			log.error(fault(error), "A Slack card could not be rendered");
		}
	};
	const app = createApp({ receiver, logger, clientOptions, botToken: config.botToken, log, take });

	return {
		name: "slack",
		async start(handle) {
			await checkToken(client, config.workspaces, log);
			receive = handle;
			open = true;
			if (config.appToken) await app.start();
		},
		...createSend(calls, pause),
		find: createFind(client, calls),
		async stop() {
			open = false;
			if (config.appToken) await app.stop();
			await inHand.done();
		},
	};
}

type AppParts = {
	receiver: Receiver;
	logger: ReturnType<typeof boltLogger>;
	clientOptions: webApi.WebClientOptions;
	botToken: string;
	log: Log;
	take: (incoming: Incoming | undefined) => Promise<void>;
};

/** Bolt, with a listener for each kind of thing that people do. */
function createApp({ receiver, logger, clientOptions, botToken, log, take }: AppParts): App {
	const app = new App({
		receiver,
		logger,
		logLevel: LogLevel.WARN,
		clientOptions,
		convoStore: false,
		authorize: async (_, body) => ({ botToken, botUserId: botUserOf(body as unknown as Envelope) }),
	});
	for (const name of ["message", "app_mention", "app_home_opened", "member_joined_channel"])
		app.event(name, ({ body }) => take(fromEvent(body as unknown as Envelope)));
	app.command("/lessons", async ({ body, ack }) => {
		await ack();
		await take(fromCommand(body as unknown as Command));
	});
	app.action({ type: "block_actions" }, async ({ body, ack }) => {
		await ack();
		await take(fromPress(body as unknown as Press));
	});
	app.error(async (error) => {
		const cause = error.original ?? error;
		if (!(cause instanceof NotNow)) log.error(fault(cause), "An event from Slack could not be handled");
		throw error;
	});
	return app;
}

/** Throws when Slack refuses the token: nothing would work. An outage is no reason not to start. */
async function checkToken(client: webApi.WebClient, workspaces: string[], log: Log): Promise<void> {
	try {
		const { team_id: workspace } = await client.auth.test();
		if (workspace && !workspaces.includes(workspace))
			log.warn({ workspace }, "The bot's own Slack workspace is not among SLACK_WORKSPACES");
	} catch (error) {
		const failure = failureOf(error);
		if (failure.kind === "never")
			throw new SlackRefused(
				`SLACK_BOT_TOKEN does not work: ${failure.reason}. Copy it again from the app’s page.`,
			);
		log.warn({ reason: failure.reason }, "Slack could not be asked whether the bot's token works");
	}
}

/** What Bolt reports, without its texts: they can repeat what a person wrote. */
function boltLogger(log: Log) {
	const report =
		(level: "warn" | "error") =>
		(...said: unknown[]) => {
			const error = said.find((item) => item instanceof Error);
			log[level](error ? fault(error) : {}, "Slack's library reported a problem");
		};
	return {
		debug() {},
		info() {},
		warn: report("warn"),
		error: report("error"),
		setLevel() {},
		getLevel: () => LogLevel.WARN,
		setName() {},
	};
}
