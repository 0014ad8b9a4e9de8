import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { channelPlace, directPlace } from "#platforms/teams/address.ts";
import { toOutcome } from "#platforms/teams/errors.ts";
import { personalMessage, tenant } from "../../support/teamsActivities.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";
import { botAppId, startTeamsServer, type TeamsServer, type Treatment } from "../../support/teamsServer.ts";

let server: TeamsServer;
let bot: TeamsBot;
/** Waits for an answer not for long. */
let hasty: TeamsBot;
beforeAll(async () => {
	server = await startTeamsServer();
	bot = await startTeamsBot({});
	hasty = await startTeamsBot({ timeoutMs: 300 });
});
afterAll(async () => {
	await bot.stop();
	await hasty.stop();
	await server.stop();
});
afterEach(() => {
	server.calls.length = 0;
});

const message = sentence("A lesson.");

function placeAt(serviceUrl: string) {
	return directPlace({ serviceUrl, conversationId: "a:personal", botId: "28:bot", tenantId: tenant }, "p");
}

async function sendTo(treatment?: Treatment) {
	if (treatment) server.next("POST", /activities/, treatment);
	const { platform } = treatment === "hang" ? hasty : bot;
	const outcome = await platform.send(placeAt(server.serviceUrl), message, "delivery-1");
	return { outcome, posts: server.posts().length };
}

describe("sending", () => {
	it("posts one card, with the summary and without text beside it", async () => {
		const { outcome } = await sendTo();
		expect(outcome).toEqual({ kind: "sent", messageId: expect.stringMatching(/^activity-/) });
		const [post] = server.posts();
		expect(post?.path).toBe("/v3/conversations/a:personal/activities");
		expect(post?.authorization).toBeUndefined();
		expect(post?.body).toMatchObject({
			type: "message",
			summary: "A lesson.",
			attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: { version: "1.5" } }],
		});
		expect(post?.body.text).toBeUndefined();
		expect(post?.body.replyToId).toBeUndefined();
	});

	const cases: [string, Treatment, string][] = [
		["a throttle", { status: 429, headers: { "retry-after": "7" } }, "later"],
		["a conversation that is busy", { status: 412, code: "PreconditionFailed" }, "later"],
		["a bad card", { status: 400, code: "BadArgument" }, "never"],
		["an unknown bot", { status: 401, code: "BotNotRegistered" }, "never"],
		["a bot that is not a member", { status: 403, code: "BotNotInConversationRoster" }, "never"],
		["a 403 without a reason", { status: 403, text: "" }, "never"],
		["a conversation that is gone", { status: 404, code: "ConversationNotFound" }, "never"],
		["a message too large", { status: 413, code: "MessageSizeTooBig" }, "never"],
		["a redirect, which is not followed", { status: 307, headers: { location: "/elsewhere" } }, "never"],
		["an internal error", { status: 500, code: "ServiceError" }, "unknown"],
		["a bad gateway", { status: 502 }, "unknown"],
		["an unavailable service", { status: 503 }, "unknown"],
		["a gateway time-out", { status: 504 }, "unknown"],
		["an answer that is no JSON", { status: 201, text: "<html>" }, "unknown"],
		["a dropped connection", "drop", "unknown"],
		["no answer in time", "hang", "unknown"],
	];
	for (const [name, treatment, kind] of cases)
		it(`ends ${kind} at ${name}, after exactly one post`, async () => {
			const { outcome, posts } = await sendTo(treatment);
			expect([outcome.kind, posts]).toEqual([kind, 1]);
			expect(server.calls).toHaveLength(1);
			expect((outcome as { reason: string }).reason).not.toContain("lesson");
		});

	it("waits as long as Teams asks, in seconds or until a date", async () => {
		const { outcome } = await sendTo({ status: 429, headers: { "retry-after": "7" } });
		expect(outcome).toMatchObject({ kind: "later", afterSeconds: 7 });
		const error = Object.assign(new Error(), {
			statusCode: 429,
			response: { headers: new Headers({ "retry-after": "Mon, 23 Nov 2026 09:00:30 GMT" }) },
		});
		expect(toOutcome(error, new Date("2026-11-23T09:00:00Z"))).toMatchObject({ afterSeconds: 30 });
	});

	it("ends later where nobody listens", async () => {
		const unused = createServer().listen(0, "127.0.0.1");
		await new Promise((resolve) => unused.once("listening", resolve));
		const { port } = unused.address() as { port: number };
		await new Promise((resolve) => unused.close(resolve));
		const outcome = await bot.platform.send(placeAt(`http://127.0.0.1:${port}/`), message, "d");
		expect(outcome.kind).toBe("later");
	});

	it("speaks to no service that is not on the list, nor off this machine without credentials", async () => {
		for (const url of [
			"https://evil.example/",
			"https://smba.trafficmanager.net/uk/",
			"ftp://127.0.0.1/",
			"",
			"x",
		])
			expect(await bot.platform.send(placeAt(url), message, "d")).toMatchObject({ kind: "never" });
	});

	it("ends never at an address of another platform", async () => {
		const place = { ...placeAt(server.serviceUrl), address: "C012345" };
		expect(await bot.platform.send(place, message, "d")).toMatchObject({ kind: "never" });
	});

	it("ends never at an address that was altered: in another tenant, or a person's where a channel should be", async () => {
		const at = { serviceUrl: server.serviceUrl, botId: "28:bot", tenantId: tenant };
		const channel = channelPlace({ ...at, conversationId: "19:team@thread.tacv2" });
		for (const altered of [
			{ ...at, conversationId: "19:team@thread.tacv2", tenantId: "another" },
			{ ...at, userId: "29:ann" },
			{ ...at, conversationId: "a:personal" },
		]) {
			const place = { ...channel, address: JSON.stringify(altered) };
			expect(await bot.platform.send(place, message, "d")).toMatchObject({ kind: "never" });
			expect(await bot.platform.update(place, "one", message)).toMatchObject({ kind: "never" });
		}
		expect(server.calls).toEqual([]);
		expect((await bot.platform.send(channel, message, "d")).kind).toBe("sent");
	});

	it("posts a long message in several parts, and holds it when one of them fails", async () => {
		const long = sentence(Array.from({ length: 400 }, (_, at) => `${at} `.repeat(60)).join("\n\n"));
		await bot.platform.send(placeAt(server.serviceUrl), long, "d");
		expect(server.posts().length).toBeGreaterThan(1);
		server.calls.length = 0;
		server.next("POST", /activities/, { status: 201, text: '{"id":"first"}' }, { status: 403 });
		const outcome = await bot.platform.send(placeAt(server.serviceUrl), long, "d");
		expect([outcome.kind, server.posts().length]).toEqual(["unknown", 2]);
	});
});

describe("with credentials", () => {
	const credentials = { appId: botAppId, password: "not-a-secret", homeTenant: tenant };

	it("the bot's token goes with what it sends", async () => {
		const endpoints = { openId: server.openId, token: async () => "the-token" };
		const other = await startTeamsBot({ config: { credentials }, endpoints });
		const { status } = await other.deliver(personalMessage(server.serviceUrl, "x"), {
			authorization: `Bearer ${server.token()}`,
		});
		expect(status).toBe(200);
		const incoming = other.received[0];
		if (incoming) await other.platform.send(incoming.place, message, "d");
		expect(server.posts()[0]?.authorization).toBe("Bearer the-token");
		await other.stop();
	});

	it("sending ends later when Microsoft gives the bot no token, for then nothing was sent", async () => {
		const endpoints = { openId: server.openId, token: () => Promise.reject(new Error("invalid_client")) };
		const other = await startTeamsBot({ config: { credentials }, endpoints });
		const outcome = await other.platform.send(placeAt(server.serviceUrl), message, "d");
		expect([outcome.kind, server.calls.length]).toEqual(["later", 0]);
		await other.stop();
	});

	it("nothing is sent to loopback, or over plain http", async () => {
		const config = { credentials, serviceHosts: ["127.0.0.1", "smba.trafficmanager.net"] };
		const other = await startTeamsBot({ config });
		for (const url of [server.serviceUrl, "http://smba.trafficmanager.net/"])
			expect(await other.platform.send(placeAt(url), message, "d")).toMatchObject({ kind: "never" });
		expect(server.calls).toEqual([]);
		await other.stop();
	});
});
