import type { AddressInfo } from "node:net";
import express from "express";
import { createSlack } from "#platforms/slack/index.ts";
import { textsOf } from "../../support/slackBlocks.ts";
import { createSlackServer, type SlackMessage, type SlackTrouble } from "../../support/slackServer.ts";
import { dawdle } from "../dawdle.ts";
import type { Act, By, Ground, OpenGround, Seen, Trouble, Where } from "../ground.ts";

const signingSecret = "a-secret-for-these-tests";
const channel = "C1";

type SlackGround = Ground & {
	/** Types `/lessons` and some words in the channel. */
	command(text: string, by?: By): Promise<Act>;
	/** Chooses a shortcut in the menu of the bot's last message in the direct conversation. */
	shortcut(name: string, by?: By): Promise<Act>;
};

/** Slack's real SDK, over HTTP, with our own strict Slack at the far end. */
export const openSlack = async ({ log, now }: Parameters<OpenGround>[0]): Promise<SlackGround> => {
	const server = await createSlackServer({ now });
	const [workspace] = server.workspaces;
	if (!workspace) throw new Error("The server has no workspace.");
	const webs: Awaited<ReturnType<typeof listen>>[] = [];
	// Events are written down here first, so that the bot can be given the same one as often as Slack likes.
	const desk = await listen();
	desk.web.post("/slack/events", (_, response) => void response.sendStatus(200));
	const scribe = server.people({ url: desk.url, signingSecret });

	const user = (who = "ann") => {
		const id = `U${who.toUpperCase()}`;
		const members = workspace.channels[channel]?.members;
		if (members && !members.includes(id)) members.push(id);
		return id;
	};
	type Written = Awaited<ReturnType<typeof scribe.direct>>;
	const happen = async (written: Written, { times = 1, thread }: By, form = false): Promise<Act> => {
		const people = server.people({ url: webs.at(-1)?.url ?? "", signingSecret });
		const deliver = async () => (await people.deliver(written.payload, { form })).status;
		const statuses = await Promise.all(Array.from({ length: times }, deliver));
		return { statuses, thread: thread ?? written.ts, again: deliver };
	};
	const messages = (who: string, where: Where) =>
		server
			.visible(where === "direct" ? server.direct(user(who)) : channel, user(who))
			.filter(({ from }) => from === workspace.botUser);

	return {
		workspace: workspace.id,
		async connect() {
			const bot = await listen();
			webs.push(bot);
			const config = {
				access: { botToken: workspace.token },
				signingSecret,
				workspaces: [workspace.id],
				apiUrl: server.apiUrl,
			};
			return createSlack({ config, web: bot.web, log, now, pause: async () => {} });
		},
		say: async (text, by = {}) =>
			happen(
				await scribe.direct({ text: typed(text), user: user(by.who), home: by.home, moment: by.moment }),
				by,
			),
		mention: async (text, by = {}) => {
			const speech = {
				text: typed(text),
				user: user(by.who),
				home: by.home,
				thread: by.thread,
				moment: by.moment,
			};
			return happen(await scribe.mention({ ...speech, channel }), by);
		},
		command: async (text, by = {}) =>
			happen(await scribe.command({ text: typed(text), user: user(by.who), channel }), by, true),
		async shortcut(name, by = {}) {
			const last = messages(by.who ?? "ann", "direct").at(-1);
			if (!last) throw new Error("The bot has said nothing yet.");
			const at = { channel: server.direct(user(by.who)), user: user(by.who), ts: last.ts };
			return happen(await scribe.shortcut({ name, ...at, text: last.text }), by, true);
		},
		async press(label, { where = "direct", choose, ...by } = {}) {
			const card = messages(by.who ?? "ann", where).findLast(({ blocks }) => labels(blocks).includes(label));
			if (!card) throw new Error(`No card has a button that says "${label}".`);
			const pressed = await scribe.press(card, label, { user: user(by.who), home: by.home, choose });
			return happen(pressed, { ...by, thread: card.thread }, true);
		},
		arrive: async (where) => {
			const arrived = where === "direct" ? scribe.open(user()) : scribe.invite(channel, user());
			return [await happen(await arrived, {})];
		},
		async leave(why) {
			const how = {
				removed: ["channel_left", "member_left_channel"],
				deleted: ["channel_deleted"],
			}[why];
			const acts: Act[] = [];
			for (const type of how) {
				const who = type === "member_left_channel" ? { user: workspace.botUser } : { actor_id: user() };
				acts.push(await happen(await scribe.channel(type, channel, who), {}));
			}
			return acts;
		},
		rename: async (name) =>
			happen(await scribe.channel("channel_rename", channel, { channel: { id: channel, name } }), {}),
		home: {
			open: async (by = {}) => happen(await scribe.openHome(user(by.who)), by),
			async press(label, { choose, ...by } = {}) {
				await server.called("views.publish");
				return happen(await scribe.pressHome(label, { user: user(by.who), choose }), by, true);
			},
			sees: (who) => {
				const blocks = server.home(user(who));
				return blocks && textsOf(blocks).join("\n");
			},
		},
		async forge() {
			const statuses: number[] = [];
			const people = server.people({ url: webs.at(-1)?.url ?? "", signingSecret });
			for (const payload of forgeries(user())) {
				const body = { payload: JSON.stringify(payload) };
				statuses.push((await people.deliver(body, { form: true })).status);
			}
			for (const raw of ["null", "[]", "{", '{"type":"event_callback"}'])
				statuses.push((await people.deliver({}, { raw })).status);
			return statuses;
		},
		sees: (who, where) => messages(who, where).map(seen),
		notifications: () =>
			server.notifications.flatMap(({ phone, desktop }) => [desktop, ...(phone ? [phone] : [])]),
		tries: () => server.calls.filter(({ method }) => method === "chat.postMessage").length,
		trouble: (what) => server.trouble("chat.postMessage", asSlack(what)),
		troublePrivate(who, what) {
			const trouble = (error: string): SlackTrouble =>
				what === "busy" ? { kind: "slow down", seconds: 7 } : { kind: "error", error };
			server.trouble("chat.postEphemeral", trouble("user_not_in_channel"));
			server.trouble("chat.postMessage", trouble("messages_tab_disabled"), { channel: user(who) });
		},
		dawdle: () => dawdle(webs.at(-1)?.url ?? ""),
		async close() {
			for (const { close } of [desk, ...webs]) await close();
			await server.stop();
		},
	};
};

async function listen() {
	const web = express();
	const listening = web.listen(0, "127.0.0.1");
	await new Promise((resolve) => listening.once("listening", resolve));
	return {
		web,
		url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/slack/events`,
		close: () => {
			listening.closeAllConnections();
			return new Promise((resolve) => listening.close(resolve));
		},
	};
}

/** What a person types, as Slack passes it on: escaped, with addresses and mentions in angle brackets. */
function typed(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replace(/https:\S+/g, "<$&>")
		.replaceAll("@colleague", "<@UCOLLEAGUE>");
}

function seen({ text, blocks, thread }: SlackMessage): Seen {
	const shown = blocks.length > 0 ? [...textsOf(blocks), ...addresses(blocks)].join("\n") : text;
	return { text: shown, ...(thread ? { thread } : {}) };
}

function addresses(blocks: unknown): string[] {
	return [...JSON.stringify(blocks).matchAll(/"url":("(?:[^"\\]|\\.)*")/g)].map(([, url]) =>
		JSON.parse(url ?? '""'),
	);
}

function labels(blocks: SlackMessage["blocks"]): string[] {
	return blocks.filter(({ type }) => type === "actions").flatMap(textsOf);
}

function asSlack(what: Trouble): SlackTrouble {
	switch (what.kind) {
		case "slow down":
			return what;
		case "gone":
			return { kind: "error", error: "channel_not_found" };
		case "accepted, then dropped":
			return { kind: "drop", accepted: true };
		case "dropped":
			return { kind: "drop", accepted: false };
		case "503":
			return { kind: "status", status: 503, accepted: true };
	}
}

function forgeries(user: string): object[] {
	const press = (action: object, more: object = {}) => ({
		type: "block_actions",
		trigger_id: `forged-${JSON.stringify(action).length}`,
		user: { id: user },
		team: { id: "T1" },
		container: { type: "message", message_ts: "1.000001", channel_id: channel },
		actions: [{ type: "button", action_id: "answers.feedback", ...action }],
		...more,
	});
	return [
		press({ value: "{broken" }),
		press({ value: '{"helpful":{"$ne":1},"passages":[["x"]]}' }),
		press({ value: "x".repeat(3000), block_id: "submit:agency" }, { state: { values: { a: { b: 5 } } } }),
		press({ action_id: "nobody.knows", value: "1" }),
		press({ action_id: "~~" }),
		press({}, { actions: [] }),
		press({}, { actions: "all" }),
		press({}, { container: null }),
		press({}, { user: 5 }),
	];
}
