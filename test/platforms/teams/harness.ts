import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { Json } from "#chat/message.ts";
import { createTeams } from "#platforms/teams/index.ts";
import {
	arrivals,
	channelEvent,
	channelMention,
	execute,
	personalMessage,
	removals,
	tenant,
} from "../../support/teamsActivities.ts";
import { botAppId, startTeamsServer, type Treatment } from "../../support/teamsServer.ts";
import { dawdle } from "../dawdle.ts";
import type { Act, By, Choice, OpenGround, Trouble, Where } from "../ground.ts";
import { type Button, buttonOf, type Card, createScreens, wordsOf } from "./screens.ts";

const channel = "19:team@thread.tacv2";
type Fields = { [name: string]: Json };

/** Teams' real SDKs, over HTTP, with signed tokens and our own Teams at the far end. */
export const openTeams: OpenGround = async ({ log, now }) => {
	const server = await startTeamsServer();
	const { serviceUrl } = server;
	const screens = createScreens(server);
	const webs: Awaited<ReturnType<typeof listen>>[] = [];
	let ids = 0;

	const newId = () => String(1_700_000_000_000 + ++ids);
	const from = ({ who = "ann", home }: By): Fields => ({
		id: `29:${who}`,
		name: who,
		aadObjectId: `aad-${who}`,
		...(home ? { tenantId: home } : {}),
	});
	const itself: Fields = { id: channel, conversationType: "channel", isGroup: true, tenantId: tenant };
	const conversation = (who: string, where: Where, thread: string): Fields =>
		where === "direct"
			? { id: `a:${who}`, conversationType: "personal", tenantId: tenant }
			: { ...itself, id: `${channel};messageid=${thread}` };
	const post = async (body: Json) => {
		const response = await fetch(webs.at(-1)?.url ?? "", {
			method: "POST",
			headers: { "content-type": "application/json", authorization: `Bearer ${server.token()}` },
			body: JSON.stringify(body),
		});
		return { status: response.status, text: await response.text() };
	};
	const happen = async (body: Fields, { times = 1 }: By, thread = ""): Promise<Act> => {
		const deliver = async () => (await post(body)).status;
		return {
			statuses: await Promise.all(Array.from({ length: times }, deliver)),
			thread,
			again: deliver,
		};
	};
	const both = async (bodies: Fields[]): Promise<Act[]> => {
		const acts: Act[] = [];
		for (const body of bodies) acts.push(await happen({ ...body, id: newId() }, {}));
		return acts;
	};
	const setting = (by: By, where: Where, thread = by.thread ?? newId()) => ({
		id: by.moment === undefined ? newId() : `moment-${by.moment}`,
		from: from(by),
		conversation: conversation(by.who ?? "ann", where, thread),
	});

	return {
		workspace: tenant,
		async connect() {
			const bot = await listen();
			webs.push(bot);
			return createTeams({
				config: {
					credentials: { appId: botAppId, password: "not-a-secret", homeTenant: tenant },
					tenants: [tenant],
					serviceHosts: ["127.0.0.1"],
				},
				web: bot.web,
				log,
				now,
				endpoints: { openId: server.openId, token: async () => "the-bot's" },
			});
		},
		say: (text, by = {}) => happen(personalMessage(serviceUrl, typed(text), setting(by, "direct")), by),
		mention(text, by = {}) {
			const thread = by.thread ?? newId();
			return happen(channelMention(serviceUrl, typed(text), setting(by, "channel", thread)), by, thread);
		},
		async press(label, { where = "direct", choose = {}, ...by } = {}) {
			const who = by.who ?? "ann";
			const shown = screens.sees(who, where).findLast(({ card }) => buttonOf(card, label));
			const button = shown && buttonOf(shown.card, label);
			if (!shown || !button) throw new Error(`No card has a button that says "${label}".`);
			const body = execute(serviceUrl, button, inputsOf(button, shown.card, choose), {
				...setting(by, where, shown.thread),
				replyToId: shown.id,
			});
			const answers = await Promise.all(Array.from({ length: by.times ?? 1 }, () => post(body)));
			for (const { text } of answers) screens.answered(shown.id, text);
			const again = async () => (await post(body)).status;
			return { statuses: answers.map(({ status }) => status), thread: shown.thread ?? "", again };
		},
		arrive: async (where) => {
			const place = where === "direct" ? conversation("ann", where, "") : itself;
			return both(arrivals(serviceUrl, { from: from({}), conversation: place }));
		},
		leave(why) {
			const gone = channelEvent(serviceUrl, "channelDeleted", { id: channel }, { from: from({}) });
			if (why === "deleted") return both([gone]);
			return both(removals(serviceUrl, { from: from({}), conversation: itself }));
		},
		rename: (name) =>
			happen(
				channelEvent(serviceUrl, "channelRenamed", { id: channel, name }, { from: from({}), id: newId() }),
				{},
			),
		async forge() {
			const pressed = forgeries.map((data) =>
				execute(serviceUrl, { verb: "x", data }, {}, setting({}, "direct")),
			);
			const broken: Json[] = [
				null,
				[],
				{},
				{ ...setting({}, "direct"), type: "invoke", channelId: "msteams" },
			];
			return Promise.all([...pressed, ...broken].map(async (body) => (await post(body)).status));
		},
		sees: (who, where) =>
			screens.sees(who, where).map(({ card, thread }) => ({
				text: wordsOf(card),
				...(thread ? { thread } : {}),
			})),
		notifications: () =>
			server.posts().map(({ body }) => [body.summary, body.text].filter(Boolean).join("\n")),
		tries: () => server.posts().length,
		trouble: (what) => server.next("POST", /\/activities$/, asTeams(what)),
		troublePrivate(_, what) {
			const refused = { status: 403, code: "ForbiddenOperationException" };
			server.next("POST", /conversations$/, what === "busy" ? { status: 429 } : refused);
		},
		dawdle: () => dawdle(webs.at(-1)?.url ?? ""),
		async close() {
			for (const { close } of webs) await close();
			await server.stop();
		},
	};
};

async function listen() {
	const web = express();
	const listening = createServer(web);
	await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
	return {
		web,
		url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/api/messages`,
		close: () => {
			listening.closeAllConnections();
			return new Promise((resolve) => listening.close(resolve));
		},
	};
}

/** What a person types, as Teams passes it on: as HTML, with a colleague's name in a tag. */
function typed(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll("\n", "<br>")
		.replaceAll("@colleague", "<at>Colleague</at>");
}

type Input = { id?: string; value?: string; choices?: { title: string; value: string }[] };

/** What the inputs of the card hold when the button is pressed. */
function inputsOf({ data }: Button, card: Card, choose: Choice): Fields {
	const held = (data.press?.inputs ?? []).map(({ id, name }) => {
		const input = inputOf(card, id) ?? {};
		return [id, name in choose ? put(input, choose[name] ?? "") : (input.value ?? "")];
	});
	return Object.fromEntries(held);
}

/** What a person puts in, as the input holds it: the values of the options that have these labels, or the words. */
function put({ choices }: Input, chosen: string | string[]): string {
	if (!choices) return String(chosen);
	const labels = [chosen].flat();
	return choices
		.filter(({ title }) => labels.includes(title))
		.map(({ value }) => value)
		.join(",");
}

function inputOf(card: unknown, id: string): Input | undefined {
	if (typeof card !== "object" || card === null) return undefined;
	const node = card as Input;
	if (node.id === id) return node;
	return Object.values(card).reduce((found, inner) => found ?? inputOf(inner, id), undefined);
}

function asTeams(what: Trouble): Treatment {
	switch (what.kind) {
		case "slow down":
			return { status: 429, headers: { "retry-after": String(what.seconds) } };
		case "gone":
			return { status: 404, code: "ConversationNotFound" };
		case "accepted, then dropped":
			return "drop";
		case "dropped":
			return { end: "drop", accepted: false };
		case "503":
			return { status: 503, accepted: true };
	}
}

const forgeries: Fields[] = [
	{},
	{ press: 1 },
	{ press: { action: 5, card: "x", at: 0 } },
	{ press: { action: "answers.feedback", value: { helpful: { $ne: 1 } }, card: "x", at: 0 } },
	{ press: { action: "nobody.knows", value: "x".repeat(3000), card: "x", at: 1 } },
	{
		press: { action: "answers.theme", card: "x", at: 0, inputs: [{ id: "a", name: "theme", takes: "some" }] },
		a: 5,
	},
	{ press: { action: "answers.theme", card: "x", at: -1 } },
];
