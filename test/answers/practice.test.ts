import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import type { Place } from "#chat/platform.ts";
import { meetSharing } from "../../src/answers/share/share.ts";
import { openTalk, type Talk } from "../support/talk.ts";

let talk: Talk;
beforeAll(async () => {
	talk = await openTalk();
});
afterAll(async () => {
	expect(talk.log.errors()).toEqual([]);
	await talk.stop();
});

describe("A seven-minute briefing", () => {
	it("is given on a theme by name, by its button and in one's own words, cited and with where to print it", async () => {
		const typed = await talk.ask("seven-minute briefing on safeguarding children");
		expect(typed).toContain("Seven-minute briefing: Safeguarding children");
		expect(typed).toMatch(/Source: .+, paragraph \d\.\d, 18 March 2014/);
		expect(typed).toContain("Talk over (3 minutes)");
		expect(typed).toMatch(/\[Page to print: http:\/\/127\.0\.0\.1:\d+\/page\/.+\]/);
		expect(await talk.ask("can i have a 7 min briefing about gps please")).toContain(
			"Healthcare professionals",
		);
		await talk.ask("safeguarding children");
		expect(await talk.press("Seven-minute briefing")).toContain(
			"Seven-minute briefing: Safeguarding children",
		);
	});

	it("follows what was last spoken of, and asks which theme where nothing was", async () => {
		const from = { person: "newcomer" };
		expect(await talk.ask("briefing", from)).toContain("A briefing on which theme?");
		await talk.ask("what is the learning on bail", from);
		expect(await talk.ask("briefing please", from)).toMatch(/^Seven-minute briefing: /);
	});

	it("stays short enough to be read out", async () => {
		const held = await talk.house.library.current();
		for (const { name } of held.themes.values()) {
			const words = (await talk.ask(`briefing on ${name}`)).split(/\s+/).length;
			expect([name, words < 900]).toEqual([name, true]);
		}
	});
});

describe("A role", () => {
	const from = { person: "hana" };

	it("is kept once, reorders what is shown and adds or drops nothing", async () => {
		const before = await talk.ask("what should agencies share with each other", from);
		expect(await talk.ask("I work in housing", from)).toContain("I show what names housing staff first");
		const after = await talk.ask("what should agencies share with each other", from);
		const lines = (text: string) =>
			text
				.split("\n")
				.filter((line) => line && !line.startsWith("["))
				.toSorted();
		expect(lines(after)).toEqual(lines(before));
		const theme = await talk.house.library.current();
		expect(theme.passages.size).toBeGreaterThan(0);
	});

	it("is forgotten when asked", async () => {
		expect(await talk.ask("forget my role", from)).toContain("Your role is forgotten");
		expect(await talk.storage.db.lens.count()).toBe(0);
	});

	it("is not read into questions", async () => {
		await talk.ask("I work in housing, what should I know about bail?", from);
		await talk.ask("i work with a gp who will not ask", from);
		expect(await talk.storage.db.lens.count()).toBe(0);
	});
});

describe("The search beside the message box", () => {
	it("offers passages as cited cards without buttons that are the searcher's own", async () => {
		const results = await talk.terminal.search("gp");
		expect(results.length).toBeGreaterThan(0);
		const card = results[0]?.message;
		expect(card && plain(card)).toMatch(/Source: /);
		expect(card?.blocks.some(({ kind }) => kind === "buttons")).toBe(false);
	});

	it("offers the leading passages for no words, and nothing for what is far from anything held", async () => {
		expect((await talk.terminal.search("")).length).toBeGreaterThanOrEqual(5);
		expect(await talk.terminal.search("football results premier league")).toEqual([]);
	});

	it("offers help and no lesson to somebody in danger, and says nothing in the open", async () => {
		const shown = talk.shown.length;
		const [only, ...more] = await talk.terminal.search("he says he will kill me tonight");
		expect([only?.text.includes("999"), more]).toEqual([true, []]);
		expect(talk.shown.length).toBe(shown);
	});
});

describe("Sharing", () => {
	const from = { person: "sal" };
	const channel = {
		...{ platform: "terminal", workspace: "local", key: "terminal:local:ward", address: "ward" },
		...{ kind: "channel", name: "ward" },
	};

	it("posts the lesson in the chosen channel after showing it, and nothing that was asked", async () => {
		await talk.ask("what did the DHRs say about GPs, asking for our tricky case", from);
		await talk.act("Share", from);
		const [preview] = await talk.act("Show me first", from, { channel });
		expect(preview && plain(preview.message)).toContain("This will be posted in ward:");
		const shown = await talk.act("Post it", from);
		const posted = shown.filter(({ place }) => place.kind === "channel").map(({ message }) => plain(message));
		expect(posted).toHaveLength(1);
		expect(posted[0]).toMatch(/^A colleague shared this lesson\.[\s\S]+Source: /);
		expect(posted[0]).not.toMatch(/tricky|sal/);
	});

	it("goes by the word “share” too, and says so where there is nothing to share", async () => {
		expect(await talk.ask("share", { person: "fresh" })).toContain("There is no lesson above to share");
		expect(await talk.ask("share this please", from)).toContain("Share with a channel");
	});

	it("into another workspace, or into nowhere, is refused", async () => {
		for (const elsewhere of [
			{ ...channel, workspace: "other" },
			{ ...channel, kind: "direct" },
			null,
			"ward",
		]) {
			const passages = [...(await talk.house.library.current()).passages.keys()].slice(0, 1);
			const shown = talk.shown.length;
			await talk.terminal.press("answers.share-post", { passages, channel: elsewhere as never }, from);
			await talk.house.allSaid();
			const since = talk.shown.slice(shown);
			expect(since.map(({ place }) => place.kind)).toEqual(["direct"]);
			expect(since.map(({ message }) => plain(message)).join()).toContain("No channel was chosen");
		}
	});

	it("is refused where the platform can offer no channel, since then the place was made up", async () => {
		const held = await talk.house.library.current();
		const inTeams = (kind: "direct" | "channel", name: string): Place => ({
			...{ platform: "teams", workspace: "tenant", key: `teams:tenant:${name}`, address: name, kind },
		});
		const place = inTeams("direct", "sal");
		const value = { passages: [...held.passages.keys()].slice(0, 1), channel: inTeams("channel", "any") };
		const pressed = { kind: "pressed", action: "answers.share-to", value } as const;
		const person = { id: "sal", workspace: "tenant", direct: place };
		const agency = { id: "a", name: "A", sector: "health" as const };
		const handled = meetSharing(
			{
				...{ pressed, held, caller: { agency, roles: [] }, now: new Date(0) },
				incoming: { eventId: "1", businessKey: "1", place, person, act: pressed },
			},
			{ say: async () => 0, keyed: (text) => text },
		);
		if (!handled || "forGuard" in handled) throw new Error("not handled");
		expect(handled.reply.say.map(plain).join()).toContain("No channel was chosen");
	});

	it("posts once, however often that is pressed", async () => {
		await talk.say("what did the DHRs say about GPs", from);
		await talk.act("Share", from);
		await talk.act("Show me first", from, { channel });
		const posted = [...(await talk.act("Post it", from)), ...(await talk.act("Post it", from))];
		expect(posted.filter(({ place }) => place.kind === "channel")).toHaveLength(1);
	});

	it("posts only where the preview said, and no other lessons", async () => {
		const ids = [...(await talk.house.library.current()).passages.keys()];
		await talk.say("what did the DHRs say about GPs", from);
		await talk.act("Share", from);
		await talk.act("Show me first", from, { channel });
		const other = { ...channel, key: "terminal:local:board", address: "board" };
		const changes: { [name: string]: Json }[] = [
			{ channel: other },
			{ channel: { ...channel, address: "board" } },
			{ passages: ids.slice(-2) },
			{ preview: null },
		];
		for (const change of changes) {
			const shown = await talk.act("Post it", from, change);
			expect(shown.map(({ place }) => place.kind)).toEqual(["direct"]);
			expect(shown.map(({ message }) => plain(message)).join()).toContain("out of date");
		}
	});

	it("is not offered in a channel, where all have seen it", async () => {
		expect(await talk.ask("what did the DHRs say about GPs", { channel: "c9" })).not.toContain("[Share]");
	});
});

describe("What is asked and not answered", () => {
	it("is shown to coordinators alone", async () => {
		expect(await talk.ask("gaps", { person: "anybody" })).toContain("Only coordinators");
		await talk.grant("coordinator", { person: "cora" });
		for (let at = 0; at < 6; at++) await talk.ask("zebra crossing paint", { person: `p${at}` });
		const card = await talk.ask("gaps", { person: "cora" });
		expect(card).toContain("Numbers under 5 are hidden");
		expect(card).not.toContain("zebra");
	});

	it("is answered in private also where a channel was asked", async () => {
		for (const person of ["cora", "anybody"]) {
			const shown = await talk.say("gaps", { person, channel: "open" });
			const inChannel = shown.filter(({ place }) => place.kind === "channel");
			expect(inChannel.map(({ message }) => plain(message))).toEqual([
				"I have answered you in a direct message.",
			]);
			const own = shown.filter(({ place }) => place.address === person);
			expect(own.map(({ message }) => plain(message)).join()).toMatch(/Numbers under 5|Only coordinators/);
		}
	});
});
