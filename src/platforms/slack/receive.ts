import { z } from "zod";
import type { Json } from "#chat/message.ts";
import type { Incoming } from "#chat/platform.ts";
import { isDirect, placeOf } from "./address.ts";
import { readable } from "./readable.ts";
import { actionOf, choiceOf, isSubmit } from "./render.ts";

/** What an answer to this very event needs, beyond its place. */
export type Context = {
	/** The thread in which the event happened, when it had begun before. */
	openThread?: string;
	/** The message whose button was pressed. */
	messageTs?: string;
	/** Whether only the person sees that message. */
	ephemeral?: boolean;
	responseUrl?: string;
};

/** The context that this file put into an incoming event. */
export function contextOf(incoming: Incoming): Context {
	return (incoming.context ?? {}) as Context;
}

const text = z.string();
const id = z.string().min(1).max(255);
const event = z.looseObject({
	type: text,
	subtype: text.optional(),
	channel: id.optional().catch(undefined),
	channel_type: text.optional().catch(undefined),
	user: id.optional().catch(undefined),
	inviter: id.optional().catch(undefined),
	bot_id: text.optional().catch(undefined),
	text: text.optional().catch(undefined),
	tab: text.optional().catch(undefined),
	ts: id.optional().catch(undefined),
	thread_ts: id.optional().catch(undefined),
	user_team: id.optional().catch(undefined),
	source_team: id.optional().catch(undefined),
	team: id.optional().catch(undefined),
});

/** An event of the Events API, with its envelope. */
export const Envelope = z.looseObject({
	type: z.literal("event_callback"),
	event_id: id,
	team_id: id,
	authorizations: z
		.array(z.looseObject({ team_id: id.nullish(), user_id: id.nullish(), is_bot: z.boolean().nullish() }))
		.optional(),
	event,
});
export type Envelope = z.infer<typeof Envelope>;

export const Command = z.looseObject({
	command: text,
	text: text.optional(),
	team_id: id,
	channel_id: id,
	user_id: id,
	trigger_id: id,
	response_url: text.optional(),
});
export type Command = z.infer<typeof Command>;

const choice = z.looseObject({
	selected_option: z.looseObject({ value: text }).nullish(),
	selected_options: z.array(z.looseObject({ value: text })).nullish(),
});
const thing = z.looseObject({ id });

export const Press = z.looseObject({
	type: z.literal("block_actions"),
	trigger_id: id,
	user: z.looseObject({ id, team_id: id.nullish() }),
	team: thing.nullish(),
	enterprise: thing.nullish(),
	channel: thing.nullish(),
	container: z.looseObject({
		message_ts: id.optional(),
		thread_ts: id.nullish(),
		channel_id: id.optional(),
		is_ephemeral: z.boolean().optional(),
	}),
	message: z.looseObject({ thread_ts: id.nullish() }).nullish(),
	response_url: text.optional(),
	state: z
		.looseObject({ values: z.record(text, z.record(text, choice)) })
		.nullish()
		.catch(null),
	actions: z
		.array(
			z.looseObject({
				type: text,
				action_id: id,
				block_id: text.optional(),
				action_ts: text.optional(),
				value: text.nullish(),
			}),
		)
		.min(1),
});
export type Press = z.infer<typeof Press>;

/** The user that the bot is in the workspace of an event. */
export function botUserOf(envelope: Envelope): string | undefined {
	return envelope.authorizations?.find(({ is_bot }) => is_bot !== false)?.user_id ?? undefined;
}

/** What an event means to us; nothing when it is not addressed to the bot. */
export function fromEvent(envelope: Envelope): Incoming | undefined {
	switch (envelope.event.type) {
		case "message":
			return envelope.event.channel_type === "im" ? said(envelope) : undefined;
		case "app_mention":
			return said(envelope);
		case "app_home_opened":
			return envelope.event.tab === "messages" ? arrived(envelope) : undefined;
		case "member_joined_channel":
			return envelope.event.user === botUserOf(envelope) ? arrived(envelope) : undefined;
	}
	return undefined;
}

/** Edits, deletions, joins and what bots say are not questions; `/me`, a file's words, and a reply shown in the channel too, are. */
const spoken = new Set([undefined, "file_share", "me_message", "thread_broadcast"]);

function said(envelope: Envelope): Incoming | undefined {
	const { channel, user, ts, thread_ts, bot_id, subtype } = envelope.event;
	const botUser = botUserOf(envelope);
	if (!channel || !user || !ts || bot_id || !spoken.has(subtype) || user === botUser) return undefined;
	const workspace = workspaceOf(envelope);
	const thread = isDirect(channel) ? thread_ts : (thread_ts ?? ts);
	return {
		eventId: envelope.event_id,
		businessKey: `said:${workspace}:${channel}:${ts}`,
		place: placeOf(workspace, { channel, ...(thread ? { thread } : {}) }),
		person: { id: user, workspace: homeOf(envelope) },
		act: { kind: "said", text: readable(envelope.event.text ?? "", botUser) || "help" },
		context: { openThread: thread_ts } satisfies Context,
	};
}

function arrived(envelope: Envelope): Incoming | undefined {
	const { channel, user, inviter } = envelope.event;
	if (!channel || !user) return undefined;
	const workspace = workspaceOf(envelope);
	return {
		eventId: envelope.event_id,
		businessKey: `arrived:${workspace}:${channel}`,
		place: placeOf(workspace, { channel }),
		person: { id: inviter ?? user, workspace: homeOf(envelope) },
		act: { kind: "arrived" },
	};
}

/** In a shared channel the envelope's team can be the sender's: the authorization is always ours. */
function workspaceOf({ authorizations, team_id }: Envelope): string {
	return authorizations?.[0]?.team_id ?? team_id;
}

function homeOf(envelope: Envelope): string {
	const { user_team, source_team, team } = envelope.event;
	return user_team ?? source_team ?? team ?? workspaceOf(envelope);
}

/** What a `/lessons` command says. Only its sender is to see the answer. */
export function fromCommand(command: Command): Incoming {
	const { team_id, channel_id: channel, user_id: user, trigger_id, response_url: responseUrl } = command;
	const words = readable(command.text ?? "", undefined).replace(/^ask(\s+|$)/i, "");
	const toOne = isDirect(channel) ? {} : { onlyFor: user };
	return {
		eventId: trigger_id,
		businessKey: `command:${trigger_id}`,
		place: placeOf(team_id, { channel, ...toOne, ...(responseUrl ? { responseUrl } : {}) }),
		person: { id: user, workspace: team_id },
		act: { kind: "said", text: words || "help" },
		context: { responseUrl } satisfies Context,
	};
}

/** What a press means to us; nothing for links, and for choices that are not sent yet. */
export function fromPress(press: Press): Incoming | undefined {
	const pressed = press.actions[0];
	const action = pressed && pressed.type === "button" ? actionOf(pressed.action_id) : undefined;
	const channel = press.container.channel_id ?? press.channel?.id;
	const workspace = press.team?.id ?? press.user.team_id ?? press.enterprise?.id;
	if (!pressed || !action || !channel || !workspace) return undefined;
	const { message_ts: messageTs, is_ephemeral: ephemeral = false } = press.container;
	const openThread = press.container.thread_ts ?? press.message?.thread_ts ?? undefined;
	const thread = openThread ?? (isDirect(channel) || ephemeral ? undefined : messageTs);
	const responseUrl = press.response_url;
	const toOne = ephemeral && !isDirect(channel) ? { onlyFor: press.user.id } : {};
	return {
		eventId: press.trigger_id,
		businessKey: `pressed:${workspace}:${channel}:${messageTs}:${pressed.action_id}:${press.user.id}:${pressed.action_ts}`,
		place: placeOf(workspace, {
			channel,
			...(thread ? { thread } : {}),
			...toOne,
			...(ephemeral && responseUrl ? { responseUrl } : {}),
		}),
		person: { id: press.user.id, workspace: press.user.team_id ?? workspace },
		act: { kind: "pressed", action, value: pressedValue(press, pressed) },
		context: { openThread, messageTs, ephemeral, responseUrl } satisfies Context,
	};
}

function pressedValue(press: Press, pressed: Press["actions"][number]): Json {
	const value = parsed(pressed.value);
	if (!isSubmit(pressed.block_id ?? "")) return value;
	const own = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
	return { ...own, ...chosen(press) };
}

function parsed(value: string | null | undefined): Json {
	try {
		return value ? (JSON.parse(value) as Json) : null;
	} catch {
		return null;
	}
}

/** What is chosen in the message, by the names of its choices. */
function chosen(press: Press): { [name: string]: Json } {
	const entries = Object.entries(press.state?.values ?? {}).flatMap(([block, elements]) => {
		const name = choiceOf(block);
		const element = Object.values(elements)[0];
		if (name === undefined || !element) return [];
		const values = element.selected_options?.map(({ value }) => value);
		return [[name, values ?? element.selected_option?.value ?? null] as const];
	});
	return Object.fromEntries(entries);
}
