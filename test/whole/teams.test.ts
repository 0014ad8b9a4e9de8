import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTeams } from "../platforms/teams/harness.ts";
import { holdsConversations } from "./conversations.ts";
import { openWhole, type Whole } from "./whole.ts";

let bot: Whole;

beforeAll(async () => {
	bot = await openWhole(openTeams);
});
afterEach(() => {
	expect(bot.log.errors()).toEqual([]);
});
afterAll(() => bot.stop());

describe("Through Teams", () => {
	holdsConversations(() => bot);

	it("a safety reply that may be lost is not lost in silence: the log tells it", async () => {
		const { ground, hears, log } = bot;
		ground.trouble({ kind: "dropped" });
		log.lines.length = 0;
		await hears("xia", "direct", () => ground.say("im scared to go home tonight", { who: "xia" }));
		expect(log.lines.map(({ level }) => level)).toEqual(["error"]);
		log.lines.length = 0;
	});

	it("an answer that may be lost is not said again, and its asker is told so in a line of its own", async () => {
		const { ground, hears, later } = bot;
		ground.trouble({ kind: "dropped" });
		const heard = await hears("val", "direct", () => ground.say("bail", { who: "val" }));
		await later(60);
		expect(heard.map(({ text }) => text)).toEqual([
			"A message of mine may not have reached you just now. If you cannot see one, please ask again.",
		]);
		expect(ground.sees("val", "direct")).toHaveLength(1);
	});
});
