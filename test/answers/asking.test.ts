import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTalk, type Talk } from "../support/talk.ts";

let talk: Talk;
beforeAll(async () => {
	talk = await openTalk();
});
afterAll(async () => {
	expect(talk.log.errors()).toEqual([]);
	await talk.stop();
});

/** What the bot cited in a person's conversation, message by message. */
async function cited(person: string): Promise<string[][]> {
	const said = await talk.storage.db.delivery.findMany({
		where: { placeKey: `terminal:local:${person}` },
		orderBy: { sequence: "asc" },
	});
	return said.map(({ cites }) => cites);
}

describe("Two questions in one message", () => {
	it("are both met where the same passage is nearest to both and answers only one", async () => {
		const from = { person: "ada" };
		const answer = await talk.ask("is there a phone number for bail? and what did they say about bail", from);
		const [first, second] = answer.split("2 of 2");
		expect(first).toMatch(/may not answer that directly|do not answer that/);
		expect(second).toMatch(/paragraph 2\.6/);
		expect(answer.match(/paragraph 2\.6/g)).toHaveLength(1);
	});

	it("that the same passage answers are answered once", async () => {
		const answer = await talk.ask("what did they say about bail? and what is the lesson on bail");
		expect(answer).toMatch(/paragraph 2\.6/);
		expect(answer).not.toContain("1 of 2");
	});

	it("of which one is for the main lessons name the themes, and no one lesson in their place", async () => {
		const answer = await talk.ask("What are the main lessons and which apply to housing?");
		const [first] = answer.split("2 of 2");
		const held = await talk.house.library.current();
		for (const { name, within } of held.themes.values())
			if (within.length === 0) expect(first).toContain(name);
		expect(first).not.toMatch(/Source: |Ask the coordinators/);
	});
});

describe("What the conversation is about", () => {
	it("stays for one role after another", async () => {
		const from = { person: "bea" };
		await talk.ask("what is the learning on information sharing", from);
		await talk.ask("and for midwives?", from);
		expect(await talk.ask("and for GPs?", from)).toMatch(/sharing/i);
		const [, midwives, gps] = await cited("bea");
		expect(gps).toEqual(midwives);
	});

	it("is what was answered, and not what nobody could answer after it", async () => {
		const from = { person: "cai" };
		await talk.ask(
			"1) what is the learning on information sharing 2) whats the weather in maidstone tmrw",
			from,
		);
		expect(await talk.ask("tell me more", from)).toContain("Theme: Sharing information across agencies");
	});
});

describe("Whoever asks to go on", () => {
	it("is shown another lesson each time", async () => {
		const from = { person: "dil" };
		await talk.ask("what is the learning on safeguarding children", from);
		for (const text of ["tell me more", "next", "anything else?"])
			expect(await talk.ask(text, from)).toContain("Theme: Safeguarding children");
		const shown = (await cited("dil")).flat();
		expect(shown.length).toBeGreaterThanOrEqual(4);
		expect(new Set(shown).size).toBe(shown.length);
	});

	it("is shown all of a theme, and then told that there is no more", async () => {
		const from = { person: "fay" };
		const held = await talk.house.library.current();
		const all = [...held.passages.values()].filter(({ themes }) => themes.includes("stalking"));
		await talk.ask(held.themes.get("stalking")?.name ?? "", from);
		for (const _ of all.slice(1)) await talk.ask("more", from);
		expect((await cited("fay")).flat().toSorted()).toEqual(all.map(({ id }) => id).toSorted());
		expect(await talk.ask("more", from)).toContain("Nothing more is held on this theme at present.");
	});
});

describe("“share” after an answer that cites many passages", () => {
	it("shares the first of them", async () => {
		const from = { person: "eli" };
		await talk.ask("bail", from);
		const passages = [...(await talk.house.library.current()).passages.keys()].slice(0, 8);
		await talk.storage.db.delivery.updateMany({
			where: { placeKey: "terminal:local:eli" },
			data: { cites: passages },
		});
		await talk.ask("share", from);
		const channel = {
			...{ platform: "terminal", workspace: "local", key: "terminal:local:ward", address: "ward" },
			...{ kind: "channel", name: "ward" },
		};
		const [preview] = await talk.act("Show me first", from, { channel });
		expect(preview?.message.summary).toContain("This will be posted in ward:");
	});
});
