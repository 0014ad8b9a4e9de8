import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { useDatabase } from "../../../support/database.ts";
import { startSlack } from "../../../support/slackBot.ts";
import { startInstalls } from "../../../support/slackInstalls.ts";

const database = useDatabase();
const channel = placeOf("T1", { channel: "CT1" });

async function installed(owner = "T1", options = {}) {
	const bot = await startInstalls(database.db, options);
	const join = async () => {
		const browser = bot.browser();
		await browser.open(bot.server.decide(await browser.begin(await bot.link("Housing")), owner));
	};
	await join();
	const later = () => {
		bot.clock.now = new Date(bot.clock.now.getTime() + 60_000);
	};
	later();
	const state = async () => (await database.db.workspace.findFirst({ where: { id: owner } }))?.state;
	return { ...bot, join, later, state };
}

describe("a workspace that takes the bot out", () => {
	const events = ["app_uninstalled", "tokens_revoked"] as const;

	it.each([events, [...events].reverse()])(
		"is forgotten, whichever event comes first: %s",
		async (...order) => {
			const { server, people, installations, state, logged } = await installed();
			server.uninstall("T1");
			for (const type of order) {
				expect((await people.removed(type)).status).toBe(200);
				expect(await installations.find("T1")).toBeUndefined();
				expect(await state()).toBe("left");
			}
			expect(await database.db.auditEntry.count({ where: { what: "workspace left" } })).toBe(1);
			expect(logged.filter(({ level }) => level === "error")).toEqual([]);
		},
	);

	it("is forgotten once when both events come at once, to two replicas", async () => {
		const first = await installed();
		const second = await startInstalls(database.db, { beside: first });
		first.server.uninstall("T1");
		const sent = await Promise.all([
			...events.map((type) => first.people.removed(type)),
			...events.map((type) => second.people.removed(type)),
		]);
		expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(await first.installations.find("T1")).toBeUndefined();
		expect(await database.db.auditEntry.count({ where: { what: "workspace left" } })).toBe(1);
	});

	it("can add it again, and late news of the removal does not take it out again", async () => {
		const { server, people, join, later, slack, state, clock } = await installed();
		server.uninstall("T1");
		const told = await people.removed("app_uninstalled");
		expect((await slack.send(channel, sentence("x"), "d1")).kind).toBe("never");
		later();
		await join();
		await people.deliver(told.payload);
		await people.deliver({ ...told.payload, event: { type: "tokens_revoked", tokens: { bot: ["UBOTT1"] } } });
		// Even news that seems to be of later: Slack still takes the token.
		later();
		await people.deliver({ ...told.payload, event_time: clock.now.getTime() / 1000 });
		expect(await state()).toBe("joined");
		expect((await slack.send(channel, sentence("Back"), "d2")).kind).toBe("sent");
	});

	it("is not forgotten because a person's token was revoked, or because nobody knows it", async () => {
		const { people, peopleOf, installations } = await installed();
		const { payload } = await people.removed("tokens_revoked");
		await people.deliver({ ...payload, event: { type: "tokens_revoked", tokens: { oauth: ["U1"] } } });
		expect((await peopleOf("T2").removed("app_uninstalled")).status).toBe(200);
		expect(await installations.find("T1")).toBeDefined();
	});

	it("is asked after again when Slack cannot be asked now", async () => {
		const { server, people, installations, logged } = await installed();
		server.uninstall("T1");
		server.trouble("auth.test", { kind: "status", status: 503 });
		const told = await people.removed("app_uninstalled");
		expect(told.status).toBe(503);
		expect(await installations.find("T1")).toBeDefined();
		expect((await people.deliver(told.payload)).status).toBe(200);
		expect(await installations.find("T1")).toBeUndefined();
		expect(logged.filter(({ level }) => level === "error")).toEqual([]);
	});

	it("is forgotten though its token has ended meanwhile", async () => {
		const { server, people, installations, clock } = await installed("T1", { rotation: true });
		clock.now = new Date(clock.now.getTime() + 13 * 3_600_000);
		server.uninstall("T1");
		await people.removed("app_uninstalled");
		expect(await installations.find("T1")).toBeUndefined();
	});

	it("of an organisation leaves the organisation its bot", async () => {
		const { peopleOf, installations, server, state } = await installed("E1");
		await peopleOf("T7").removed("app_uninstalled");
		expect(await installations.find("E1")).toBeDefined();
		server.uninstall("E1");
		await peopleOf("T7").removed("app_uninstalled");
		expect(await installations.find("E1")).toBeUndefined();
		expect(await state()).toBe("left");
	});
});

it("with a token of the settings it is only reported", async () => {
	const { people, logged } = await startSlack();
	expect((await people.removed("app_uninstalled")).status).toBe(200);
	expect(logged.map(({ level }) => level)).toEqual(["warn"]);
});
