import { request } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { execute, personalMessage, tenant } from "../../support/teamsActivities.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";
import { botAppId, startTeamsServer, type TeamsServer } from "../../support/teamsServer.ts";

const credentials = { appId: botAppId, password: "not-a-secret", homeTenant: tenant };
const canary = "canary-7f3a";

let server: TeamsServer;
beforeAll(async () => {
	server = await startTeamsServer();
});
afterAll(() => server.stop());

describe("with credentials, an event", () => {
	let bot: TeamsBot;
	beforeAll(async () => {
		bot = await startTeamsBot({
			config: { credentials },
			endpoints: { openId: server.openId, token: async () => "t" },
		});
		// botbuilder prints what it finds wrong with a token.
		vi.spyOn(console, "error").mockImplementation(() => {});
	});
	afterAll(async () => {
		vi.restoreAllMocks();
		await bot.stop();
	});
	afterEach(() => {
		bot.received.length = 0;
		bot.logged.length = 0;
	});

	const deliver = (authorization?: string, fields = {}) =>
		bot.deliver(
			personalMessage(server.serviceUrl, canary, fields),
			authorization === undefined ? {} : { authorization },
		);

	it("with a good token is received", async () => {
		expect((await deliver(`Bearer ${server.token()}`)).status).toBe(200);
		expect(bot.received).toHaveLength(1);
	});

	const now = Math.floor(Date.now() / 1000);
	const cases: [string, () => string | undefined][] = [
		["no token", () => undefined],
		["an empty header", () => ""],
		["no bearer token", () => "Basic abc"],
		["a token that is none", () => "Bearer a.b.c"],
		["the wrong audience", () => `Bearer ${server.token({ aud: "someone-else" })}`],
		["the wrong issuer", () => `Bearer ${server.token({ iss: "https://evil.example" })}`],
		["a token that has expired", () => `Bearer ${server.token({ nbf: now - 9000, exp: now - 3600 })}`],
		["a token that is not yet valid", () => `Bearer ${server.token({ nbf: now + 3600, exp: now + 9000 })}`],
		["another signing key", () => `Bearer ${server.token({}, "other")}`],
		[
			"another service URL in the token",
			() => `Bearer ${server.token({ serviceurl: "https://evil.example/" })}`,
		],
		["no signature", () => `Bearer ${server.token().split(".").slice(0, 2).join(".")}.`],
	];
	for (const [name, authorization] of cases)
		it(`with ${name} is refused, and nothing of it is told or logged`, async () => {
			const { status, text } = await deliver(authorization());
			expect([status, text]).toEqual([401, ""]);
			expect(bot.received).toEqual([]);
			expect(bot.logged.join()).not.toContain(canary);
		});

	it("with a good token of the emulator's issuer is refused", async () => {
		const iss = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/";
		const { status } = await deliver(`Bearer ${server.token({ iss, ver: "1.0", appid: botAppId })}`);
		expect(status).toBeGreaterThanOrEqual(401);
		expect(status).toBeLessThanOrEqual(403);
		expect(bot.received).toEqual([]);
	});

	it("that names a service not on the list is refused, though its token is good", async () => {
		for (const serviceUrl of [
			"https://evil.example/",
			"http://smba.trafficmanager.net/",
			"https://smba.trafficmanager.net.evil.example/",
			"https://127.0.0.1@evil.example/",
		]) {
			const { status } = await deliver(`Bearer ${server.token({ serviceurl: serviceUrl })}`, { serviceUrl });
			expect([serviceUrl, status]).toEqual([serviceUrl, 403]);
		}
		const { status } = await deliver(`Bearer ${server.token()}`, { serviceUrl: "" });
		expect(status).toBe(403);
		expect(bot.received).toEqual([]);
		expect(bot.logged.join()).not.toContain(canary);
	});

	it("of another channel is refused", async () => {
		for (const channelId of ["emulator", "AseChannel", "webchat"])
			expect((await deliver(`Bearer ${server.token()}`, { channelId })).status).toBe(400);
		expect(bot.received).toEqual([]);
	});
});

describe("refused requests", () => {
	it("are logged once a minute, with how many there were", async () => {
		let at = new Date("2026-11-23T09:00:00Z");
		const bot = await startTeamsBot({
			config: { credentials },
			endpoints: { openId: server.openId, token: async () => "t" },
			now: () => at,
		});
		for (let time = 0; time < 5; time++) {
			await bot.deliver(personalMessage(server.serviceUrl, canary));
			await bot.deliver(personalMessage(server.serviceUrl, canary), { authorization: "Bearer a.b.c" });
		}
		at = new Date("2026-11-23T09:01:00Z");
		await bot.deliver(personalMessage(server.serviceUrl, canary));
		await bot.stop();
		expect(bot.logged.map((line) => JSON.parse(line))).toMatchObject([
			{ level: "warn", requests: 1 },
			{ level: "warn", requests: 10 },
		]);
	});
});

describe("without credentials", () => {
	let bot: TeamsBot;
	beforeAll(async () => {
		bot = await startTeamsBot({});
	});
	afterAll(() => bot.stop());

	/** fetch does not let the Host header be chosen. */
	const withHeaders = (headers: Record<string, string>) =>
		new Promise<number>((resolve, reject) => {
			const body = JSON.stringify(personalMessage(server.serviceUrl, canary));
			const sent = request(
				bot.url,
				{ method: "POST", headers: { "content-type": "application/json", ...headers } },
				(response) => {
					response.resume();
					resolve(response.statusCode ?? 0);
				},
			);
			sent.on("error", reject);
			sent.end(body);
		});

	it("only requests from this machine for this machine are served", async () => {
		expect(await withHeaders({ host: "localhost:3978" })).toBe(200);
		expect(bot.received).toHaveLength(1);
		expect(await withHeaders({ host: "bot.agency.example" })).toBe(403);
		expect(await withHeaders({ "x-forwarded-for": "203.0.113.9" })).toBe(403);
		expect(await withHeaders({ forwarded: "for=203.0.113.9" })).toBe(403);
		expect(bot.received).toHaveLength(1);
	});

	it("an event that names a service elsewhere is refused", async () => {
		bot.received.length = 0;
		for (const serviceUrl of ["https://smba.trafficmanager.net/uk/", "http://203.0.113.9/"])
			expect((await bot.deliver(personalMessage(serviceUrl, canary))).status).toBe(403);
		expect(bot.received).toEqual([]);
	});
});

describe("a request that is no event", () => {
	let bot: TeamsBot;
	beforeAll(async () => {
		bot = await startTeamsBot({});
	});
	afterAll(() => bot.stop());

	const good = () => personalMessage(server.serviceUrl, canary);
	const cases: [string, () => string, number][] = [
		["null", () => "null", 400],
		["a number", () => "5", 400],
		["an empty body", () => "", 400],
		["an array", () => "[]", 400],
		["an empty object", () => "{}", 400],
		["broken JSON", () => `{"text":"${canary}`, 400],
		["no sender", () => JSON.stringify({ ...good(), from: null }), 400],
		["a conversation that is text", () => JSON.stringify({ ...good(), conversation: canary }), 400],
		["entities that are no list", () => JSON.stringify({ ...good(), entities: canary }), 400],
		["a huge body", () => JSON.stringify({ ...good(), text: "x".repeat(300_000) }), 413],
	];
	for (const [name, body, status] of cases)
		it(`but ${name} is refused with ${status}, silently`, async () => {
			expect(await bot.deliver(body())).toEqual({ status, text: "" });
			expect(bot.received).toEqual([]);
			expect(bot.logged.join()).not.toContain(canary);
		});

	it("but of another content type is refused", async () => {
		const { status } = await bot.deliver(JSON.stringify(good()), { "content-type": "text/plain" });
		expect(status).toBe(415);
	});

	it("but an invoke that we do not know is not implemented", async () => {
		const { status } = await bot.deliver(execute(server.serviceUrl, {}, {}, { name: "task/fetch" }));
		expect(status).toBe(501);
	});

	it("but of a kind that we do not handle is accepted and left alone", async () => {
		expect((await bot.deliver({ ...good(), type: "typing" })).status).toBe(200);
		expect(
			(await bot.deliver({ ...good(), type: "message", channelData: null, conversation: { id: "x" } }))
				.status,
		).toBe(200);
		expect(bot.received).toEqual([]);
	});

	it("does not keep the next event from being received", async () => {
		expect((await bot.deliver(good())).status).toBe(200);
		expect(bot.received).toHaveLength(1);
	});
});
