import { setTimeout } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import type { Express } from "express";
import { createInHand } from "#chat/handling/inHand.ts";
import { fault, type Log } from "#chat/log.ts";
import type { Message } from "#chat/message.ts";
import type { Incoming, Platform, Receive } from "#chat/platform.ts";
import { type Access, manyTokens, oneToken } from "./access.ts";
import { boltLogger, createApp } from "./app.ts";
import { createCalls } from "./calling/calls.ts";
import { createFind } from "./calling/find.ts";
import { createMembership } from "./calling/membership.ts";
import { createNaming } from "./calling/naming.ts";
import { createReplace } from "./calling/replace.ts";
import type { OAuthConfig } from "./installing/exchange.ts";
import type { Installations } from "./installing/installations.ts";
import { createSend, type Pause } from "./send.ts";
import { createUpdate } from "./update.ts";
import { NotNow, socketReceiver, webReceiver } from "./web/receivers.ts";

/** What it takes to serve Slack. */
export type SlackConfig = {
	/** Absent in Socket Mode, where Slack is called and does not call. */
	signingSecret?: string;
	/** Socket Mode when present. */
	appToken?: string;
	workspaces: string[];
	apiUrl: string;
	/** The token of the one workspace, or what it takes for many to grant theirs. */
	access: { botToken: string } | OAuthConfig;
};

export type SlackOptions = {
	config: SlackConfig;
	/** The app that listens for all platforms; `/slack/…` is put on it at once. */
	web: Express;
	/** Where the bot is installed; needed where many workspaces grant tokens. */
	installations?: Installations;
	log: Log;
	now: () => Date;
	/** How long one call to Slack may take. */
	timeoutMs?: number;
	/** Waits; given only by tests. */
	pause?: Pause;
};

/** Slack, by events over HTTP, or by Socket Mode where the configuration has an app-level token. */
export function createSlack(options: SlackOptions): Platform {
	const { config, log, timeoutMs = 10_000, pause = (ms) => setTimeout(ms) } = options;
	const clientOptions = {
		slackApiUrl: config.apiUrl,
		logger: boltLogger(log),
		timeout: timeoutMs,
		// The SDK would post again after a time-out that may have hidden a success.
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
	};
	const client = new webApi.WebClient(undefined, clientOptions);
	const { tokenFor, check, removed } = accessTo({ ...options, client, pause });
	const callsFor = createCalls(client, tokenFor, timeoutMs);
	const { take, inHand, begin, end, isOpen } = createTaking({
		...{ replace: createReplace(callsFor), log },
		withMembership: createMembership(client, tokenFor, options.now),
		withNames: createNaming(client, tokenFor),
	});
	const receiver = config.appToken
		? socketReceiver(config.appToken, clientOptions)
		: webReceiver({
				...{ web: options.web, now: options.now, logger: clientOptions.logger, isOpen, inHand },
				signingSecret: config.signingSecret ?? "",
			});
	const app = createApp({ receiver, clientOptions, log, take, removed: (told) => inHand.add(removed(told)) });

	return {
		name: "slack",
		async start(receive) {
			await check();
			begin(receive);
			if (config.appToken) await app.start();
		},
		...createSend(callsFor, pause),
		update: createUpdate(callsFor),
		find: createFind(client, tokenFor, callsFor),
		settled: inHand.done,
		async stop() {
			end();
			if (config.appToken) await app.stop();
			await inHand.done();
		},
	};
}

function accessTo(options: SlackOptions & { client: webApi.WebClient; pause: Pause }): Access {
	const { config, installations, ...parts } = options;
	const { access, workspaces, apiUrl } = config;
	if ("botToken" in access) return oneToken({ ...parts, workspaces, token: access.botToken });
	if (!installations) throw new Error("Slack for many workspaces needs somewhere to keep their tokens.");
	return manyTokens({ ...parts, installations, apiUrl, oauth: access });
}

type TakingParts = {
	replace: ReturnType<typeof createReplace>;
	withMembership: ReturnType<typeof createMembership>;
	withNames: ReturnType<typeof createNaming>;
	log: Log;
};

/** Gives what people do to the bot, and puts its answer in the place of what they pressed or opened. */
function createTaking({ replace, withMembership, withNames, log }: TakingParts) {
	const inHand = createInHand();
	let receive: Receive | undefined;
	let open = false;
	const put = async (incoming: Incoming, card: Message): Promise<void> => {
		try {
			const ended = await replace(incoming, card);
			if (ended.kind !== "sent") log.warn({ reason: ended.reason }, "A Slack card could not be replaced");
		} catch (error) {
			log.error(fault(error), "A Slack card could not be rendered");
		}
	};
	return {
		inHand,
		isOpen: () => open,
		begin(handle: Receive) {
			receive = handle;
			open = true;
		},
		end() {
			open = false;
		},
		async take(read: Incoming | undefined): Promise<void> {
			if (!read) return;
			if (!receive) throw new Error("Slack was not started.");
			const incoming = await inHand.add(withMembership(read).then(withNames));
			const { replace: card, again } = await inHand.add(receive(incoming));
			if (again) throw new NotNow();
			if (card) inHand.add(put(incoming, card));
		},
	};
}
