import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Choice, OpenGround, Trouble } from "../../platforms/ground.ts";
import { openSlack } from "../../platforms/slack/harness.ts";
import { openTeams } from "../../platforms/teams/harness.ts";
import { openWhole, type Whole } from "../../whole/whole.ts";
import { wanted } from "../written.ts";

const grounds: [string, OpenGround][] = [
	["Slack", openSlack],
	["Teams", openTeams],
];
const form: Choice = {
	...{ title: wanted.title, headline: wanted.headline, themes: ["Professional curiosity"] },
	...{ happened: wanted.happened, learning: wanted.learning, doNow: wanted.doNow, summary: wanted.summary },
	...{ partnership: wanted.partnership, pseudonym: wanted.pseudonym, link: wanted.link },
	...{ publishedOn: wanted.publishedOn, reviewOn: "2127-11-25", takeDownOn: "2128-05-03" },
};

describe.each(grounds)("Through %s", (name, open) => {
	let bot: Whole;
	beforeAll(async () => {
		bot = await openWhole(open);
		await bot.ask("as coordinator", "cora");
		await bot.ask("as second coordinator", "carl");
	}, 60_000);
	afterEach(() => expect(bot.log.errors()).toEqual([]));
	afterAll(() => bot.stop());

	const own = (who: string) => bot.ground.sees(who, "direct").map(({ text }) => text);
	/** The newest that somebody sees in their direct conversation, once their press there has changed something. */
	const press = async (label: string, who: string, choose?: Choice): Promise<string> => {
		const before = own(who);
		await bot.hears(who, "direct", () => bot.ground.press(label, { who, choose }));
		await expect.poll(() => own(who)).not.toEqual(before);
		return own(who).at(-1) ?? "";
	};
	const inChannel = (title = "") =>
		bot.ground
			.sees("zoe", "channel")
			.filter(({ text }) => text.includes(wanted.headline) && text.includes(title));
	const pressInChannel = (label: string) =>
		bot.hears("ann", "channel", () => bot.ground.press(label, { who: "ann", where: "channel" }));
	const release = async (title: string, trouble?: Trouble) => {
		await bot.ask("new lesson", "cora");
		for (const _ of [1, 2, 3]) await press("Keep and go on", "cora", { ...form, title });
		expect(await press("Keep", "cora", form)).toContain("a draft");
		await press("Ask for approval", "cora");
		await press("Look and decide", "carl");
		await press("Approve", "carl");
		expect(await press("Who gets it, and release", "carl")).toContain("1 channel and 0 people");
		await press("Release now", "carl");
		// What others were told meanwhile is out, so that the trouble is the lesson's.
		await bot.later(10);
		if (trouble) bot.ground.trouble(trouble);
		await bot.tick("lesson releases");
	};

	it("a lesson comes to a subscribed channel, once, and escapes what would mention anybody", async () => {
		const said = await bot.hears("zoe", "channel", () => bot.ground.mention("subscribe", { who: "ann" }));
		expect(said[0]?.text).toContain("subscribed this channel");
		await release("<!channel> Ask alone <at>everyone</at>");
		await bot.tick("lesson releases");
		expect(inChannel()).toHaveLength(1);
		for (const part of ["<!channel> Ask alone <at>everyone</at>", wanted.summary, wanted.doNow, "DHR “Anna”"])
			expect(inChannel()[0]?.text).toContain(part);
	}, 60_000);

	it("it is read, briefed and asked about by its buttons, the last in its thread", async () => {
		await pressInChannel("Read in full");
		expect(own("ann").at(-1)).toContain(wanted.happened);
		await pressInChannel("Seven-minute briefing");
		expect(own("ann").at(-1)).toContain("Talk over (3 minutes)");
		await pressInChannel("Briefed my team");
		expect(await press("Tell the coordinators", "ann", { count: "12" })).toContain("you briefed 12 people");
		const [about] = await pressInChannel("Ask about this");
		expect(about?.text).toContain("Theme: Professional curiosity");
		const asked = await bot.ground.mention("what is a wobblefrock visit a chance for", {
			who: "ben",
			thread: about?.thread,
		});
		const [answer] = await bot.hears("zoe", "channel", async () => asked);
		expect(answer).toMatchObject({ thread: about?.thread, text: expect.stringContaining(wanted.learning) });
	}, 60_000);

	it("a correction stands in the place of every copy, and of the text that somebody had in full", async () => {
		await press("Progress and report", "carl");
		await press("Back", "carl");
		await press("Correct", "carl");
		await press("What to do now, and other lengths", "carl");
		await press("Keep", "carl", { summary: "Ask alone, and say first why you ask." });
		await press("Ask for approval", "carl");
		await press("Ask for approval", "carl", { note: "It now says why people are asked." });
		await press("Look and decide", "cora");
		expect(await press("Approve the correction", "cora")).toContain("Corrected.");
		const note = "Corrected on 25 November 2126: It now says why people are asked.";
		expect(inChannel().map(({ text }) => text)).toEqual([expect.stringContaining(note)]);
		expect(inChannel()[0]?.text).not.toContain(wanted.summary);
		expect(own("ann").join()).toContain("has changed since this was written");
	}, 60_000);

	it("a recall leaves nothing of it, wherever it was said", async () => {
		await press("Recall", "cora");
		expect(await press("Recall it everywhere", "cora", { reason: "It was not agreed." })).toContain(
			"Recalled.",
		);
		const channel = bot.ground.sees("zoe", "channel").map(({ text }) => text);
		expect(channel).toContainEqual(expect.stringContaining("was recalled on 25 November 2126"));
		for (const text of [...channel, ...own("ann")])
			for (const part of [wanted.headline, wanted.happened, wanted.learning, wanted.doNow])
				expect(text).not.toContain(part);
		expect(await bot.ask("what is a wobblefrock visit a chance for", "eve")).not.toContain(wanted.learning);
	}, 60_000);

	it("a copy that the platform throttles comes later, once (M1)", async () => {
		await release("Slowly", { kind: "slow down", seconds: 30 });
		expect(inChannel("Slowly")).toEqual([]);
		await bot.later(25);
		await bot.later(10);
		await bot.later(600);
		expect(inChannel("Slowly")).toHaveLength(1);
		expect(await press("Progress and report", "carl")).toMatch(/Sent:\s*1/);
	}, 60_000);

	it("a copy of which nobody knows whether it arrived is never doubled, and decided by somebody (M2)", async () => {
		await release("Ask again", { kind: "accepted, then dropped" });
		await bot.later(60);
		await bot.later(600);
		expect(inChannel("Ask again")).toHaveLength(1);
		const report = await press("Progress and report", "carl");
		if (name === "Slack") return expect(report).toMatch(/Sent:\s*1/);
		expect(report).toContain("Nobody can tell whether it arrived in");
		expect(await press("Leave it", "carl")).toContain("is left as it is.");
		expect(inChannel("Ask again")).toHaveLength(1);
	}, 60_000);
});
