import { Application } from "@microsoft/teams-ai";
import type { Activity, TurnContext } from "botbuilder";
import type { Request, Response } from "express";
import { fault, type Log } from "#chat/log.ts";
import type { Answered, Incoming, Receive } from "#chat/platform.ts";
import { activityShape, arrivalKey, isArrival, setting, type TeamsActivity } from "./activity.ts";
import { type Adapter, isFromChannel } from "./adapter.ts";
import { maySpeakTo, type Reach, type TeamsAddress } from "./address.ts";
import { NotNow } from "./errors.ts";
import { cardAfter, createPressKeys, pressed } from "./pressed.ts";
import { createRefusals } from "./refusals.ts";
import { type Card, toActivity, toReplacement } from "./render.ts";
import { isLocal, readBody } from "./request.ts";
import { said } from "./said.ts";
import type { Sender } from "./send.ts";

/** Takes what Teams posts to the bot. */
export type Receiver = {
	handle(request: Request, response: Response): Promise<void>;
	/** Refuses what comes from now on; resolves when what came is handled. */
	stop(): Promise<void>;
};

type Reply = { status: number; body?: unknown };
type Event = Omit<Incoming, "act" | "businessKey"> & { address: TeamsAddress };

/** Creates the receiver. `patienceMs` is how long Teams is kept waiting for an answer; work then goes on without it. */
export function createReceiver(options: {
	adapter: Adapter;
	sender: Sender;
	receive: Receive;
	reach: Reach;
	authenticated: boolean;
	patienceMs: number;
	log: Log;
	now: () => Date;
}): Receiver {
	const { adapter, sender, reach, authenticated, patienceMs, log, now } = options;
	const keyOfPress = createPressKeys(now);
	const refused = createRefusals(log, now);
	const inHand = new Set<Promise<unknown>>();
	let stopping = false;

	function hold<T>(work: Promise<T>): Promise<T> {
		inHand.add(work);
		const forget = () => inHand.delete(work);
		work.then(forget, forget);
		return work;
	}

	async function receive(incoming: Incoming): Promise<Answered> {
		try {
			return await options.receive(incoming);
		} catch (error) {
			log.error({ eventId: incoming.eventId, ...fault(error) }, "An event from Teams was not handled");
			return { again: true };
		}
	}

	async function onMessage(context: TurnContext): Promise<void> {
		const activity = activityShape.parse(context.activity);
		const event = setting(activity);
		if (!event) return;
		const press = toPress(activity, event);
		if (press) {
			const answering = receive(press).then(async (answered) => {
				await replace(activity, event, press, answered);
				return answered;
			});
			await inTime(hold(answering));
			return;
		}
		const text = activity.value == null ? said(activity) : undefined;
		if (text === undefined) return;
		const { tenantId, conversationId } = event.address;
		const businessKey = `said:${tenantId}:${conversationId}:${activity.id}`;
		await inTime(hold(receive(toIncoming(event, businessKey, { kind: "said", text }))));
	}

	async function onArrival(context: TurnContext): Promise<void> {
		const activity = activityShape.parse(context.activity);
		const event = setting(activity);
		if (!event || !isArrival(activity)) return;
		await inTime(hold(receive(toIncoming(event, arrivalKey(event.address), { kind: "arrived" }))));
	}

	async function onExecute(context: TurnContext): Promise<void> {
		const activity = activityShape.parse(context.activity);
		const event = setting(activity);
		const press = event && toPress(activity, event);
		if (!event || !press) return respond(context, notUnderstood);
		const answering = hold(receive(press));
		const answered = await inTime(answering);
		if (answered) return respond(context, cardReply(press, event, answered));
		hold(answering.then((late) => replace(activity, event, press, late)));
		return respond(context, note("Still working on it. The reply will appear here."));
	}

	function toPress(activity: TeamsActivity, event: Event): Incoming | undefined {
		const press = pressed(activity);
		if (!press) return undefined;
		const { tenantId, conversationId } = event.address;
		const by = `pressed:${tenantId}:${conversationId}:${event.person.id}`;
		const key = keyOfPress(`${by}:${press.of}`, by);
		return toIncoming(event, key, press.act);
	}

	/** The next card goes into the response itself; Teams puts it in place of the pressed one. */
	function cardReply(press: Incoming, event: Event, { replace }: Answered): object {
		// Teams shows an error and repeats the press when this is empty.
		if (!replace) return note("Done.");
		const { card, rest } = toReplacement(replace, cardAfter(press.businessKey));
		hold(postRest(event, rest));
		return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card };
	}

	/** Teams now and then no longer knows the card to replace; its successor then goes in a new message. */
	async function replace(activity: TeamsActivity, event: Event, press: Incoming, { replace }: Answered) {
		if (!replace) return;
		const { card, rest } = toReplacement(replace, cardAfter(press.businessKey));
		const next = toActivity(card);
		const updated = activity.replyToId
			? await sender.update(event.address, activity.replyToId, next)
			: ({ kind: "never", reason: "The event does not say which card was pressed." } as const);
		if (updated.kind !== "sent") log.warn({ eventId: event.eventId, ...updated }, "A card was not replaced");
		if (updated.kind === "never") await sender.post(event.address, [next]);
		await postRest(event, rest);
	}

	async function postRest({ address }: Event, rest: Card[]) {
		if (rest.length > 0) await sender.post(address, rest.map(toActivity));
	}

	/** The answer, or undefined when it is not there in time. Throws when the event is to come again. */
	async function inTime(work: Promise<Answered>): Promise<Answered | undefined> {
		const { promise: late, resolve } = Promise.withResolvers<undefined>();
		const timer = setTimeout(() => resolve(undefined), patienceMs);
		try {
			const answered = await Promise.race([work, late]);
			if (answered?.again) throw new NotNow();
			return answered;
		} finally {
			clearTimeout(timer);
		}
	}

	const routes = new Application({ startTypingTimer: false, removeRecipientMention: false })
		.activity("message", onMessage)
		.activity(["installationUpdate", "conversationUpdate"], onArrival)
		.addRoute(async ({ activity }) => activity.name === "adaptiveCard/action", onExecute, true)
		.addRoute(
			async ({ activity }) => activity.name === "message/submitAction",
			(context) => respond(context, {}),
			true,
		);

	async function answer(request: Request, response: Response, verified: () => void): Promise<Reply> {
		if (stopping) return { status: 503 };
		const authorization = request.headers.authorization ?? "";
		if (authenticated ? !authorization : !isLocal(request)) {
			refused(authenticated ? "no token" : "not made on this machine");
			return { status: authenticated ? 401 : 403 };
		}
		const unreadable = await readBody(request, response);
		if (unreadable !== undefined) return { status: unreadable };
		const { data: activity } = activityShape.safeParse(request.body);
		if (!activity) return { status: 400 };
		try {
			let refusal: number | undefined;
			const invoked = await adapter.run(authorization, activity as unknown as Activity, async (context) => {
				if (stopping) refusal = 503;
				else if (authenticated && !isFromChannel(context, adapter)) refusal = 403;
				else if (!maySpeakTo(activity.serviceUrl, reach)) refusal = 403;
				if (refusal !== undefined) return;
				verified();
				await routes.run(context);
			});
			if (refusal === 403) refused("not from a channel, or from a service that is not on the list");
			return refusal === undefined
				? { status: invoked?.status ?? 200, body: invoked?.body }
				: { status: refusal };
		} catch (error) {
			return failed(error);
		}
	}

	function failed(error: unknown): Reply {
		if (error instanceof NotNow) return { status: 503 };
		const { fault: name, status } = fault(error);
		if (status === 401 || /^(JsonWebToken|TokenExpired|NotBefore)Error$/.test(name)) {
			refused(`no good token (${name})`);
			return { status: 401 };
		}
		log.error(fault(error), "A request to the Teams endpoint failed");
		return { status: 500 };
	}

	async function handle(request: Request, response: Response): Promise<void> {
		const { promise: answered, resolve } = Promise.withResolvers<void>();
		// In hand only once it is verified: a stop waits for nobody but Teams.
		const { status, body } = await answer(request, response, () => hold(answered));
		response.status(status);
		if (body === undefined) response.end();
		else response.json(body);
		resolve();
	}

	return {
		handle,
		async stop() {
			stopping = true;
			while (inHand.size > 0) await Promise.allSettled(inHand);
		},
	};
}

const notUnderstood = {
	statusCode: 400,
	type: "application/vnd.microsoft.error",
	value: { code: "BadRequest", message: "This button is not one of the bot's." },
};

function note(value: string): object {
	return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

async function respond(context: TurnContext, body: object): Promise<void> {
	await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
}

function toIncoming({ address: _, ...event }: Event, businessKey: string, act: Incoming["act"]): Incoming {
	return { ...event, businessKey, act };
}
