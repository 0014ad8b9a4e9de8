import { App, LogLevel, type Receiver, type webApi } from "@slack/bolt";
import { fault, type Log } from "#chat/log.ts";
import type { Incoming } from "#chat/platform.ts";
import { removalEvents } from "./installing/removed.ts";
import { botUserOf, type Command, type Envelope, type Press, type Shortcut } from "./reading/payloads.ts";
import { fromPress } from "./reading/press.ts";
import { eventNames, fromCommand, fromEvent, fromShortcut, shortcuts } from "./receive.ts";
import { NotNow } from "./web/receivers.ts";

type AppParts = {
	receiver: Receiver;
	clientOptions: webApi.WebClientOptions & { logger: ReturnType<typeof boltLogger> };
	log: Log;
	/** Takes what people do. */
	take: (incoming: Incoming | undefined) => Promise<void>;
	/** Hears that the bot was taken out of a workspace. */
	removed: (envelope: Envelope) => Promise<void>;
};

/** Bolt, with a listener for each kind of thing that people do. It is given no token: it calls nobody. */
export function createApp({ receiver, clientOptions, log, take, removed }: AppParts): App {
	const app = new App({
		receiver,
		logger: clientOptions.logger,
		logLevel: LogLevel.WARN,
		clientOptions,
		convoStore: false,
		authorize: async (_, body) => ({ botUserId: botUserOf(body as unknown as Envelope) }),
	});
	for (const name of eventNames) app.event(name, ({ body }) => take(fromEvent(body as unknown as Envelope)));
	for (const name of removalEvents) app.event(name, ({ body }) => removed(body as unknown as Envelope));
	app.command("/lessons", async ({ body, ack }) => {
		await ack();
		await take(fromCommand(body as unknown as Command));
	});
	for (const name of shortcuts)
		app.shortcut({ type: "message_action", callback_id: name }, async ({ body, ack }) => {
			await ack();
			await take(fromShortcut(body as unknown as Shortcut));
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

/** What Slack's library reports, without its texts: they can repeat what a person wrote. */
export function boltLogger(log: Log) {
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
