import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { channelPlace } from "#platforms/teams/address.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";
import { createLimiter, documentedLimits } from "../../support/teamsLimits.ts";
import { startTeamsServer, type TeamsServer } from "../../support/teamsServer.ts";

describe("the limits of Teams, as our own Teams enforces them", () => {
	it("take 7 posts in a second, 8 in two, 60 in thirty and 1,800 an hour in one conversation", () => {
		let now = 0;
		const { take } = createLimiter(documentedLimits, () => now);
		const burst = (times: number) => Array.from({ length: times }, () => take("t", "c") ?? "taken");
		expect(burst(8)).toEqual([...Array(7).fill("taken"), 1_000]);
		now = 1_000;
		expect(burst(2)).toEqual(["taken", 1_000]);
		now = 2_000;
		let taken = 8;
		for (; now < 30_000; now += 100) if (take("t", "c") === undefined) taken++;
		expect(taken).toBe(60);
		for (; now < 3_600_000; now += 100) if (take("t", "c") === undefined) taken++;
		expect(taken).toBe(1_800);
		expect(take("t", "other")).toBeUndefined();
	});

	it("take 50 calls a second in one tenant, and as many in another", () => {
		const { take } = createLimiter(documentedLimits, () => 0);
		const taken = (tenant: string) =>
			Array.from({ length: 60 }, (_, at) => take(tenant, `c${at}`)).filter((wait) => wait === undefined)
				.length;
		expect([taken("one"), taken("two")]).toEqual([50, 50]);
	});

	it("are never exceeded in any window, however the calls come, and whoever waits as told gets through", () => {
		const gaps = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 300 });
		fc.assert(
			fc.property(gaps, (gaps) => {
				let now = 0;
				const { take } = createLimiter(documentedLimits, () => now);
				const times: number[] = [];
				for (const gap of gaps) {
					now += gap;
					const wait = take("t", "c");
					if (wait !== undefined) {
						now += wait;
						expect(take("t", "c")).toBeUndefined();
					}
					times.push(now);
				}
				for (const { most, seconds } of documentedLimits.conversation)
					for (const [at, time] of times.entries())
						expect(time - (times[at - most] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(
							seconds * 1_000,
						);
			}),
			{ numRuns: 50 },
		);
	});
});

describe("a bot that posts faster than Teams takes", () => {
	let server: TeamsServer;
	let bot: TeamsBot;
	let now = 0;
	beforeAll(async () => {
		server = await startTeamsServer();
		bot = await startTeamsBot({});
	});
	afterAll(async () => {
		await bot.stop();
		await server.stop();
	});
	afterEach(() => {
		server.limit(undefined);
		server.calls.length = 0;
		now += 3_600_000;
	});

	const post = (conversationId: string, tenantId = "one") => {
		const at = { serviceUrl: server.serviceUrlOf(tenantId), conversationId, botId: "28:bot", tenantId };
		return bot.platform.send(channelPlace(at), sentence("A lesson."), "d");
	};

	it("is told how long to wait, and nothing too much is posted", async () => {
		server.limit(documentedLimits, { now: () => now });
		const outcomes = [];
		for (let time = 0; time < 9; time++) outcomes.push(await post("19:ward"));
		expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(7).fill("sent"), "later", "later"]);
		expect(outcomes[7]).toMatchObject({ afterSeconds: 1 });
		expect(server.posts().filter(({ accepted }) => accepted)).toHaveLength(7);
		now += 1_000;
		expect((await post("19:ward")).kind).toBe("sent");
	});

	it("is told only to wait where Teams does not say how long", async () => {
		server.limit({ conversation: [{ most: 1, seconds: 60 }], tenant: [] }, { retryAfter: false });
		await post("19:ward");
		expect(await post("19:ward")).toEqual({
			kind: "later",
			reason: "Teams asks the bot to slow down (429).",
		});
	});

	it("slows down in one tenant, and not in another", async () => {
		server.limit(documentedLimits, { now: () => now });
		const kinds = async (tenant: string, most: number) =>
			(await Promise.all(Array.from({ length: most }, (_, at) => post(`19:ward-${at}`, tenant)))).map(
				({ kind }) => kind,
			);
		const one = await kinds("one", 60);
		expect([one.filter((kind) => kind === "sent").length, one.includes("later")]).toEqual([50, true]);
		expect(await kinds("two", 10)).toEqual(Array(10).fill("sent"));
	});
});
