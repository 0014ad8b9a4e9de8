import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { areTooLong, mentionsIn, problemsOf, textsOf } from "./slackBlocks.ts";
import { type Bot, createSlackPeople, type SlackPeople } from "./slackPeople.ts";

export type SlackMessage = {
	channel: string;
	ts: string;
	thread?: string;
	/** The user who wrote it; the bot's own user for what the bot posts. */
	from: string;
	text: string;
	blocks: SlackBlockFields[];
	metadata?: { event_type: string; event_payload: Record<string, unknown> };
	/** The one person who sees an ephemeral message. */
	onlyFor?: string;
};
export type SlackBlockFields = Record<string, unknown>;

export type SlackWorkspace = {
	id: string;
	token: string;
	botUser: string;
	scopes: string[];
	channels: Record<string, { members: string[]; archived?: boolean; private?: boolean }>;
};

/** What goes wrong with a call: before it has an effect, or, with `accepted`, only in its answer. */
export type SlackTrouble =
	| { kind: "error"; error: string }
	| { kind: "status"; status: number; accepted?: boolean }
	| { kind: "slow down"; seconds?: number }
	| { kind: "drop"; accepted: boolean }
	| { kind: "hang"; accepted: boolean }
	| { kind: "nonsense" };

export type SlackServer = {
	apiUrl: string;
	workspaces: SlackWorkspace[];
	/** Every call that was made, in order; response addresses appear as `response_url`. */
	calls: { method: string; args: Record<string, unknown> }[];
	/** What people were notified of by each post, where the message itself stayed out of sight. */
	notifications: { channel: string; phone?: string; desktop: string }[];
	/** Whom messages of the bot mentioned. */
	mentions: string[];
	/** What a person sees in a conversation, oldest first. */
	visible(channel: string, user?: string): SlackMessage[];
	/** The direct conversation of a person with the bot. */
	direct(user: string): string;
	/** Lets the next calls of a method fail, in one conversation or in all. */
	trouble(method: string, trouble: SlackTrouble, options?: { channel?: string; times?: number }): void;
	/** Resolves when so many calls of a method have been answered since the start. */
	called(method: string, times?: number): Promise<void>;
	/** People who talk to a bot: they send it signed events, commands and presses. */
	people(bot: Bot): SlackPeople;
	stop(): Promise<void>;
};

/** A workspace with a channel that the bot is in (C1), one that it is not in (C2), and an archived one (C3). */
export function slackWorkspace(changes: Partial<SlackWorkspace> = {}): SlackWorkspace {
	const botUser = changes.botUser ?? "UBOT";
	return {
		id: "T1",
		token: "xoxb-one",
		botUser,
		scopes: ["chat:write", "im:history", "channels:history", "groups:history"],
		channels: {
			C1: { members: [botUser, "U1", "U2"] },
			C2: { members: ["U1", "U2"] },
			C3: { members: [botUser, "U1"], archived: true },
		},
		...changes,
	};
}

/**
 * Slack's far end on loopback, as strict as Slack documents itself to be, or stricter. `now` is the
 * time it lives in.
 */
export async function createSlackServer(
	options: { now?: () => Date; workspaces?: SlackWorkspace[] } = {},
): Promise<SlackServer> {
	const now = options.now ?? (() => new Date("2026-11-23T09:00:00Z"));
	const state = createState(options.workspaces ?? [slackWorkspace()], now);
	const http = createServer((request, response) => void answer(state, request, response));
	await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
	const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	state.base = base;
	return {
		apiUrl: `${base}/api/`,
		workspaces: state.workspaces,
		calls: state.calls,
		notifications: state.notifications,
		mentions: state.mentions,
		visible: (channel, user) =>
			state.messages.filter((one) => one.channel === channel && (!one.onlyFor || one.onlyFor === user)),
		direct: (user) => `D${user.slice(1)}`,
		trouble: (method, trouble, { channel, times = 1 } = {}) => {
			state.troubles.push({ method, trouble, channel, times });
		},
		called: (method, times = 1) =>
			new Promise((resolve) => {
				const check = () => {
					const done = state.answered.filter((one) => one === method).length >= times;
					if (done) resolve();
					return done;
				};
				if (!check()) state.waiting.push(check);
			}),
		people: (bot) => createSlackPeople(state, bot),
		stop: () =>
			new Promise((resolve) => {
				http.close(() => resolve());
				http.closeAllConnections();
			}),
	};
}

export type SlackState = ReturnType<typeof createState>;

function createState(workspaces: SlackWorkspace[], now: () => Date) {
	let count = 0;
	let responses = 0;
	return {
		base: "",
		now,
		workspaces,
		messages: [] as SlackMessage[],
		calls: [] as SlackServer["calls"],
		notifications: [] as SlackServer["notifications"],
		mentions: [] as string[],
		troubles: [] as { method: string; trouble: SlackTrouble; channel?: string; times: number }[],
		answered: [] as string[],
		waiting: [] as (() => boolean)[],
		responses: new Map<string, { channel: string; user: string; ts?: string; until: number; uses: number }>(),
		nextTs: () => `${Math.floor(now().getTime() / 1000)}.${String(++count).padStart(6, "0")}`,
		/** An address that answers a command or a press, for 30 minutes and 5 times. */
		responseUrl(channel: string, user: string, ts?: string): string {
			const name = String(++responses);
			this.responses.set(name, { channel, user, ts, until: now().getTime() + 30 * 60_000, uses: 5 });
			return `${this.base}/response/${name}`;
		},
	};
}

type Answer = { status?: number; body: object | string };
type Args = Record<string, unknown>;
const refuse = (error: string): Answer => ({ body: { ok: false, error } });

async function answer(state: SlackState, request: IncomingMessage, response: ServerResponse): Promise<void> {
	let text = "";
	for await (const chunk of request) text += chunk;
	const [, root, name = ""] = (request.url ?? "").split("/");
	const method = root === "api" ? name : "response_url";
	const args = root === "api" ? formArgs(text) : (JSON.parse(text) as Args);
	state.calls.push({ method, args });
	const trouble = takeTrouble(state, method, args);
	const perform = () => (root === "api" ? api(state, method, args, request) : respond(state, name, args));
	const accepted = trouble && "accepted" in trouble && trouble.accepted ? perform() : undefined;
	if (trouble?.kind === "drop") response.destroy();
	else if (trouble?.kind === "slow down") {
		if (trouble.seconds !== undefined) response.setHeader("retry-after", String(trouble.seconds));
		write(response, { status: 429, body: { ok: false, error: "ratelimited" } });
	} else if (trouble?.kind === "status") write(response, { status: trouble.status, body: "trouble" });
	else if (trouble?.kind === "nonsense") write(response, { body: "<html>A proxy says hello</html>" });
	else if (trouble?.kind === "error") write(response, refuse(trouble.error));
	else if (trouble?.kind !== "hang") write(response, accepted ?? perform());
	state.answered.push(method);
	state.waiting = state.waiting.filter((check) => !check());
}

function write(response: ServerResponse, { status = 200, body }: Answer): void {
	response.writeHead(status, { "content-type": typeof body === "string" ? "text/html" : "application/json" });
	response.end(typeof body === "string" ? body : JSON.stringify(body));
}

function takeTrouble(state: SlackState, method: string, args: Args): SlackTrouble | undefined {
	const found = state.troubles.find(
		(one) => one.method === method && one.times > 0 && (!one.channel || one.channel === args.channel),
	);
	if (found) found.times--;
	return found?.trouble;
}

function formArgs(text: string): Args {
	return Object.fromEntries(
		[...new URLSearchParams(text)].map(([key, value]) => {
			const structured = key === "blocks" || key === "metadata" || value === "true" || value === "false";
			return [key, structured ? (JSON.parse(value) as unknown) : value];
		}),
	);
}

const needs: Record<string, string> = {
	"chat.postMessage": "chat:write",
	"chat.postEphemeral": "chat:write",
	"chat.update": "chat:write",
	"chat.delete": "chat:write",
};

function api(state: SlackState, method: string, args: Args, request: IncomingMessage): Answer {
	const token = request.headers.authorization?.replace(/^Bearer /, "");
	const workspace = state.workspaces.find((one) => one.token === token);
	if (!workspace) return refuse(token ? "invalid_auth" : "not_authed");
	if (method === "auth.test") {
		return { body: { ok: true, team_id: workspace.id, user_id: workspace.botUser, bot_id: "B1" } };
	}
	const handle = methods[method];
	if (!handle) return refuse("unknown_method");
	const scope = needs[method] ?? historyScope(String(args.channel));
	if (!workspace.scopes.includes(scope)) return refuse("missing_scope");
	return handle(state, workspace, args);
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

function respond(state: SlackState, name: string, args: Args): Answer {
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
