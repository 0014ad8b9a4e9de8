import type { IncomingMessage } from "node:http";
import { areTooLong, mentionsIn, problemsOf, textsOf } from "./slackBlocks.ts";
import { access, ownerOf, workspacesOf } from "./slackOAuth.ts";
import { channelName } from "./slackPeople.ts";
import type { SlackBlockFields, SlackMessage, SlackState, SlackWorkspace } from "./slackServer.ts";

export type Answer = { status?: number; retryAfter?: number; body: object | string };
export type Args = Record<string, unknown>;

/** How Slack says no: with a code, and with success as the HTTP status. */
export const refuse = (error: string): Answer => ({ body: { ok: false, error } });

const needs: Record<string, string> = {
	"chat.postMessage": "chat:write",
	"chat.postEphemeral": "chat:write",
	"chat.update": "chat:write",
	"chat.delete": "chat:write",
	"conversations.open": "im:write",
	"conversations.info": "channels:read",
};

/** What any token may call. */
const free = new Set(["views.publish"]);

/** Answers a call of the Web API. */
export function api(state: SlackState, method: string, args: Args, request: IncomingMessage): Answer {
	const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
	if (method === "apps.connections.open" && token === "xapp-one")
		return { body: { ok: true, url: `${state.base.replace("http", "ws")}/socket` } };
	if (method === "oauth.v2.access") return access(state, args);
	const found = ownerOf(state, token);
	if ("refused" in found) return refuse(found.refused);
	const workspaces = workspacesOf(state, found.owner);
	const workspace = workspaces.find(({ channels }) => String(args.channel) in channels) ?? workspaces[0];
	if (!workspace) return refuse("team_not_found");
	if (method === "auth.test")
		return { body: { ok: true, team_id: workspace.id, user_id: workspace.botUser, bot_id: "B1" } };
	if (method === "auth.teams.list")
		return { body: { ok: true, teams: workspaces.map(({ id }) => ({ id, name: `Workspace ${id}` })) } };
	if (method === "auth.revoke") return revoke(state, token);
	const handle = methods[method];
	if (!handle) return refuse("unknown_method");
	const scope = needs[method] ?? historyScope(String(args.channel));
	if (!free.has(method) && !workspace.scopes.includes(scope)) return refuse("missing_scope");
	const wait = method === "chat.postMessage" && state.limits?.take(found.owner, String(args.channel));
	if (wait) return { status: 429, retryAfter: wait, body: { ok: false, error: "ratelimited" } };
	return handle(state, workspace, args);
}

function revoke(state: SlackState, token: string): Answer {
	const granted = state.tokens.get(token);
	if (granted) granted.ended = "token_revoked";
	return { body: { ok: true, revoked: true } };
}

function historyScope(channel: string): string {
	return channel.startsWith("D")
		? "im:history"
		: channel.startsWith("G")
			? "groups:history"
			: "channels:history";
}

type Method = (state: SlackState, workspace: SlackWorkspace, args: Args) => Answer;

const methods: Record<string, Method> = {
	"chat.postMessage"(state, workspace, args) {
		const channel = conversation(workspace, String(args.channel));
		const wrong = cannotPost(workspace, channel) ?? badContent(args, 40_000) ?? badMetadata(args.metadata);
		if (wrong || !channel) return refuse(wrong ?? "channel_not_found");
		const thread = args.thread_ts as string | undefined;
		if (thread && !state.messages.some((one) => one.channel === channel && one.ts === thread))
			return refuse("thread_not_found");
		const message = put(state, workspace, channel, args, {
			thread,
			metadata: args.metadata as SlackMessage["metadata"],
		});
		state.notifications.push({ channel, phone: message.text, desktop: desktop(message) });
		return { body: { ok: true, channel, ts: message.ts, message } };
	},
	"chat.postEphemeral"(state, workspace, args) {
		const channel = conversation(workspace, String(args.channel));
		const wrong = cannotPost(workspace, channel) ?? badContent(args, 40_000);
		if (wrong || !channel) return refuse(wrong ?? "channel_not_found");
		const user = String(args.user);
		if (!isMember(workspace, channel, user)) return refuse("user_not_in_channel");
		const thread = args.thread_ts as string | undefined;
		const begun = !thread || state.messages.some((one) => one.thread === thread && !one.onlyFor);
		// Slack accepts it, but nobody sees it: the thread has not begun.
		if (!begun) return { body: { ok: true, message_ts: state.nextTs() } };
		const message = put(state, workspace, channel, args, { thread, onlyFor: user });
		state.notifications.push({ channel, desktop: desktop(message) });
		return { body: { ok: true, message_ts: message.ts } };
	},
	"chat.update"(state, workspace, args) {
		const message = own(state, workspace, args);
		if (typeof message === "string") return refuse(message);
		const wrong = badContent(args, 4000) ?? badMetadata(args.metadata);
		if (wrong) return refuse(wrong);
		message.text = String(args.text ?? "");
		message.blocks = (args.blocks as SlackBlockFields[] | undefined) ?? [];
		if (args.metadata) message.metadata = args.metadata as SlackMessage["metadata"];
		state.mentions.push(...mentionsIn(message.text, message.blocks));
		return { body: { ok: true, channel: message.channel, ts: message.ts } };
	},
	"chat.delete"(state, workspace, args) {
		const message = own(state, workspace, args);
		if (typeof message === "string") return refuse(message);
		state.messages.splice(state.messages.indexOf(message), 1);
		return { body: { ok: true, channel: message.channel, ts: message.ts } };
	},
	"conversations.open"(_, workspace, args) {
		const channel = conversation(workspace, String(args.users));
		return channel ? { body: { ok: true, channel: { id: channel } } } : refuse("user_not_found");
	},
	"conversations.info"(_, workspace, args) {
		const id = String(args.channel);
		const channel = conversation(workspace, id) && workspace.channels[id];
		if (!channel) return refuse("channel_not_found");
		if (channel.private && !workspace.scopes.includes("groups:read")) return refuse("missing_scope");
		return { body: { ok: true, channel: { id, name: channelName(id) } } };
	},
	"views.publish"(state, workspace, args) {
		const { type, blocks } = args.view as Args;
		const problems = problemsOf(blocks, "home");
		if (type !== "home" || problems.length > 0) return refuse("invalid_arguments");
		if (JSON.stringify(args.view).length > 250_000) return refuse("view_too_large");
		state.homes.set(String(args.user_id), blocks as SlackBlockFields[]);
		state.mentions.push(...mentionsIn("", blocks));
		return { body: { ok: true, view: { id: `V${args.user_id}`, team_id: workspace.id } } };
	},
	"conversations.history": (state, workspace, args) => read(state, workspace, args, (one) => !one.thread),
	"conversations.replies": (state, workspace, args) =>
		read(state, workspace, args, (one) => one.ts === args.ts || one.thread === args.ts),
};

function put(
	state: SlackState,
	workspace: SlackWorkspace,
	channel: string,
	args: Args,
	rest: Partial<SlackMessage>,
): SlackMessage {
	const message: SlackMessage = {
		channel,
		ts: state.nextTs(),
		from: workspace.botUser,
		text: String(args.text ?? ""),
		blocks: (args.blocks as SlackBlockFields[] | undefined) ?? [],
		...rest,
	};
	state.messages.push(message);
	state.mentions.push(...mentionsIn(message.text, message.blocks));
	return message;
}

function read(
	state: SlackState,
	workspace: SlackWorkspace,
	args: Args,
	wanted: (one: SlackMessage) => boolean,
): Answer {
	const channel = conversation(workspace, String(args.channel));
	if (!channel || !isMember(workspace, channel, workspace.botUser)) return refuse("channel_not_found");
	const all = state.messages
		.filter((one) => one.channel === channel && !one.onlyFor && wanted(one))
		.filter((one) => Number(one.ts) > Number(args.oldest ?? 0))
		.map(({ metadata, ...one }) => (args.include_all_metadata && metadata ? { ...one, metadata } : one));
	const from = Number(args.cursor ?? 0);
	const to = from + Number(args.limit ?? 100);
	const next_cursor = to < all.length ? String(to) : "";
	return { body: { ok: true, messages: all.slice(from, to), response_metadata: { next_cursor } } };
}

/** Answers what is sent to the address of a command or a press. */
export function respond(state: SlackState, name: string, args: Args): Answer {
	const found = state.responses.get(name);
	if (!found || found.until < state.now().getTime()) return { status: 404, body: "expired_url" };
	if (found.uses-- <= 0) return { status: 404, body: "used_url" };
	const workspace = state.workspaces[0];
	const original = state.messages.findIndex((one) => one.ts === found.ts && one.channel === found.channel);
	if (args.delete_original === true) {
		if (original >= 0) state.messages.splice(original, 1);
		return { body: { ok: true } };
	}
	const wrong = badContent(args, 40_000);
	if (wrong || !workspace) return refuse(wrong ?? "invalid_team");
	const target = original >= 0 ? state.messages[original] : undefined;
	if (args.replace_original === true && target) {
		target.text = String(args.text ?? "");
		target.blocks = (args.blocks as SlackBlockFields[] | undefined) ?? [];
		return { body: { ok: true } };
	}
	const onlyFor = args.response_type === "in_channel" ? undefined : found.user;
	const message = put(state, workspace, found.channel, args, { onlyFor });
	state.notifications.push({ channel: found.channel, desktop: desktop(message) });
	return { body: { ok: true } };
}

/** A channel by its id, or the direct conversation with a person by theirs. */
function conversation(workspace: SlackWorkspace, id: string): string | undefined {
	if (id.startsWith("U")) return `D${id.slice(1)}`;
	if (id.startsWith("D")) return id === "DOTHERS" ? undefined : id;
	const channel = workspace.channels[id];
	return channel && !(channel.private && !channel.members.includes(workspace.botUser)) ? id : undefined;
}

function isMember(workspace: SlackWorkspace, channel: string, user: string): boolean {
	if (channel.startsWith("D")) return user === workspace.botUser || channel === `D${user.slice(1)}`;
	return workspace.channels[channel]?.members.includes(user) ?? false;
}

function cannotPost(workspace: SlackWorkspace, channel: string | undefined): string | undefined {
	if (!channel) return "channel_not_found";
	if (workspace.channels[channel]?.archived) return "is_archived";
	return isMember(workspace, channel, workspace.botUser) ? undefined : "not_in_channel";
}

function own(state: SlackState, workspace: SlackWorkspace, args: Args): SlackMessage | string {
	const message = state.messages.find((one) => one.channel === args.channel && one.ts === args.ts);
	if (!message || message.onlyFor) return "message_not_found";
	return message.from === workspace.botUser ? message : "cant_update_message";
}

function badContent({ text, blocks }: Args, mostText: number): string | undefined {
	if (typeof text === "string" && text.length > mostText) return "msg_too_long";
	const empty = !Array.isArray(blocks) || blocks.length === 0;
	if (empty) return text ? undefined : "no_text";
	if (!text) return "no_text_for_screen_readers";
	if (problemsOf(blocks).length > 0) return "invalid_blocks";
	return areTooLong(blocks) ? "msg_blocks_too_long" : undefined;
}

function badMetadata(metadata: unknown): string | undefined {
	if (metadata === undefined) return undefined;
	const { event_type, event_payload } = metadata as Args;
	const good = typeof event_type === "string" && typeof event_payload === "object" && event_payload !== null;
	return good ? undefined : "invalid_metadata_format";
}

/** Desktop clients show the blocks' words first, and the text only where there are none. */
function desktop({ text, blocks }: SlackMessage): string {
	return textsOf(blocks)[0] ?? text;
}
