import { Agent, request } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personalMessage, tenant } from "../../support/teamsActivities.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";
import { botAppId, startTeamsServer, type TeamsServer } from "../../support/teamsServer.ts";

const canary = "canary-51c2";
const atOnce = 40;
const mayGrowBy = 4_000_000;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

let server: TeamsServer;
let bot: TeamsBot;
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const { error } = console;
beforeAll(async () => {
	// botbuilder prints each token that it refuses.
	console.error = () => {};
	server = await startTeamsServer();
	bot = await startTeamsBot({
		config: { credentials: { appId: botAppId, password: "not-a-secret", homeTenant: tenant } },
		endpoints: { openId: server.openId, token: async () => "t" },
	});
});
afterAll(async () => {
	console.error = error;
	agent.destroy();
	await bot.stop();
	await server.stop();
});

type Junk = { body: string; authorization?: string; path?: string; type?: string };

/** One request; resolves with its status, or 0 where the connection was cut. */
function send({ body, authorization, path, type = "application/json" }: Junk): Promise<number> {
	return new Promise((resolve) => {
		const url = new URL(path ?? bot.url, bot.url);
		const headers = { "content-type": type, ...(authorization ? { authorization } : {}) };
		const sent = request(url, { method: "POST", agent, headers }, (response) => {
			response.resume();
			response.on("close", () => resolve(response.statusCode ?? 0));
		});
		sent.on("error", () => resolve(0));
		sent.end(body);
	});
}

/** Every sort of junk that we can think of, one for each number. */
function createJunk(): (at: number) => Junk {
	const seconds = Math.floor(Date.now() / 1_000);
	const event = (fields = {}) => JSON.stringify(personalMessage(server.serviceUrl, canary, fields));
	const bearer = (...of: Parameters<TeamsServer["token"]>) => `Bearer ${server.token(...of)}`;
	const good = bearer();
	const sorts: Junk[] = [
		{ body: event() },
		{ body: event(), authorization: "Bearer x" },
		{ body: event(), authorization: bearer({ exp: seconds - 3_600, nbf: seconds - 9_000 }) },
		{ body: event(), authorization: bearer({ aud: "another-bot" }) },
		{ body: event(), authorization: bearer({ iss: "https://evil.example" }) },
		{ body: event(), authorization: bearer({}, "other") },
		{ body: event(), authorization: `Bearer ${"a".repeat(6_000)}.b.c` },
		{ body: event({ serviceUrl: "https://evil.example/" }), authorization: good },
		{
			body: event({ serviceUrl: "https://evil.example/" }),
			authorization: bearer({ serviceurl: "https://evil.example/" }),
		},
		{ body: event({ channelId: "webchat" }), authorization: good },
		{ body: event({ conversation: { id: canary.repeat(500) } }), authorization: good },
		{ body: `{"type":"message","text":"${canary}`, authorization: good },
		{ body: "null", authorization: good },
		{ body: "[".repeat(20_000), authorization: good },
		{ body: '{"__proto__":{"polluted":1},"constructor":{}}', authorization: good },
		{ body: `{"text":"${"x".repeat(300_000)}"}`, authorization: good },
		{ body: event(), authorization: good, type: "text/plain" },
		{ body: "\u0000\uffff", authorization: good },
		{ body: event(), authorization: good, path: "/api/messages/../../etc/passwd" },
	];
	return (at) => sorts[at % sorts.length] as Junk;
}

/** Sends so many, some at once. Resolves with how often each status came. */
async function flood(times: number, junk: (at: number) => Junk, among: (at: number) => Promise<void>) {
	const statuses = new Map<number, number>();
	let next = 0;
	const worker = async () => {
		for (let at = next++; at < times; at = next++) {
			const status = await send(junk(at));
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
			if (at % 500 === 0) await among(at);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return statuses;
}

function heap(): number {
	collectGarbage();
	collectGarbage();
	return process.memoryUsage().heapUsed;
}

describe("10,000 junk requests", () => {
	it("are all refused, leave nothing in memory or in the log, and keep nobody real waiting", async () => {
		const authorization = `Bearer ${server.token()}`;
		const real = async (at: number) => {
			const body = personalMessage(server.serviceUrl, "bail", { id: `real-${at}` });
			expect((await bot.deliver(body, { authorization })).status).toBe(200);
		};
		const junk = createJunk();
		await flood(1_000, junk, real);
		bot.received.length = 0;
		const before = heap();
		const statuses = await flood(10_000, junk, real);
		const grown = heap() - before;

		expect(grown, `the heap grew by ${grown}`).toBeLessThan(mayGrowBy);
		// A body that is too large may be cut off while it is still being sent.
		expect(
			[...statuses.keys()].filter((status) => ![0, 400, 401, 403, 404, 413, 415].includes(status)),
		).toEqual([]);
		expect(bot.received.map(({ act }) => act)).toEqual(Array(20).fill({ kind: "said", text: "bail" }));
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
		expect(bot.logged.join()).not.toContain(canary);
		expect(bot.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
		expect(bot.logged.length).toBeLessThan(5);
	}, 120_000);
});
