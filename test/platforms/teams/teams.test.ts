import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Block, Json, Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import { channelPlace, directPlace } from "#platforms/teams/address.ts";
import {
	arrivals,
	channelMention,
	execute,
	personalMessage,
	submit,
	tenant,
} from "../../support/teamsActivities.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";
import { startTeamsServer, type TeamsServer } from "../../support/teamsServer.ts";

let server: TeamsServer;
let bot: TeamsBot;
beforeAll(async () => {
	server = await startTeamsServer();
});
afterAll(() => server.stop());
afterEach(async () => {
	await bot.stop();
	server.calls.length = 0;
});

const buttons: Block = {
	kind: "buttons",
	items: [{ label: "Themes", action: "answers.themes", value: { page: 1 } }],
};

/** What the first button of a posted card carries. */
function buttonOf(card: unknown): { verb: string; data: { [key: string]: never } } {
	const found = JSON.stringify(card).match(/\{"type":"Action\.Execute".*?"fallback"/)?.[0];
	return JSON.parse(`${found?.slice(0, -'"fallback"'.length - 1)}}`);
}

async function postedButton(message: Message, deliveryId = "delivery-1") {
	await bot.platform.send(privateChat(), message, deliveryId);
	return buttonOf(server.posts().at(-1)?.body.attachments);
}

const asker = "bbbbbbbb-0000-4000-8000-000000000002";
const at = (conversationId: string) => ({
	serviceUrl: server.serviceUrl,
	conversationId,
	botId: "28:bot",
	tenantId: tenant,
});
const privateChat = () => directPlace(at("a:personal"), asker);
const thread = () => channelPlace(at("19:team@thread.tacv2;messageid=1699"));

describe("a message", () => {
	it("in a private chat is said to the bot, with the sender, the place and keys that last", async () => {
		bot = await startTeamsBot({});
		const { status } = await bot.deliver(
			personalMessage(server.serviceUrl, "What about &lt;b&gt; strangulation?"),
		);
		expect(status).toBe(200);
		expect(bot.received).toEqual([
			{
				eventId: "a:personal:1700000000001",
				businessKey: `said:${tenant}:a:personal:1700000000001`,
				place: privateChat(),
				person: { id: asker, workspace: tenant, name: "Asker", direct: privateChat() },
				act: { kind: "said", text: "What about <b> strangulation?" },
			},
		]);
	});

	it("that mentions the bot in a channel arrives without the mention, and its place is the thread", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(channelMention(server.serviceUrl, "coercive&nbsp;control"));
		const [incoming] = bot.received;
		expect(incoming?.act).toEqual({ kind: "said", text: "coercive control" });
		expect(incoming?.place).toEqual(thread());
		expect(incoming?.place.channel?.key).toBe(`teams:${tenant}:19:team@thread.tacv2`);
	});

	it("in a channel that does not mention the bot is left alone", async () => {
		bot = await startTeamsBot({});
		const { status } = await bot.deliver(channelMention(server.serviceUrl, "hello", { entities: [] }));
		expect(status).toBe(200);
		expect(bot.received).toEqual([]);
	});

	it("that is only a card, such as a search gave, is left alone; with words it is not", async () => {
		bot = await startTeamsBot({});
		const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", content: {} }];
		const inserted = '<span class="inline-compose-card" itemid="0"></span>';
		await bot.deliver(personalMessage(server.serviceUrl, inserted, { attachments }));
		expect(bot.received).toEqual([]);
		await bot.deliver(personalMessage(server.serviceUrl, `and this? ${inserted}`, { attachments }));
		expect(bot.received[0]?.act).toEqual({ kind: "said", text: "and this?" });
	});

	it("of another bot is left alone", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(personalMessage(server.serviceUrl, "hello", { from: { id: "28:other", role: "bot" } }));
		expect(bot.received).toEqual([]);
	});

	it("from a person of another tenant names that tenant for the person and the channel's for the place", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(
			channelMention(server.serviceUrl, "x", { from: { id: "29:guest", tenantId: "their-tenant" } }),
		);
		expect(bot.received[0]?.person).toMatchObject({ id: "29:guest", workspace: "their-tenant" });
		expect(bot.received[0]?.person.direct.workspace).toBe("their-tenant");
		expect(bot.received[0]?.place.workspace).toBe(tenant);
	});

	it("names a tenant in the same way, however Teams writes it", async () => {
		bot = await startTeamsBot({});
		const upper = tenant.toUpperCase();
		await bot.deliver(personalMessage(server.serviceUrl, "x"));
		await bot.deliver(
			personalMessage(server.serviceUrl, "x", {
				from: { id: "29:asker", aadObjectId: asker, tenantId: upper },
				channelData: { tenant: { id: upper } },
			}),
		);
		const [one, two] = bot.received;
		expect([two?.place, two?.person.workspace]).toEqual([one?.place, one?.person.workspace]);
	});

	it("delivered ten times gives the same keys ten times", async () => {
		bot = await startTeamsBot({});
		const body = personalMessage(server.serviceUrl, "stalking");
		await Promise.all(Array.from({ length: 10 }, () => bot.deliver(body)));
		expect(bot.received).toHaveLength(10);
		expect(new Set(bot.received.map(({ eventId, businessKey }) => `${eventId} ${businessKey}`)).size).toBe(1);
	});

	it("keeps its place when Teams moves the conversation to another service URL", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(personalMessage(server.serviceUrl, "x"));
		await bot.deliver(personalMessage(`${server.serviceUrl}uk/`, "x"));
		const [before, after] = bot.received;
		expect(after?.place.key).toBe(before?.place.key);
		expect(after?.place.address).not.toBe(before?.place.address);
	});
});

describe("a press", () => {
	it("by Action.Execute brings the value, and the next card goes into the response", async () => {
		bot = await startTeamsBot({ answer: () => ({ replace: sentence("Thank you.") }) });
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		const { status, text } = await bot.deliver(execute(server.serviceUrl, button));
		expect(status).toBe(200);
		expect(bot.received[0]?.act).toEqual({ kind: "pressed", action: "answers.themes", value: { page: 1 } });
		const body = JSON.parse(text);
		expect(body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" });
		expect(JSON.stringify(body.value)).toContain("Thank you.");
	});

	it("that leaves nothing in the card's place leaves one neutral line", async () => {
		bot = await startTeamsBot({ answer: () => ({ replace: { summary: "", blocks: [] } }) });
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		const { text } = await bot.deliver(execute(server.serviceUrl, button));
		expect(JSON.parse(text).value.body).toMatchObject([{ inlines: [{ text: "Hidden." }] }]);
	});

	it("that replaces nothing is answered with words, since Teams repeats a press whose answer is empty", async () => {
		bot = await startTeamsBot({});
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		const { text } = await bot.deliver(execute(server.serviceUrl, button));
		expect(JSON.parse(text)).toEqual({
			statusCode: 200,
			type: "application/vnd.microsoft.activity.message",
			value: "Done.",
		});
	});

	it("by Action.Submit updates the card that was pressed", async () => {
		bot = await startTeamsBot({ answer: () => ({ replace: sentence("Thank you.") }) });
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		await bot.deliver(submit(server.serviceUrl, button.data));
		expect(bot.received[0]?.act).toEqual({ kind: "pressed", action: "answers.themes", value: { page: 1 } });
		const update = server.calls.find(({ method }) => method === "PUT");
		expect(update?.path).toBe("/v3/conversations/a:personal/activities/1699000");
		expect(JSON.stringify(update?.body)).toContain("Thank you.");
	});

	it("by Action.Submit on a card that Teams no longer knows puts the next card in a new message", async () => {
		bot = await startTeamsBot({ answer: () => ({ replace: sentence("Thank you.") }) });
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		server.next("PUT", /activities/, { status: 404, code: "ActivityNotFoundInConversation" });
		await bot.deliver(submit(server.serviceUrl, button.data));
		expect(JSON.stringify(server.posts().at(-1)?.body)).toContain("Thank you.");
	});

	it("brings the option chosen, under the name of its question", async () => {
		bot = await startTeamsBot({});
		const options = [
			{ label: "Police", value: "police" },
			{ label: "Health, and care", value: "health, care" },
		];
		const submitButton = { label: "Send", action: "people.join", value: { step: 2 } };
		const one = await postedButton({
			summary: "s",
			blocks: [{ kind: "choices", name: "agency", label: "Your agency", options, submit: submitButton }],
		});
		await bot.deliver(execute(server.serviceUrl, one, { "choice-0": "health%2C%20care" }));
		const several = await postedButton({
			summary: "s",
			blocks: [
				{ kind: "choices", name: "agency", label: "Yours", options, multiple: true, submit: submitButton },
			],
		});
		await bot.deliver(execute(server.serviceUrl, several, { "choice-0": "police,health%2C%20care" }));
		expect(bot.received.map(({ act }) => act.kind === "pressed" && act.value)).toEqual([
			{ step: 2, agency: "health, care" },
			{ step: 2, agency: ["police", "health, care"] },
		]);
	});

	it("repeated under new ids within a minute keeps its key; pressed again later it has a new one", async () => {
		let at = new Date("2026-11-23T09:00:59.900Z");
		bot = await startTeamsBot({ now: () => at });
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		await bot.deliver(execute(server.serviceUrl, button, {}, { id: "1" }));
		at = new Date("2026-11-23T09:01:45Z");
		await bot.deliver(execute(server.serviceUrl, button, {}, { id: "2" }));
		at = new Date("2026-11-23T09:02:30Z");
		await bot.deliver(execute(server.serviceUrl, button, {}, { id: "3" }));
		const keys = bot.received.map(({ businessKey }) => businessKey);
		expect(keys[1]).toBe(keys[0]);
		expect(keys[2]).not.toBe(keys[0]);
	});

	it("has another key for another person, another choice and another card", async () => {
		bot = await startTeamsBot({});
		const first = await postedButton({ summary: "s", blocks: [buttons] }, "delivery-1");
		const second = await postedButton({ summary: "s", blocks: [buttons] }, "delivery-2");
		await bot.deliver(execute(server.serviceUrl, first));
		await bot.deliver(execute(server.serviceUrl, second));
		await bot.deliver(execute(server.serviceUrl, first, {}, { from: { id: "29:another" } }));
		expect(new Set(bot.received.map(({ businessKey }) => businessKey)).size).toBe(3);
	});

	it("that takes long is answered in time, and its card follows as an update", async () => {
		const { promise, resolve } = Promise.withResolvers<{ replace: Message }>();
		bot = await startTeamsBot({ answer: () => promise, patienceMs: 20 });
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		const { text } = await bot.deliver(execute(server.serviceUrl, button));
		expect(JSON.parse(text).value).toContain("Still working on it");
		resolve({ replace: sentence("Thank you.") });
		await bot.platform.stop();
		expect(JSON.stringify(server.calls.find(({ method }) => method === "PUT")?.body)).toContain("Thank you.");
	});

	it("of a button that is not ours is refused and goes no further", async () => {
		bot = await startTeamsBot({});
		const forged: { [name: string]: Json }[] = [{}, { press: 1 }, { press: { action: 5, card: "x", at: 0 } }];
		for (const data of forged) {
			const { status, text } = await bot.deliver(execute(server.serviceUrl, { verb: "x", data }));
			expect([status, JSON.parse(text).statusCode]).toEqual([200, 400]);
			await bot.deliver(submit(server.serviceUrl, data));
		}
		expect(bot.received).toEqual([]);
	});

	it("of Teams' own feedback buttons is accepted", async () => {
		bot = await startTeamsBot({});
		const { status } = await bot.deliver(
			execute(server.serviceUrl, {}, {}, { name: "message/submitAction", value: { actionName: "feedback" } }),
		);
		expect(status).toBe(200);
	});
});

describe("a reply that only the person may see", () => {
	const secret = sentence("Only for you.", { discreet: true });

	it("stays in a private chat", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(personalMessage(server.serviceUrl, "x"));
		const outcome = await bot.platform.sendPrivately(bot.received[0] as never, secret);
		expect(outcome.kind).toBe("sent");
		const [post] = server.posts();
		expect(post?.path).toBe("/v3/conversations/a:personal/activities");
		expect(post?.body.summary).toBe("You have a reply");
	});

	it("leaves a channel for a private chat, and the thread hears nothing of it", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(channelMention(server.serviceUrl, "x"));
		const outcome = await bot.platform.sendPrivately(bot.received[0] as never, secret);
		expect(outcome.kind).toBe("sent");
		expect(server.calls[0]?.body).toMatchObject({
			isGroup: false,
			members: [{ id: "29:asker" }],
			tenantId: tenant,
		});
		const [there, ...here] = server.posts();
		expect(there?.path).toMatch(/^\/v3\/conversations\/a:private-\d+\/activities$/);
		expect(JSON.stringify(there?.body)).toContain("Only for you.");
		expect(here).toEqual([]);
	});

	it("is worth another try when it is only in doubt whether the private chat was opened", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(channelMention(server.serviceUrl, "x"));
		server.next("POST", /conversations$/, "drop", { status: 503 });
		for (let time = 0; time < 2; time++)
			expect((await bot.platform.sendPrivately(bot.received[0] as never, secret)).kind).toBe("later");
		expect(server.posts()).toEqual([]);
	});

	it("that may have been posted is told unknown, and not pointed to in the thread", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(channelMention(server.serviceUrl, "x"));
		server.next("POST", /activities/, "drop");
		expect((await bot.platform.sendPrivately(bot.received[0] as never, secret)).kind).toBe("unknown");
		expect(server.posts()).toHaveLength(1);
	});

	it("that Teams does not let through leaves a line in the thread that says where to write", async () => {
		bot = await startTeamsBot({});
		await bot.deliver(channelMention(server.serviceUrl, "x"));
		server.next("POST", /conversations$/, { status: 403, code: "ForbiddenOperationException" });
		const outcome = await bot.platform.sendPrivately(bot.received[0] as never, secret);
		expect(outcome.kind).toBe("never");
		expect(server.posts()).toHaveLength(1);
		expect(server.posts()[0]?.path).toBe("/v3/conversations/19:team@thread.tacv2;messageid=1699/activities");
		const text = JSON.stringify(server.posts()[0]?.body);
		expect(text).toContain("I can answer this in a private chat. Please write to me there.");
		expect(text).not.toContain("Only for you.");
	});
});

describe("an event that could not be handled now", () => {
	it("is refused when it came as Action.Submit, too, and nothing of it is logged as a failure", async () => {
		bot = await startTeamsBot({ answer: () => ({ again: true }) });
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		expect((await bot.deliver(submit(server.serviceUrl, button.data))).status).toBe(503);
		for (const body of arrivals(server.serviceUrl)) expect((await bot.deliver(body)).status).toBe(503);
		expect(bot.logged).toEqual([]);
	});

	it("is refused also when handling it broke", async () => {
		bot = await startTeamsBot({ answer: () => Promise.reject(new TypeError("What about bail?")) });
		expect((await bot.deliver(personalMessage(server.serviceUrl, "bail"))).status).toBe(503);
		expect(bot.logged.join()).not.toContain("bail");
	});
});

describe("an event that turns out too late for Teams to have been handled in vain", () => {
	const lateOnce = () => {
		let times = 0;
		const { promise, resolve } = Promise.withResolvers<void>();
		return {
			late: resolve,
			answer: async (answered: object) => {
				times++;
				if (times > 1) return answered;
				await promise;
				return { again: true };
			},
		};
	};

	it("is handled again here, since Teams does not bring it again", async () => {
		const { late, answer } = lateOnce();
		bot = await startTeamsBot({ answer: () => answer({}), patienceMs: 20 });
		expect((await bot.deliver(personalMessage(server.serviceUrl, "he hits me"))).status).toBe(200);
		expect(bot.received).toHaveLength(1);
		late();
		await bot.platform.stop();
		expect(bot.received).toHaveLength(2);
		expect(bot.received[1]).toEqual(bot.received[0]);
	});

	it("that was a press brings its card at last", async () => {
		const { late, answer } = lateOnce();
		bot = await startTeamsBot({ answer: () => answer({ replace: sentence("Here.") }), patienceMs: 20 });
		const button = await postedButton({ summary: "s", blocks: [buttons] });
		const { text } = await bot.deliver(execute(server.serviceUrl, button));
		expect(text).toContain("Still working on it");
		late();
		await bot.platform.stop();
		expect(JSON.stringify(server.calls.find(({ method }) => method === "PUT")?.body)).toContain("Here.");
	});
});

describe("stopping", () => {
	it("waits for events in hand, and refuses new ones", async () => {
		const { promise, resolve } = Promise.withResolvers<object>();
		const started = Promise.withResolvers<void>();
		bot = await startTeamsBot({
			answer: () => {
				started.resolve();
				return promise;
			},
		});
		const delivered = bot.deliver(personalMessage(server.serviceUrl, "x"));
		await started.promise;
		let stopped = false;
		const stopping = bot.platform.stop().then(() => {
			stopped = true;
		});
		expect((await bot.deliver(personalMessage(server.serviceUrl, "y"))).status).toBe(503);
		expect(stopped).toBe(false);
		resolve({});
		await stopping;
		expect((await delivered).status).toBe(200);
		expect(bot.received).toHaveLength(1);
	});
});
