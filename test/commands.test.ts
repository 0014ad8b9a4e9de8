import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plain } from "#chat/plain.ts";
import { openTalk, type Talk } from "./support/talk.ts";

const folder = new URL("../prisma/content/evaluation/", import.meta.url);
const met = ["disclosure", "identify", "injection", "personal-data"];
let talk: Talk;

beforeAll(async () => {
	talk = await openTalk();
});
afterAll(() => talk.stop());

const isCommand = (text: string) => talk.house.features.some((feature) => feature.commands?.(text));

describe("A command, which the guard does not read,", () => {
	it("is what the features tell people to type", () => {
		for (const told of [
			...["gaps", "share", "I work in housing", "forget my role", "stop using this channel for questions"],
			...["what do you hold about me", "delete my data", "my code", "unlink my accounts", "unsubscribe"],
			...["new lesson", "subscription", "end my subscription", "change 2"],
			...["stop everything", "stop the questionnaires", "stop the reminders"],
		])
			expect([told, isCommand(told)]).toEqual([told, true]);
	});

	it("is none of the labelled messages that the guard has to meet", () => {
		const files = readdirSync(folder).filter((file) => file.startsWith("tune"));
		const messages = files
			.flatMap((file) => readFileSync(new URL(file, folder), "utf8").trim().split("\n"))
			.map((line) => JSON.parse(line) as { question: string; kind: string })
			.filter(({ kind }) => met.includes(kind));
		expect(messages.length).toBeGreaterThan(3000);
		expect(messages.map(({ question }) => question).filter(isCommand)).toEqual([]);
	});

	it.each([
		"I want to end it all",
		"I'd like to end it all",
		"end it all",
		"I want to end everything",
		"I want to end all of this",
	])("is not “%s”, which is answered with help, and nothing is stopped or kept of it", async (text) => {
		const { db } = talk.storage;
		const shown = await talk.say(text);
		expect(shown.map(({ privately, message }) => [privately, plain(message)])).toEqual([
			[true, expect.stringContaining("call 999")],
		]);
		expect([await db.optOut.count(), await db.person.count(), await db.delivery.count()]).toEqual([0, 0, 0]);
	});
});
