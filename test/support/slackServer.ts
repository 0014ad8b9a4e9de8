import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createSlackLimits } from "./slackLimits.ts";
import { type Answer, type Args, api, refuse, respond } from "./slackMethods.ts";
import { decide, endTokens, type SlackGrant, type SlackToken } from "./slackOAuth.ts";
import { type Bot, createSlackPeople, type SlackPeople } from "./slackPeople.ts";
import { createSlackSocket, type SlackSocket } from "./slackSocket.ts";

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
	/** The organisation that has the bot for all its workspaces, where it does. */
	organisation?: string;
	/** A token that does not end; empty where the bot is not installed yet. */
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
	| { kind: "wait"; until: Promise<void> }
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
	/** What a person's home shows; nothing before it was published. */
	home(user: string): SlackBlockFields[] | undefined;
	/** The direct conversation of a person with the bot. */
	direct(user: string): string;
	/** Lets the next calls of a method fail, or those `after` some more, in one conversation or in all. */
	trouble(
		method: string,
		trouble: SlackTrouble,
		options?: { channel?: string; times?: number; after?: number },
	): void;
	/** Resolves when so many calls of a method have been answered since the start. */
	called(method: string, times?: number): Promise<void>;
	/** People of a workspace who talk to a bot: they send it signed events, commands and presses. Without one, of the first. */
	people(bot: Bot, workspace?: string): SlackPeople;
	/** What somebody does at Slack's sign-in: allows it for a workspace or an organisation, or denies. Where they are sent back to. */
	decide(address: string, owner: string | "deny"): string;
	/** What the next person decides who comes to the sign-in by a browser. */
	decides(owner: string | "deny"): void;
	/** Takes the bot out: its tokens end. */
	uninstall(owner: string): void;
	/** The tokens that were granted, by what they are. */
	tokens: Map<string, SlackToken>;
	/** The other end of Socket Mode, for bots with the token `xapp-one`. */
	socket: SlackSocket;
	stop(): Promise<void>;
};

/** A workspace with a channel that the bot is in (C1), one that it is not in (C2), and an archived one (C3). */
export function slackWorkspace(changes: Partial<SlackWorkspace> = {}): SlackWorkspace {
	const botUser = changes.botUser ?? "UBOT";
	return {
		id: "T1",
		token: "xoxb-one",
		botUser,
		scopes: [
			...["chat:write", "channels:read", "groups:read", "im:history", "im:write"],
			...["channels:history", "groups:history"],
		],
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
	options: {
		now?: () => Date;
		workspaces?: SlackWorkspace[];
		/** Whether tokens that are granted end, and have to be renewed. */
		rotation?: boolean;
		/** Whether posting is limited as Slack limits it. */
		limits?: boolean;
	} = {},
): Promise<SlackServer> {
	const now = options.now ?? (() => new Date("2026-11-23T09:00:00Z"));
	const { workspaces = [slackWorkspace()], rotation = false, limits = false } = options;
	const state = createState({ workspaces, now, rotation, limits });
	const http = createServer((request, response) => void answer(state, request, response));
	await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
	const base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	state.base = base;
	const socket = createSlackSocket(http);
	return {
		apiUrl: `${base}/api/`,
		workspaces: state.workspaces,
		calls: state.calls,
		notifications: state.notifications,
		mentions: state.mentions,
		visible: (channel, user) =>
			state.messages.filter((one) => one.channel === channel && (!one.onlyFor || one.onlyFor === user)),
		home: (user) => state.homes.get(user),
		direct: (user) => `D${user.slice(1)}`,
		trouble: (method, trouble, { channel, times = 1, after = 0 } = {}) => {
			state.troubles.push({ method, trouble, channel, times, after });
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
		socket,
		people: (bot, workspace) => createSlackPeople(state, bot, workspace),
		decide: (address, owner) => decide(state, address, owner),
		decides: (owner) => {
			state.decision = owner;
		},
		uninstall: (owner) => endTokens(state, owner),
		tokens: state.tokens,
		stop: () =>
			new Promise((resolve) => {
				http.close(() => resolve());
				http.closeAllConnections();
				socket.close();
			}),
	};
}

/** Another name of this machine, so that a browser takes it for another host. */
const workspaceHost = "localhost";

export type SlackState = ReturnType<typeof createState>;

function createState(parts: {
	workspaces: SlackWorkspace[];
	now: () => Date;
	rotation: boolean;
	limits: boolean;
}) {
	const { workspaces, now, rotation, limits } = parts;
	let count = 0;
	let responses = 0;
	return {
		base: "",
		now,
		workspaces,
		rotation,
		limits: limits ? createSlackLimits(now) : undefined,
		tokens: new Map<string, SlackToken>(),
		decision: "deny" as string | "deny",
		grants: new Map<string, SlackGrant>(),
		messages: [] as SlackMessage[],
		homes: new Map<string, SlackBlockFields[]>(),
		calls: [] as SlackServer["calls"],
		notifications: [] as SlackServer["notifications"],
		mentions: [] as string[],
		troubles: [] as {
			method: string;
			trouble: SlackTrouble;
			channel?: string;
			times: number;
			after: number;
		}[],
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

async function answer(state: SlackState, request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (request.url?.startsWith("/oauth/v2/authorize")) {
		const address = new URL(request.url, state.base);
		// Slack goes on to the sign-in of a workspace, which has a host of its own.
		const own = new URL(address);
		own.hostname = workspaceHost;
		const there = request.headers.host === own.host;
		response
			.writeHead(302, { location: there ? decide(state, address.href, state.decision) : own.href })
			.end();
		return;
	}
	let text = "";
	for await (const chunk of request) text += chunk;
	const [, root, name = ""] = (request.url ?? "").split("/");
	const method = root === "api" ? name : "response_url";
	const args = root === "api" ? formArgs(text) : (JSON.parse(text) as Args);
	state.calls.push({ method, args });
	const trouble = takeTrouble(state, method, args);
	if (trouble?.kind === "wait") await trouble.until;
	const perform = () => (root === "api" ? api(state, method, args, request) : respond(state, name, args));
	const accepted = trouble && "accepted" in trouble && trouble.accepted ? perform() : undefined;
	if (trouble?.kind === "drop") response.destroy();
	else if (trouble?.kind === "slow down") {
		write(response, { status: 429, retryAfter: trouble.seconds, body: { ok: false, error: "ratelimited" } });
	} else if (trouble?.kind === "status") write(response, { status: trouble.status, body: "trouble" });
	else if (trouble?.kind === "nonsense") write(response, { body: "<html>A proxy says hello</html>" });
	else if (trouble?.kind === "error") write(response, refuse(trouble.error));
	else if (trouble?.kind !== "hang") write(response, accepted ?? perform());
	state.answered.push(method);
	state.waiting = state.waiting.filter((check) => !check());
}

function write(response: ServerResponse, { status = 200, retryAfter, body }: Answer): void {
	if (retryAfter !== undefined) response.setHeader("retry-after", String(retryAfter));
	response.writeHead(status, { "content-type": typeof body === "string" ? "text/html" : "application/json" });
	response.end(typeof body === "string" ? body : JSON.stringify(body));
}

function takeTrouble(state: SlackState, method: string, args: Args): SlackTrouble | undefined {
	const found = state.troubles.find(
		(one) => one.method === method && one.times > 0 && (!one.channel || one.channel === args.channel),
	);
	if (!found) return undefined;
	if (found.after-- > 0) return undefined;
	found.times--;
	return found.trouble;
}

function formArgs(text: string): Args {
	return Object.fromEntries(
		[...new URLSearchParams(text)].map(([key, value]) => {
			const structured =
				["blocks", "metadata", "view"].includes(key) || value === "true" || value === "false";
			return [key, structured ? (JSON.parse(value) as unknown) : value];
		}),
	);
}
