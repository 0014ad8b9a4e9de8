import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { useDatabase } from "../../../support/database.ts";
import { startInstalls } from "../../../support/slackInstalls.ts";

const database = useDatabase();
const channel = placeOf("T1", { channel: "CT1" });
const hours = (count: number) => count * 3_600_000;

/** A bot that is installed in T1, with tokens that end after twelve hours; and as many replicas as wanted. */
async function installed() {
	/** Whoever waits for another's renewal waits until it is there. */
	let pause = async () => {};
	const options = { rotation: true, pause: () => pause() };
	const bot = await startInstalls(database.db, options);
	const browser = bot.browser();
	await browser.open(bot.server.decide(await browser.begin(await bot.link("Housing")), "T1"));
	const later = (milliseconds: number) => {
		bot.clock.now = new Date(bot.clock.now.getTime() + milliseconds);
	};
	const replica = () => startInstalls(database.db, { ...options, beside: bot });
	const version = async () => (await bot.installations.find("T1"))?.version ?? 0;
	const waitForRenewal = async () => {
		const before = await version();
		pause = async () => {
			while ((await version()) === before) await setImmediate();
		};
	};
	const send = (times: number, bots = [bot]) =>
		Promise.all(
			Array.from({ length: times }, (_, at) =>
				bots[at % bots.length]?.slack.send(channel, sentence(`${at}`), `d${at}`),
			),
		).then((outcomes) => outcomes.map((outcome) => outcome?.kind));
	const renewals = () =>
		bot.server.calls.filter(({ method, args }) => method === "oauth.v2.access" && args.refresh_token).length;
	return { ...bot, bot, later, replica, waitForRenewal, send, renewals };
}

describe("a token that ends", () => {
	it("is not renewed while it has more than two hours left", async () => {
		const { later, send, renewals } = await installed();
		later(hours(9.9));
		expect(await send(3)).toEqual(["sent", "sent", "sent"]);
		expect(renewals()).toBe(0);
	});

	it.each([10.5, 13])(
		"after %s hours is renewed once for twenty who ask at once, on two replicas",
		async (age) => {
			const { bot, later, replica, waitForRenewal, send, renewals } = await installed();
			const other = await replica();
			await waitForRenewal();
			later(hours(age));
			expect(await send(20, [bot, other])).toEqual(Array(20).fill("sent"));
			expect(renewals()).toBe(1);
			expect(await send(20, [bot, other])).toEqual(Array(20).fill("sent"));
			expect(renewals()).toBe(1);
		},
	);

	it("is renewed again and again", async () => {
		const { later, send, renewals } = await installed();
		for (let times = 1; times <= 5; times++) {
			later(hours(11));
			expect(await send(2)).toEqual(["sent", "sent"]);
			expect(renewals()).toBe(times);
		}
	});

	it("serves on while Slack does not renew it, and is tried again a minute later", async () => {
		const { server, later, send, renewals, logged } = await installed();
		later(hours(10.5));
		server.trouble("oauth.v2.access", { kind: "status", status: 503 });
		expect(await send(3)).toEqual(["sent", "sent", "sent"]);
		expect(renewals()).toBe(1);
		later(61_000);
		expect(await send(3)).toEqual(["sent", "sent", "sent"]);
		expect(renewals()).toBe(2);
		expect(logged.filter(({ level }) => level === "warn")).toHaveLength(1);
	});

	it("that ended and cannot be renewed now keeps messages for later", async () => {
		const { server, later, slack } = await installed();
		later(hours(13));
		server.trouble("oauth.v2.access", { kind: "status", status: 503 });
		expect(await slack.send(channel, sentence("x"), "d1")).toMatchObject({ kind: "later" });
	});

	it("that can never be renewed says that the bot has to be installed again", async () => {
		const { server, later, slack } = await installed();
		later(hours(13));
		server.trouble("oauth.v2.access", { kind: "error", error: "invalid_refresh_token" });
		expect(await slack.send(channel, sentence("x"), "d1")).toEqual({
			kind: "never",
			reason: "the bot's token has ended and cannot be renewed: the bot has to be installed again",
		});
	});

	it("is renewed by another replica when the one that began has stopped halfway", async () => {
		const { later, send, renewals, installations, clock } = await installed();
		later(hours(10.5));
		const version = (await installations.find("T1"))?.version ?? 0;
		const until = new Date(clock.now.getTime() + 60_000);
		expect(await installations.claimRenewal("T1", version, until, clock.now)).toBe(true);
		expect(await send(2)).toEqual(["sent", "sent"]);
		expect(renewals()).toBe(0);
		later(60_000);
		expect(await send(2)).toEqual(["sent", "sent"]);
		expect(renewals()).toBe(1);
	});

	it("and has ended is waited for no longer than a while when nobody renews it", async () => {
		const { later, slack, installations, clock } = await installed();
		later(hours(13));
		const version = (await installations.find("T1"))?.version ?? 0;
		await installations.claimRenewal("T1", version, new Date(clock.now.getTime() + 60_000), clock.now);
		expect(await slack.send(channel, sentence("x"), "d1")).toMatchObject({
			kind: "later",
			reason: "the bot's token is being renewed",
		});
	});
});

describe("a token that Slack refuses", () => {
	it("is looked up anew, where it was replaced meanwhile, and the message goes out once", async () => {
		const { bot, server, browser, link, replica, send, slack } = await installed();
		const other = await replica();
		expect(await send(2, [bot, other])).toEqual(["sent", "sent"]);
		// The bot is installed again twice, which ends the first token. The first replica has not heard of it.
		for (let times = 0; times < 2; times++) {
			const somebody = browser();
			await somebody.open(server.decide(await somebody.begin(await link("Housing")), "T1"));
		}
		expect((await slack.send(channel, sentence("Once"), "d9")).kind).toBe("sent");
		expect((await other.slack.send(channel, sentence("And once"), "d10")).kind).toBe("sent");
		expect(server.visible("CT1").map(({ text }) => text)).toEqual(["0", "1", "Once", "And once"]);
	});

	it("and was not replaced tells it, in words", async () => {
		const { server, slack } = await installed();
		server.uninstall("T1");
		expect(await slack.send(channel, sentence("x"), "d1")).toEqual({
			kind: "never",
			reason: "the bot was removed from the workspace (account_inactive)",
		});
	});
});
