import { setTimeout as pause } from "node:timers/promises";
import { Application } from "@microsoft/teams-ai";
import type { TurnContext } from "botbuilder";
import { fault, type Log } from "#chat/log.ts";
import type { Answered, Incoming, Receive } from "#chat/platform.ts";
import {
	activityShape,
	searchName,
	type TeamsActivity,
	type TeamsEvent,
	toEvent,
} from "./activity/activity.ts";
import { changed } from "./activity/changed.ts";
import { cardAfter, createActKeys, pressed } from "./activity/pressed.ts";
import { said } from "./activity/said.ts";
import { searched } from "./activity/searched.ts";
import { type TeamsAddress, withoutThread } from "./address.ts";
import { NotNow } from "./errors.ts";
import { toActivity, toNotice, toReplacement, toResults } from "./render.ts";
import type { Sender } from "./send.ts";

/** Brings verified activities to the bot, and its answers back. */
export type Dispatch = {
	/** Handles one activity and answers it; what takes longer than Teams waits goes on afterwards. Throws NotNow when it is to come again. */
	run(context: TurnContext): Promise<unknown>;
};

/** Creates the dispatch. `patienceMs` is how long Teams is kept waiting for an answer; `hold` lets a stop wait for work. */
export function createDispatch(options: {
	sender: Sender;
	receive: Receive;
	hold: <T>(work: Promise<T>) => Promise<T>;
	patienceMs: number;
	log: Log;
	now: () => Date;
}): Dispatch {
	const { sender, hold, patienceMs, log, now } = options;
	const keyOf = createActKeys(now);

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
		const event = toEvent(activity);
		if (!event) return;
		const press = toPress(activity, event);
		if (press) {
			await inTime(async () => {
				const answered = await receive(press);
				await replace(activity, event, press, answered);
				return answered;
			});
			return;
		}
		const text = activity.value == null ? said(activity) : undefined;
		if (text === undefined) return;
		const businessKey = keyOfOne("said", event.address, activity);
		await inTime(() => receive(toIncoming(event, businessKey, { kind: "said", text })));
	}

	async function onChange(context: TurnContext): Promise<void> {
		const activity = activityShape.parse(context.activity);
		const change = changed(activity);
		const event = change && toEvent(activity, change.conversationId);
		if (!event) return;
		const { tenantId, conversationId } = event.address;
		const there = `${tenantId}:${withoutThread(conversationId)}`;
		const key = keyOf(`${Object.values(change.act).join(" ")}:${there}`, there);
		await inTime(() => receive(toIncoming(event, key, change.act)));
	}

	async function onExecute(context: TurnContext): Promise<void> {
		const activity = activityShape.parse(context.activity);
		const event = toEvent(activity);
		const press = event && toPress(activity, event);
		if (!event || !press) return respond(context, notUnderstood);
		const { answered, late } = await inTime(() => receive(press));
		if (answered) return respond(context, cardReply(press, event, answered));
		hold(late.then((at) => replace(activity, event, press, at)));
		return respond(context, note("Still working on it. The reply will appear here."));
	}

	async function onSearch(context: TurnContext): Promise<void> {
		const activity = activityShape.parse(context.activity);
		const event = toEvent(activity);
		const text = searched(activity);
		if (!event || text === undefined) return respond(context, notSearched);
		const here = { ...event, place: event.person.direct };
		const businessKey = keyOfOne("searched", event.address, activity);
		const { answered } = await inTime(() =>
			receive(toIncoming(here, businessKey, { kind: "searched", text })),
		);
		if (!answered) return respond(context, tooSlow);
		const { results, notice } = answered;
		return respond(context, notice ? toNotice(notice) : results ? toResults(results) : notSearched);
	}

	function toPress(activity: TeamsActivity, event: TeamsEvent): Incoming | undefined {
		const press = pressed(activity);
		if (!press) return undefined;
		const { tenantId, conversationId } = event.address;
		const by = `pressed:${tenantId}:${conversationId}:${event.person.id}`;
		const key = keyOf(`${by}:${press.of}`, by);
		return toIncoming(event, key, press.act);
	}

	/** The next card goes into the response itself; Teams puts it in place of the pressed one. */
	function cardReply(press: Incoming, event: TeamsEvent, { replace }: Answered): object {
		// Teams shows an error and repeats the press when this is empty.
		if (!replace) return note("Done.");
		const [card, ...rest] = toReplacement(replace, cardAfter(press.businessKey));
		if (rest.length > 0) hold(sender.post(event.address, rest.map(toActivity)));
		return { statusCode: 200, type: "application/vnd.microsoft.card.adaptive", value: card };
	}

	/** Teams now and then no longer knows the card to replace; its successor then goes in a new message. */
	async function replace(
		activity: TeamsActivity,
		event: TeamsEvent,
		press: Incoming,
		{ replace }: Answered,
	): Promise<void> {
		if (!replace) return;
		const next = toReplacement(replace, cardAfter(press.businessKey)).map(toActivity);
		const updated = await sender.update(event.address, activity.replyToId ?? "", next);
		if (updated.kind !== "sent") log.warn({ eventId: event.eventId, ...updated }, "A card was not replaced");
		if (updated.kind === "never") await sender.post(event.address, next);
	}

	/** The answer, or what comes of it where it is late. Throws when Teams is to bring the event again. */
	async function inTime(handle: () => Promise<Answered>): Promise<InTime> {
		const work = hold(handle());
		const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
		const timer = setTimeout(() => resolve(undefined), patienceMs);
		try {
			const answered = await Promise.race([work, tooLate]);
			if (answered?.again) throw new NotNow();
			if (answered) return { answered };
			return { late: hold(work.then((at) => (at.again ? handleAgain(handle) : at))) };
		} finally {
			clearTimeout(timer);
		}
	}

	/** Teams has had its answer, and does not bring the event again. */
	async function handleAgain(handle: () => Promise<Answered>): Promise<Answered> {
		for (let times = 0; times < lateTries; times++) {
			await pause(patienceMs);
			const answered = await handle();
			if (!answered.again) return answered;
		}
		log.error({ tries: lateTries }, "An event from Teams could not be handled, and does not come again");
		return {};
	}

	return new Application({ startTypingTimer: false, removeRecipientMention: false })
		.activity("message", onMessage)
		.activity(["installationUpdate", "conversationUpdate"], onChange)
		.addRoute(async ({ activity }) => activity.name === "adaptiveCard/action", onExecute, true)
		.addRoute(async ({ activity }) => activity.name === searchName, onSearch, true)
		.addRoute(
			async ({ activity }) => activity.name === "message/submitAction",
			(context) => respond(context, {}),
			true,
		);
}

type InTime = { answered: Answered; late?: undefined } | { answered?: undefined; late: Promise<Answered> };

const lateTries = 3;

const notUnderstood = {
	statusCode: 400,
	type: "application/vnd.microsoft.error",
	value: { code: "BadRequest", message: "This button is not one of the bot's." },
};

const tooSlow = toNotice("This is taking long. Please type on, or try again.");
const notSearched = toNotice("I cannot search for this. Please try other words.");

function note(value: string): object {
	return { statusCode: 200, type: "application/vnd.microsoft.activity.message", value };
}

async function respond(context: TurnContext, body: object): Promise<void> {
	await context.sendActivity({ type: "invokeResponse", value: { status: 200, body } });
}

/** Names an act that Teams repeats under the same id. */
function keyOfOne(act: string, { tenantId, conversationId }: TeamsAddress, { id }: TeamsActivity): string {
	return `${act}:${tenantId}:${conversationId}:${id}`;
}

function toIncoming(
	{ address: _, ...event }: TeamsEvent,
	businessKey: string,
	act: Incoming["act"],
): Incoming {
	return { ...event, businessKey, act };
}
