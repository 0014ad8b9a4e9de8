import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSlack } from "../platforms/slack/harness.ts";
import { holdsConversations } from "./conversations.ts";
import { openWhole } from "./whole.ts";

let bot: Awaited<ReturnType<typeof openWhole<Awaited<ReturnType<typeof openSlack>>>>>;

beforeAll(async () => {
	bot = await openWhole(openSlack);
});
afterEach(() => {
	expect(bot.log.errors()).toEqual([]);
});
afterAll(() => bot.stop());

describe("Through Slack", () => {
	holdsConversations(() => bot);

	it("/lessons is answered to its sender alone", async () => {
		const { ground, hears } = bot;
		const others = ground.sees("zoe", "channel").length;
		const [answer] = await hears("tim", "channel", () => ground.command("ask bail", { who: "tim" }));
		expect(answer?.text).toMatch(/bail/i);
		expect(ground.sees("zoe", "channel")).toHaveLength(others);
	});

	it("/lessons delivered ten times at once is answered once", async () => {
		const { ground, hears } = bot;
		const heard = await hears("una", "channel", () => ground.command("themes", { who: "una", times: 10 }));
		expect(heard).toHaveLength(1);
	});

	it("an answer that was lost on the way is looked for, and then said once", async () => {
		const { ground, hears, later, storage } = bot;
		ground.trouble({ kind: "dropped" });
		expect(await hears("val", "direct", () => ground.say("bail", { who: "val" }))).toEqual([]);
		await later(6);
		await later(60);
		expect(ground.sees("val", "direct")).toHaveLength(1);
		expect(await storage.db.delivery.findMany({ where: { state: { not: "sent" } } })).toMatchObject([
			{ state: "failed" },
		]);
	});
});
