import { type App, ExpressReceiver, type Receiver, SocketModeReceiver, type webApi } from "@slack/bolt";
import type { Express } from "express";
import type { InHand } from "#chat/handling/inHand.ts";
import { createVerify } from "./verify.ts";

const path = "/slack/events";

/** Thrown to have Slack bring an event again, which the bot could not handle now. */
export class NotNow extends Error {
	override name = "NotNow";
}

type WebParts = {
	web: Express;
	signingSecret: string;
	now: () => Date;
	logger: webApi.WebClientOptions["logger"];
	isOpen: () => boolean;
	inHand: InHand;
};

/** Bolt's receiver behind our own check. Its 200 follows the listeners, and so the commit. */
export function webReceiver({ web, signingSecret, now, logger, isOpen, inHand }: WebParts): Receiver {
	// Anybody could sign with an empty secret.
	if (!signingSecret) throw new Error("SLACK_SIGNING_SECRET is missing.");
	web.use(createVerify(path, signingSecret, now));
	// Only after the check: a stop waits for what is in hand, and for nobody but Slack.
	web.post(path, (_, response, next) => {
		if (!isOpen()) {
			response.status(503).end();
			return;
		}
		inHand.add(new Promise<void>((resolve) => response.once("close", resolve)));
		next();
	});
	return new ExpressReceiver({
		app: web,
		endpoints: path,
		signingSecret: "",
		signatureVerification: false,
		processBeforeResponse: true,
		processEventErrorHandler: async ({ response }) => {
			if (!response.headersSent) response.writeHead(503).end();
			return false;
		},
		logger,
	});
}

/** Bolt acknowledges before its listeners run; this way Slack sends again what was not handled. */
export function socketReceiver(appToken: string, clientOptions: webApi.WebClientOptions): Receiver {
	const receiver = new SocketModeReceiver({
		appToken,
		logger: clientOptions.logger,
		installerOptions: { clientOptions },
		processEventErrorHandler: async () => false,
	});
	return {
		init(app) {
			receiver.init({
				processEvent: async (event: Parameters<App["processEvent"]>[0]) => {
					let answer: { body?: Parameters<typeof event.ack>[0] } | undefined;
					const ack: typeof event.ack = async (body) => {
						answer = { body };
					};
					await app.processEvent({ ...event, ack });
					if (answer) await event.ack(answer.body);
				},
			} as App);
		},
		start: () => receiver.start(),
		stop: () => receiver.stop(),
	};
}
