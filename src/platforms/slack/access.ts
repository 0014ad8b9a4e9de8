import type { webApi } from "@slack/bolt";
import type { Express } from "express";
import type { Log } from "#chat/log.ts";
import type { TokenFor } from "./calling/calls.ts";
import { failureOf } from "./errors.ts";
import { createExchange, type OAuthConfig } from "./installing/exchange.ts";
import { serveInstall } from "./installing/install.ts";
import type { Installations } from "./installing/installations.ts";
import { createRemoved } from "./installing/removed.ts";
import { createTokens } from "./installing/tokens.ts";
import type { Envelope } from "./reading/payloads.ts";
import type { Pause } from "./send.ts";

/** Slack does not let the bot in. The message is a sentence for whoever runs it. */
class SlackRefused extends Error {
	override name = "SlackRefused";
	readonly forOperator = true;
}

/** With what the bot calls Slack. */
export type Access = {
	tokenFor: TokenFor;
	/** Throws SlackRefused where nothing would work. */
	check(): Promise<void>;
	/** Hears that the bot was taken out of a workspace. */
	removed(envelope: Envelope): Promise<void>;
};

/** One workspace: the token comes from the settings. */
export function oneToken(parts: {
	token: string;
	workspaces: string[];
	client: webApi.WebClient;
	log: Log;
}): Access {
	const { token, workspaces, client, log } = parts;
	return {
		tokenFor: async () => token,
		/** An outage is no reason not to start. */
		async check() {
			try {
				const { team_id: workspace } = await client.auth.test({ token });
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
		},
		async removed() {
			log.warn({}, "The bot was taken out of its Slack workspace: SLACK_BOT_TOKEN no longer works");
		},
	};
}

/** Many workspaces: each grants a token when the bot is installed there, by pages on the web. */
export function manyTokens(parts: {
	oauth: OAuthConfig;
	apiUrl: string;
	web: Express;
	client: webApi.WebClient;
	installations: Installations;
	now: () => Date;
	pause: Pause;
	log: Log;
}): Access {
	const { oauth, client, now } = parts;
	const exchange = createExchange(client, oauth, now);
	serveInstall({ ...parts, config: oauth, exchange });
	return {
		tokenFor: createTokens({ ...parts, exchange }),
		check: async () => {},
		removed: createRemoved({ ...parts, exchange }),
	};
}
