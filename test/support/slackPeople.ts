import { createHmac } from "node:crypto";
import { type Filled, filledIn, findButton } from "./slackInputs.ts";
import type { SlackMessage, SlackState } from "./slackServer.ts";

/** Where a bot listens, and the secret that it shares with Slack. */
export type Bot = { url: string; signingSecret: string };

/** What was sent to the bot, and how it answered. */
type Sent = { status: number; body: string; ts: string; payload: Record<string, unknown> };

type Speech = {
	text: string;
	user?: string;
	channel?: string;
	thread?: string;
	/** The workspace that the person belongs to, when it is not the first. */
	home?: string;
	subtype?: string;
	/** Messages of one moment have the same `ts`, wherever they are. */
	moment?: number;
};

export type SlackPeople = {
	/** Writes in a channel and mentions the bot. Without `<@bot>` in the text, the mention comes first. */
	mention(speech: Speech): Promise<Sent>;
	/** Writes to the bot in their direct conversation. */
	direct(speech: Omit<Speech, "channel">): Promise<Sent>;
	/** Types `/lessons` and some words. */
	command(speech: Omit<Speech, "thread" | "subtype">): Promise<Sent>;
	/** Chooses and presses a button of a message, by its label. */
	press(
		message: SlackMessage,
		label: string,
		options?: { user?: string; home?: string; choose?: Filled },
	): Promise<Sent>;
	/** Chooses one of the bot's shortcuts in the menu of a message. */
	shortcut(message: {
		text?: string;
		channel?: string;
		user?: string;
		home?: string;
		name?: string;
		ts?: string;
	}): Promise<Sent>;
	/** Adds the bot to a channel. */
	invite(channel: string, user?: string): Promise<Sent>;
	/** Opens the conversation with the bot. */
	open(user?: string): Promise<Sent>;
	/** Opens the bot's home. */
	openHome(user?: string): Promise<Sent>;
	/** Fills in the home, and presses a button there. */
	pressHome(label: string, options?: { user?: string; choose?: Filled }): Promise<Sent>;
	/** Something becomes of a channel: `channel_left`, `channel_archive`, `channel_rename` and the like. */
	channel(type: string, channel: string, fields?: Record<string, unknown>): Promise<Sent>;
	/** Slack tells that the bot was taken out, by one of its two events. */
	removed(type: "app_uninstalled" | "tokens_revoked"): Promise<Sent>;
	/** Sends anything as Slack would, or with another time, secret or body. */
	deliver(payload: unknown, how?: Delivery): Promise<Sent>;
};

type Delivery = {
	form?: boolean;
	at?: Date;
	secret?: string;
	/** In place of the payload. */
	raw?: string;
	headers?: Record<string, string>;
};

/** People of a workspace, who write in it and whose events reach the bot signed. */
export function createSlackPeople(state: SlackState, bot: Bot, of = state.workspaces[0]?.id): SlackPeople {
	let events = 0;
	const workspace = () => {
		const found = state.workspaces.find(({ id }) => id === of);
		if (!found) throw new Error("The server has no such workspace.");
		return found;
	};
	/** What events and commands say where the bot is installed org-wide. */
	const organisation = () => workspace().organisation;

	const deliver = async (payload: unknown, how: Delivery = {}): Promise<Sent> => {
		const form = how.form ?? false;
		const given = payload as Record<string, unknown>;
		const json = JSON.stringify(payload);
		const body = how.raw ?? (form ? formOf(given) : json);
		const time = String(Math.floor((how.at ?? state.now()).getTime() / 1000));
		const response = await fetch(bot.url, {
			method: "POST",
			headers: {
				"content-type": form ? "application/x-www-form-urlencoded" : "application/json",
				"x-slack-request-timestamp": time,
				"x-slack-signature": slackSignature(how.secret ?? bot.signingSecret, time, body),
				...how.headers,
			},
			body,
		});
		return { status: response.status, body: await response.text(), ts: "", payload: given };
	};

	const event = (fields: Record<string, unknown>, isShared = false) => ({
		type: "event_callback",
		event_id: `Ev${of}${++events}`,
		team_id: workspace().id,
		enterprise_id: organisation(),
		api_app_id: "A1",
		event_time: Math.floor(state.now().getTime() / 1000),
		is_ext_shared_channel: isShared,
		authorizations: [
			{
				...{ team_id: workspace().id, user_id: workspace().botUser, is_bot: true },
				...{ enterprise_id: organisation() ?? null, is_enterprise_install: Boolean(organisation()) },
			},
		],
		event: fields,
	});

	const team = () =>
		organisation()
			? { team: null, enterprise: { id: organisation() }, is_enterprise_install: true }
			: { team: { id: workspace().id } };

	const speak = async (type: string, channel: string, speech: Speech, text: string): Promise<Sent> => {
		const { user = "U1", thread, home = workspace().id, subtype, moment } = speech;
		const ts = moment === undefined ? state.nextTs() : `1700000000.${moment}`;
		state.messages.push({ channel, ts, ...(thread ? { thread } : {}), from: user, text, blocks: [] });
		const kind = channel.startsWith("D") ? "im" : "channel";
		const fields = {
			type,
			user,
			channel,
			ts,
			event_ts: ts,
			text,
			channel_type: kind,
			team: home,
			user_team: home,
		};
		const more = { ...(thread ? { thread_ts: thread } : {}), ...(subtype ? { subtype } : {}) };
		const payload = event({ ...fields, ...more }, home !== workspace().id);
		return { ...(await deliver(payload)), ts };
	};

	return {
		deliver,
		mention(speech) {
			const mention = `<@${workspace().botUser}>`;
			const text = speech.text.includes(mention) ? speech.text : `${mention} ${speech.text}`;
			return speak("app_mention", speech.channel ?? "C1", speech, text);
		},
		direct: (speech) => speak("message", `D${(speech.user ?? "U1").slice(1)}`, speech, speech.text),
		command({ text, user = "U1", channel = "C1", home = workspace().id }) {
			const payload = {
				command: "/lessons",
				text,
				team_id: home,
				...(organisation() ? { enterprise_id: organisation(), is_enterprise_install: "true" } : {}),
				channel_id: channel,
				channel_name: channel.startsWith("D") ? "directmessage" : channelName(channel),
				user_id: user,
				user_name: nameOf(user),
				trigger_id: `trigger-${of}-${++events}`,
				response_url: state.responseUrl(channel, user),
			};
			return deliver(payload, { form: true });
		},
		press(message, label, { user = "U1", home = workspace().id, choose = {} } = {}) {
			const { block, button } = findButton(message.blocks, label);
			const { channel, ts, thread, onlyFor } = message;
			const at = { message_ts: ts, channel_id: channel, is_ephemeral: Boolean(onlyFor) };
			const payload = {
				type: "block_actions",
				trigger_id: `trigger-${of}-${++events}`,
				user: { id: user, name: nameOf(user), team_id: home },
				...team(),
				channel: { id: channel, name: channel.startsWith("D") ? "directmessage" : channelName(channel) },
				container: { type: "message", ...at, ...(thread ? { thread_ts: thread } : {}) },
				...(onlyFor ? {} : { message: { ts, ...(thread ? { thread_ts: thread } : {}) } }),
				response_url: state.responseUrl(channel, user, ts),
				state: { values: filledIn(message.blocks, choose) },
				actions: [{ ...button, block_id: block.block_id, action_ts: state.nextTs() }],
			};
			return deliver({ payload: JSON.stringify(payload) }, { form: true });
		},
		shortcut({ text = "", channel = "C1", user = "U1", home = workspace().id, name = "ask", ts = "1.1" }) {
			const payload = {
				type: "message_action",
				callback_id: name,
				trigger_id: `trigger-${of}-${++events}`,
				message_ts: ts,
				user: { id: user, name: nameOf(user), team_id: home },
				...team(),
				channel: { id: channel, name: channelName(channel) },
				message: { type: "message", user: "U2", ts, text },
				response_url: state.responseUrl(channel, user),
			};
			return deliver({ payload: JSON.stringify(payload) }, { form: true });
		},
		invite(channel, user = "U1") {
			const { botUser, id } = workspace();
			const joined = { channel, channel_type: "C", user: botUser, inviter: user, team: id };
			return deliver(event({ type: "member_joined_channel", ...joined, event_ts: state.nextTs() }));
		},
		open(user = "U1") {
			const opened = { user, channel: `D${user.slice(1)}`, tab: "messages" };
			return deliver(event({ type: "app_home_opened", ...opened, event_ts: state.nextTs() }));
		},
		openHome(user = "U1") {
			const opened = { user, channel: `D${user.slice(1)}`, tab: "home" };
			return deliver(event({ type: "app_home_opened", ...opened, event_ts: state.nextTs() }));
		},
		pressHome(label, { user = "U1", choose = {} } = {}) {
			const home = state.homes.get(user);
			if (!home) throw new Error("Nothing was published to this home.");
			const { block, button } = findButton(home, label);
			const { id } = workspace();
			const values = filledIn(home, choose);
			const payload = {
				type: "block_actions",
				trigger_id: `trigger-${of}-${++events}`,
				user: { id: user, name: nameOf(user), team_id: id },
				...team(),
				container: { type: "view", view_id: `V${user}` },
				view: { id: `V${user}`, type: "home", state: { values } },
				actions: [{ ...button, block_id: block.block_id, action_ts: state.nextTs() }],
			};
			return deliver({ payload: JSON.stringify(payload) }, { form: true });
		},
		removed(type) {
			const tokens = type === "tokens_revoked" ? { tokens: { bot: [workspace().botUser] } } : {};
			const { authorizations: _, ...told } = event({ type, ...tokens, event_ts: state.nextTs() });
			return deliver(told);
		},
		channel: (type, channel, fields = {}) =>
			deliver(event({ type, channel, event_ts: state.nextTs(), ...fields })),
	};
}

/** A person's handle, as Slack adds it to commands and presses. */
function nameOf(user: string): string {
	return user.slice(1).toLowerCase();
}

/** What a channel is called. */
export function channelName(channel: string): string {
	return `channel-${channel.toLowerCase()}`;
}

/** The signature of a body sent at a time, in seconds. */
function slackSignature(secret: string, time: string, body: string): string {
	return `v0=${createHmac("sha256", secret).update(`v0:${time}:${body}`).digest("hex")}`;
}

function formOf(fields: Record<string, unknown>): string {
	return new URLSearchParams(
		Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]),
	).toString();
}
