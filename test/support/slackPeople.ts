import { createHmac } from "node:crypto";
import type { SlackBlockFields, SlackMessage, SlackState } from "./slackServer.ts";

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
		options?: { user?: string; home?: string; choose?: Record<string, string | string[]> },
	): Promise<Sent>;
	/** Adds the bot to a channel. */
	invite(channel: string, user?: string): Promise<Sent>;
	/** Opens the conversation with the bot. */
	open(user?: string): Promise<Sent>;
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

/** People of the first workspace, who write in it and whose events reach the bot signed. */
export function createSlackPeople(state: SlackState, bot: Bot): SlackPeople {
	let events = 0;
	const workspace = () => {
		const [first] = state.workspaces;
		if (!first) throw new Error("The server has no workspace.");
		return first;
	};

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

	const event = (fields: Record<string, unknown>) => ({
		type: "event_callback",
		event_id: `Ev${++events}`,
		team_id: workspace().id,
		api_app_id: "A1",
		event_time: Math.floor(state.now().getTime() / 1000),
		authorizations: [{ team_id: workspace().id, user_id: workspace().botUser, is_bot: true }],
		event: fields,
	});

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
		const payload = event({
			...fields,
			...(thread ? { thread_ts: thread } : {}),
			...(subtype ? { subtype } : {}),
		});
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
				channel_id: channel,
				user_id: user,
				trigger_id: `trigger-${++events}`,
				response_url: state.responseUrl(channel, user),
			};
			return deliver(payload, { form: true });
		},
		press(message, label, { user = "U1", home = workspace().id, choose = {} } = {}) {
			const { block, button } = findButton(message, label);
			const { channel, ts, thread, onlyFor } = message;
			const at = { message_ts: ts, channel_id: channel, is_ephemeral: Boolean(onlyFor) };
			const payload = {
				type: "block_actions",
				trigger_id: `trigger-${++events}`,
				user: { id: user, team_id: home },
				team: { id: workspace().id },
				channel: { id: channel },
				container: { type: "message", ...at, ...(thread ? { thread_ts: thread } : {}) },
				...(onlyFor ? {} : { message: { ts, ...(thread ? { thread_ts: thread } : {}) } }),
				response_url: state.responseUrl(channel, user, ts),
				state: { values: chosen(message.blocks, choose) },
				actions: [{ ...button, block_id: block.block_id, action_ts: state.nextTs() }],
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
	};
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

function findButton(message: SlackMessage, label: string) {
	for (const block of message.blocks)
		for (const element of elementsOf(block))
			if (element.type === "button" && (element.text as { text?: string }).text === label)
				return { block, button: element };
	throw new Error(`No button says "${label}".`);
}

function elementsOf(block: SlackBlockFields): SlackBlockFields[] {
	return Array.isArray(block.elements) ? (block.elements as SlackBlockFields[]) : [];
}

/** The state of all inputs of a message, as Slack sends it with every press. */
function chosen(blocks: SlackBlockFields[], choose: Record<string, string | string[]>) {
	const inputs = blocks.filter(({ type }) => type === "input");
	return Object.fromEntries(
		inputs.map((block) => {
			const { type, action_id, options } = block.element as SlackBlockFields;
			const name = String(block.block_id).replace(/^choice:/, "");
			const wanted = [choose[name] ?? []].flat();
			const picked = (options as { value: string }[]).filter(({ value }) => wanted.includes(value));
			if (picked.length !== wanted.length) throw new Error(`No such option of ${name}.`);
			const many = type === "checkboxes" || type === "multi_static_select";
			const value = many ? { selected_options: picked } : { selected_option: picked[0] ?? null };
			return [block.block_id, { [String(action_id)]: { type, ...value } }];
		}),
	);
}
