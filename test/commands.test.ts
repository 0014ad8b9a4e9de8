import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
});
