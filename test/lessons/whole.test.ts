import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plain } from "#chat/plain.ts";
import type { Shown } from "#platforms/terminal/index.ts";
import { openTalk, type Talk } from "../support/talk.ts";
import { wanted } from "./written.ts";

const cora = { person: "cora" };
const carl = { person: "carl", workspace: "other" };
const team = { person: "ann", channel: "team" };
const tenancy = { person: "hal", workspace: "other", channel: "tenancy" };
let talk: Talk;
beforeEach(async () => {
	talk = await openTalk({ workspaces: ["local", "other"] });
	await talk.grant("coordinator", cora);
	await talk.grant("coordinator", carl);
}, 60_000);
afterEach(() => talk.stop());

const text = (shown: Shown[]) => shown.map(({ message }) => plain(message)).join("\n\n");

describe("The whole bot", () => {
	it("takes a lesson from a draft to two agencies’ channels, answers from it, and takes it back", async () => {
		expect(await talk.ask("subscribe", team)).toContain("subscribed this channel");
		expect(await talk.ask("subscribe", tenancy)).toContain("subscribed this channel");
		await talk.say("new lesson", cora);
		for (const label of ["Keep and go on", "Keep and go on", "Keep and go on", "Keep"])
			await talk.act(label, cora, wanted);
		await talk.act("Ask for approval", cora);
		await talk.act("Look and decide", carl);
		await talk.act("Approve", carl);
		expect(text(await talk.act("Who gets it, and release", carl))).toContain("2 channels");
		await talk.act("Release now", carl);
		await talk.house.tick("lesson releases");
		await talk.house.tick("lesson releases");
		await talk.house.allSaid();
		const cards = talk.shown.filter(
			({ place, message }) => place.kind === "channel" && plain(message).includes(wanted.headline),
		);
		expect(cards.map(({ place }) => place.address).sort()).toEqual(["team", "tenancy"]);
		expect(await talk.ask("what is a wobblefrock visit a chance for", { person: "ann" })).toContain(
			wanted.learning,
		);
		expect(text(await talk.act("Ask about this", team))).toContain("Professional curiosity");
		const lesson = (await talk.storage.db.lesson.findFirstOrThrow()).id;
		await talk.terminal.press("lessons.recall", { lesson, reason: "It was not agreed." }, cora);
		await talk.house.allSaid();
		const copies = talk.shown.filter(({ insteadOf }) => cards.some(({ id }) => id === insteadOf));
		expect(copies.map(({ message }) => plain(message))).toEqual([
			expect.stringContaining("was recalled on 14 April 2026. The reason: It was not agreed."),
			expect.stringContaining("was recalled on 14 April 2026. The reason: It was not agreed."),
		]);
		expect(await talk.ask("what is a wobblefrock visit a chance for", { person: "ann" })).not.toContain(
			wanted.learning,
		);
		expect(talk.log.errors()).toEqual([]);
		expect(talk.log.everything()).not.toContain("wobblefrock");
	}, 120_000);

	it("has its commands understood, its part in the home and its lines in the help", async () => {
		expect(await talk.ask("subscribe me", { person: "ann" })).toContain("You are subscribed");
		expect(await talk.ask("end my subscription", { person: "ann" })).toContain("End the subscription?");
		expect(await talk.ask("help", cora)).toContain("Write a lesson: new lesson");
		expect(text(await talk.say("home", { person: "ann" }))).toContain("New lessons come to you here.");
		expect(text(await talk.say("what do you hold about me", { person: "ann" }))).toContain(
			"You get new lessons in your direct conversation.",
		);
		expect(talk.log.errors()).toEqual([]);
	}, 60_000);
});
