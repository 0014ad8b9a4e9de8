import type { Incoming, Sender } from "#chat/platform.ts";
import { type Address, isDirect, placeOf } from "./address.ts";
import { fromChannel } from "./reading/channel.ts";
import type { Context } from "./reading/context.ts";
import {
	botUserOf,
	type Command,
	channelOf,
	type Envelope,
	nameOf,
	type Shortcut,
	secondOf,
} from "./reading/payloads.ts";
import { readable } from "./reading/readable.ts";
import { workspaceOfCommand, workspacesOf, workspacesOfPress } from "./reading/workspace.ts";

/** The events that mean something to us, and what. `app.event` takes their names from here. */
const meanings: Record<string, (envelope: Envelope) => Incoming | undefined> = {
	message: (envelope) => (envelope.event.channel_type === "im" ? said(envelope) : undefined),
	app_mention: said,
	app_home_opened: homeOpened,
	// It may be taken out and added again.
	member_joined_channel: (envelope) =>
		envelope.event.user === botUserOf(envelope) ? arrived(envelope, secondOf(envelope)) : undefined,
	member_left_channel: fromChannel,
	channel_left: fromChannel,
	group_left: fromChannel,
	channel_archive: fromChannel,
	group_archive: fromChannel,
	channel_deleted: fromChannel,
	group_deleted: fromChannel,
	channel_rename: fromChannel,
	group_rename: fromChannel,
	channel_id_changed: fromChannel,
	channel_shared: fromChannel,
};

/** Slack's names of the events that we listen to. */
export const eventNames = Object.keys(meanings);

/** What an event means to us; nothing when it is not addressed to the bot. */
export function fromEvent(envelope: Envelope): Incoming | undefined {
	return meanings[envelope.event.type]?.(envelope);
}

/** Edits, deletions, joins and what bots say are not questions; `/me`, a file's words, and a reply shown in the channel too, are. */
const spoken = new Set([undefined, "file_share", "me_message", "thread_broadcast"]);

function said(envelope: Envelope): Incoming | undefined {
	const { user, ts, thread_ts, bot_id, subtype } = envelope.event;
	const { id: channel } = channelOf(envelope);
	const botUser = botUserOf(envelope);
	if (!channel || !user || !ts || bot_id || !spoken.has(subtype) || user === botUser) return undefined;
	const { place: workspace, organisation } = workspacesOf(envelope);
	const thread = isDirect(channel) ? thread_ts : (thread_ts ?? ts);
	return {
		eventId: envelope.event_id,
		businessKey: `said:${workspace}:${channel}:${ts}`,
		place: placeOf(workspace, { ...conversation(channel, user), ...(thread ? { thread } : {}) }),
		person: sender(envelope, user, channel),
		act: { kind: "said", text: readable(envelope.event.text ?? "", botUser) || "help" },
		context: { openThread: thread_ts, organisation } satisfies Context,
	};
}

/** Without a time, each arriving is the same as the one before. */
function arrived(envelope: Envelope, when?: string): Incoming | undefined {
	const { user, inviter } = envelope.event;
	const { id: channel } = channelOf(envelope);
	if (!channel || !user) return undefined;
	const { place: workspace, organisation } = workspacesOf(envelope);
	return {
		eventId: envelope.event_id,
		businessKey: ["arrived", workspace, channel, ...(when ? [when] : [])].join(":"),
		place: placeOf(workspace, conversation(channel, user)),
		person: sender(envelope, inviter ?? user, channel),
		act: { kind: "arrived" },
		context: { organisation } satisfies Context,
	};
}

function homeOpened(envelope: Envelope): Incoming | undefined {
	if (envelope.event.tab === "messages") return arrived(envelope);
	return envelope.event.tab === "home" ? opened(envelope) : undefined;
}

/** The home has no place of its own: what there is to say goes to the direct conversation. */
function opened(envelope: Envelope): Incoming | undefined {
	const { user, event_ts } = envelope.event;
	const { id: channel } = channelOf(envelope);
	if (!channel || !user) return undefined;
	const { place: workspace, organisation } = workspacesOf(envelope);
	return {
		eventId: envelope.event_id,
		businessKey: `opened:${workspace}:${user}:${event_ts ?? envelope.event_id}`,
		place: placeOf(workspace, conversation(channel, user)),
		person: sender(envelope, user, channel),
		act: { kind: "opened" },
		context: { homeOf: user, organisation } satisfies Context,
	};
}

/** Events come from no direct conversation but the bot's own with this person. */
function conversation(channel: string, person: string): Address {
	return { channel, ...(isDirect(channel) ? { person } : {}) };
}

function sender(envelope: Envelope, id: string, channel: string): Sender {
	const { place, home } = workspacesOf(envelope);
	const direct = isDirect(channel)
		? placeOf(place, conversation(channel, id))
		: placeOf(home, { channel: id });
	return { id, workspace: home, direct };
}

/** What a `/lessons` command says. Only its sender is to see the answer. */
export function fromCommand(command: Command): Incoming {
	const { channel_id: channel, user_id: user, trigger_id, response_url: responseUrl } = command;
	const workspace = workspaceOfCommand(command);
	const words = readable(command.text ?? "", undefined).replace(/^ask(\s+|$)/i, "");
	const toOne = isDirect(channel) ? {} : { onlyFor: user };
	const address = { channel, ...toOne, ...(responseUrl ? { responseUrl } : {}) };
	return {
		eventId: trigger_id,
		businessKey: `command:${trigger_id}`,
		place: placeOf(workspace, address, nameOf(command.channel_name)),
		person: {
			id: user,
			workspace,
			...(command.user_name ? { name: command.user_name } : {}),
			// A command can be typed in a direct conversation with somebody else.
			direct: placeOf(workspace, { channel: user }),
		},
		act: { kind: "said", text: words || "help" },
		context: { responseUrl } satisfies Context,
	};
}

/** The shortcuts in a message's menu: what reviews say about it, and to share it where it is an answer of the bot's. */
export const shortcuts = ["ask", "share"] as const;

/** What a shortcut in a message's menu asks. The message may stand in a conversation that the bot is not in: only who asks is to see the answer. */
export function fromShortcut(shortcut: Shortcut): Incoming | undefined {
	const workspaces = workspacesOfPress(shortcut);
	const asked = shortcuts.find((name) => name === shortcut.callback_id);
	if (!workspaces || !asked) return undefined;
	const { place: workspace, home, organisation } = workspaces;
	const { user, channel, message, trigger_id, response_url: responseUrl } = shortcut;
	const toOne = isDirect(channel.id) ? {} : { onlyFor: user.id };
	const address = { channel: channel.id, ...toOne, ...(responseUrl ? { responseUrl } : {}) };
	return {
		eventId: trigger_id,
		businessKey: `shortcut:${trigger_id}`,
		place: placeOf(workspace, address, nameOf(channel.name)),
		person: {
			id: user.id,
			workspace: home,
			...(user.name ? { name: user.name } : {}),
			direct: placeOf(home, { channel: user.id }),
		},
		act:
			asked === "share"
				? {
						kind: "pressed",
						action: "answers.share-message",
						value: message.ts,
					}
				: { kind: "said", text: readable(message.text ?? "", undefined) || "help" },
		context: { responseUrl, organisation } satisfies Context,
	};
}
