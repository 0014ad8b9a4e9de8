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

	it("a button of such an answer is answered to them alone, too", async () => {
		const { ground, hears } = bot;
		await hears("uma", "channel", () => ground.command("ask bail", { who: "uma" }));
		const others = ground.sees("zoe", "channel").length;
		const press = () => ground.press("Helpful", { who: "uma", where: "channel" });
		expect((await hears("uma", "channel", press)).map(({ text }) => text)).toEqual([
			expect.stringContaining("Noted as helpful"),
		]);
		expect(ground.sees("zoe", "channel")).toHaveLength(others);
	});

	it("/lessons with a disclosure is answered to its sender alone, with nothing in public", async () => {
		const { ground, hears } = bot;
		const others = ground.sees("zoe", "channel").length;
		const words = "im scared to go home tonight";
		const [reply] = await hears("wyn", "channel", () => ground.command(words, { who: "wyn" }));
		expect(reply?.text).toContain("999");
		expect(ground.sees("zoe", "channel")).toHaveLength(others);
	});

	it("someone in danger is not left with neutral words alone when the connection breaks", async () => {
		const { ground, hears } = bot;
		ground.trouble({ kind: "accepted, then dropped" });
		await hears("xia", "direct", () => ground.say("im scared to go home tonight", { who: "xia" }));
		expect(ground.sees("xia", "direct").filter(({ text }) => text.includes("999"))).toHaveLength(1);
	});

	it("an answer of a direct conversation is shared from its menu, and nothing that was asked", async () => {
		const { ground, hears, ask } = bot;
		await ask("what did the DHRs say about GPs, for our tricky case", "sue");
		const [chooses] = await hears("sue", "direct", () => ground.shortcut("share", { who: "sue" }));
		expect(chooses?.text).toContain("Only the lesson and its source are posted");
		const toChannel = { who: "sue", choose: { channel: "C1" } };
		await hears("sue", "direct", () => ground.press("Show me first", toChannel));
		expect(ground.sees("sue", "direct").at(-1)?.text).toMatch(
			/^This will be posted in channel-c1:[\s\S]+GPs in particular[\s\S]+Source/,
		);
		const posted = await hears("zoe", "channel", () => ground.press("Post it", { who: "sue" }));
		expect(posted.map(({ text }) => text)).toEqual([
			expect.stringMatching(/^A colleague shared this lesson\.[\s\S]+GPs in particular[\s\S]+Source/),
		]);
		expect(posted[0]?.text).not.toMatch(/tricky|USUE/);
	});

	it("an answer is not shared with a channel that the bot cannot see, since nobody could be shown where it goes", async () => {
		const { ground, hears, ask } = bot;
		await ask("what did the DHRs say about GPs", "sam");
		await hears("sam", "direct", () => ground.shortcut("share", { who: "sam" }));
		const unseen = { who: "sam", choose: { channel: "C9" } };
		const said = await hears("sam", "direct", () => ground.press("Show me first", unseen));
		expect(said.map(({ text }) => text)).toEqual([expect.stringContaining("I cannot see that channel.")]);
	});

	it("a message that is no answer of the bot's cannot be shared from its menu", async () => {
		const { ground, hears, ask } = bot;
		await ask("hello", "sid");
		const [refused] = await hears("sid", "direct", () => ground.shortcut("share", { who: "sid" }));
		expect(refused?.text).toContain("I can share only a lesson that I showed you");
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
