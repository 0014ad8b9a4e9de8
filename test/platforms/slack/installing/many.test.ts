import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { useDatabase } from "../../../support/database.ts";
import { join, startInstalls } from "../../../support/slackInstalls.ts";

const database = useDatabase();
const channelOf = (workspace: string) => placeOf(workspace, { channel: `CT${workspace.slice(1)}` });

describe("an organisation", () => {
	it("that adds the bot lets in all its workspaces and their people", async () => {
		const bot = await startInstalls(database.db);
		expect(await join(bot, "Probation", "E1")).toBe("The bot has been added");
		await bot.peopleOf("T7").mention({ text: "bail", channel: "CT7", user: "UT7" });
		await bot.peopleOf("T7").direct({ text: "bail", user: "UT7" });
		await bot.peopleOf("T7").command({ text: "bail", channel: "CT7", user: "UT7" });
		await bot.peopleOf("T7").mention({ text: "bail", channel: "CT7", user: "UT9", home: "T9" });
		expect(bot.received.map(({ place, person }) => [place.workspace, person.workspace])).toEqual([
			["E1", "E1"],
			["E1", "E1"],
			["E1", "E1"],
			["E1", "T9"],
		]);
		for (const { place, person } of bot.received.slice(0, 3)) {
			expect((await bot.slack.send(place, sentence("On bail."), "d1")).kind).toBe("sent");
			expect((await bot.slack.send(person.direct, sentence("To you."), "d2")).kind).toBe("sent");
		}
		const card = { label: "Useful", action: "answers.feedback" };
		const buttons = { kind: "buttons" as const, items: [card] };
		await bot.slack.send(placeOf("E1", { channel: "CT7" }), { summary: "A card", blocks: [buttons] }, "d3");
		const shown = bot.server.visible("CT7").at(-1);
		if (shown) await bot.peopleOf("T7").press(shown, "Useful", { user: "UT7" });
		const { place, person } = bot.received.at(-1) ?? {};
		expect([place?.workspace, person?.workspace, person?.direct.workspace]).toEqual(["E1", "E1", "E1"]);
	});

	it("takes nobody for its own whose workspace Slack does not count among the organisation's", async () => {
		const bot = await startInstalls(database.db);
		await join(bot, "Probation", "E1");
		const people = bot.peopleOf("T7");
		for (const home of ["T7", "T9"])
			await people.shortcut({ text: "bail", channel: "CT7", user: "UT7", home });
		expect(bot.received.map(({ person }) => [person.workspace, person.direct.workspace])).toEqual([
			["E1", "E1"],
			["T9", "T9"],
		]);
		expect(bot.server.calls.filter(({ method }) => method === "auth.teams.list")).toHaveLength(1);
		bot.clock.now = new Date(bot.clock.now.getTime() + 3_600_000);
		bot.server.trouble("auth.teams.list", { kind: "status", status: 503 });
		const shortcut = { text: "bail", channel: "CT7", user: "UT7" };
		expect((await people.shortcut(shortcut)).status).toBe(503);
		expect((await people.shortcut(shortcut)).status).toBe(200);
		expect(bot.received).toHaveLength(3);
	});
});

describe("three workspaces at once", () => {
	it("are each reached with their own token, and with no other", async () => {
		const bot = await startInstalls(database.db);
		await join(bot, "Housing", "T1");
		await join(bot, "Police", "T2");
		await join(bot, "Probation", "E1");
		const places = [channelOf("T1"), channelOf("T2"), placeOf("E1", { channel: "CT7" })];
		for (const place of places) await bot.slack.send(place, sentence(place.workspace), "d1");
		expect(
			["CT1", "CT2", "CT7"].map((channel) => bot.server.visible(channel).map(({ text }) => text)),
		).toEqual([["T1"], ["T2"], ["E1"]]);
		// The token of one workspace does not see the channels of another.
		const strange = placeOf("T1", { channel: "CT2" });
		expect(await bot.slack.send(strange, sentence("x"), "d2")).toMatchObject({ kind: "never" });
		expect(bot.server.visible("CT2")).toHaveLength(1);
	});
});
