import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { arrivals, channelEvent, removals, tenant } from "../../support/teamsActivities.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";

const service = "http://127.0.0.1:1/";
const channel = "19:ward-7@thread.tacv2";
let at = new Date("2026-11-23T09:00:00Z");
let bot: TeamsBot;
beforeAll(async () => {
	bot = await startTeamsBot({ now: () => at });
});
afterAll(() => bot.stop());
afterEach(() => {
	bot.received.length = 0;
	at = new Date(at.getTime() + 3_600_000);
});

const itself = { id: channel, conversationType: "channel", isGroup: true, tenantId: tenant };
const happened = () => bot.received.map(({ act, place }) => [act, place.key, place.name]);
const keys = () => new Set(bot.received.map(({ businessKey }) => businessKey));

describe("an arrival", () => {
	it("comes in two events that share one business key, also when both are repeated", async () => {
		for (const body of [...arrivals(service), ...arrivals(service)]) await bot.deliver(body);
		expect(bot.received.map(({ act }) => act.kind)).toEqual(Array(4).fill("arrived"));
		expect(keys().size).toBe(1);
	});

	it("of somebody else, or an update of the app, is left alone", async () => {
		const [installed, updated] = arrivals(service);
		await bot.deliver({ ...installed, action: "add-upgrade" });
		await bot.deliver({ ...updated, membersAdded: [{ id: "29:other" }] });
		expect(bot.received).toEqual([]);
	});
});

describe("a removal", () => {
	it("of the bot comes in two events with one key; and added again at once, it arrives again", async () => {
		for (const body of arrivals(service, { conversation: itself })) await bot.deliver(body);
		for (const body of removals(service, { conversation: itself })) await bot.deliver(body);
		for (const body of arrivals(service, { conversation: itself })) await bot.deliver(body);
		expect(bot.received.map(({ act }) => act)).toEqual([
			...Array(2).fill({ kind: "arrived" }),
			...Array(2).fill({ kind: "left", why: "removed" }),
			...Array(2).fill({ kind: "arrived" }),
		]);
		expect(keys().size).toBe(3);
	});

	it("of somebody else is left alone", async () => {
		await bot.deliver({ ...removals(service)[1], membersRemoved: [{ id: "29:other" }] });
		expect(bot.received).toEqual([]);
	});
});

describe("what happens to a channel", () => {
	const key = `teams:${tenant}:${channel}`;

	it("is told of that channel, though Teams tells it in the team's conversation", async () => {
		await bot.deliver(channelEvent(service, "channelRenamed", { id: channel, name: "Ward 7" }));
		await bot.deliver(channelEvent(service, "channelDeleted", { id: channel, name: "Ward 7" }));
		expect(happened()).toEqual([
			[{ kind: "renamed", name: "Ward 7" }, key, "Ward 7"],
			[{ kind: "left", why: "deleted" }, key, "Ward 7"],
		]);
	});

	it("has another key when it happens again after something else", async () => {
		for (const name of ["One", "Two", "One", "One"])
			await bot.deliver(channelEvent(service, "channelRenamed", { id: channel, name }));
		expect(keys().size).toBe(3);
	});

	it("is told of the team's own conversation when the whole team goes", async () => {
		for (const eventType of ["teamArchived", "teamDeleted", "teamHardDeleted"])
			await bot.deliver(channelEvent(service, eventType, { id: channel }));
		expect(bot.received.map(({ act }) => act)).toEqual([
			{ kind: "left", why: "archived" },
			{ kind: "left", why: "deleted" },
			{ kind: "left", why: "deleted" },
		]);
		expect(bot.received[0]?.place.key).toBe(`teams:${tenant}:19:team-general@thread.tacv2`);
	});

	it("but is none of the bot's business is left alone", async () => {
		for (const eventType of ["channelCreated", "channelRestored", "teamRenamed", "teamMemberAdded"])
			await bot.deliver(channelEvent(service, eventType, { id: channel, name: "x" }));
		expect(bot.received).toEqual([]);
	});

	it("of a group chat is told when it gets another name", async () => {
		const conversation = { id: "19:chat@thread.v2", conversationType: "groupChat", tenantId: tenant };
		await bot.deliver(
			channelEvent(service, "", { id: "" }, { conversation, channelData: {}, topicName: "Duty team" }),
		);
		expect(bot.received[0]?.act).toEqual({ kind: "renamed", name: "Duty team" });
	});
});
