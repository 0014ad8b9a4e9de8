import { describe, expect, it } from "vitest";
import { laterDay } from "#questionnaires/conversation/laterDay.ts";
import { understand } from "#questionnaires/conversation/understand.ts";
import type { Item } from "#questionnaires/script/questionnaire.ts";
import { read, starter } from "./samples.ts";

const now = new Date("2026-04-14T09:00:00Z");

function item(id: string): Item {
	const found = starter.items.find((each) => each.id === id);
	if (!found) throw new Error(`no item ${id}`);
	return found;
}

function answer(id: string, text: string): unknown {
	const understood = understand(item(id), text, now);
	if (understood.kind !== "reply") return understood.kind;
	return understood.reply.kind === "answer" ? understood.reply.answer : understood.reply.kind;
}

describe("What is typed in place of a button", () => {
	it.each([
		["quite a lot", "quite-a-lot"],
		["Quite alot!", "quite-a-lot"],
		["4", "quite-a-lot"],
		["4/5", "quite-a-lot"],
		["4.", "quite-a-lot"],
		["number two", "a-little"],
		["the second one", "a-little"],
		["D", "quite-a-lot"],
		["option b", "a-little"],
		["i'd say a great deal", "great-deal"],
		["I would say quite a lot", "quite-a-lot"],
		["no chance to use it yet", "no-chance"],
		["not a lot", "unclear"],
		["6", "unclear"],
		["a little or a lot", "unclear"],
		["🙂", "unclear"],
		["hm", "unclear"],
	])("is understood on a scale: %s", (text, value) => {
		expect(answer("helped", text)).toBe(value);
	});

	it.each([
		["yes we have", "yes"],
		["Yep", "yes"],
		["👍", "yes"],
		["no", "no"],
		["nope, sorry", "no"],
		["not yet", "planned"],
		["planned", "planned"],
		["no not yet", "unclear"],
		["We have", "yes"],
		["We have yet to talk about it", "unclear"],
		["I have been on leave", "unclear"],
	])("is understood as yes, no or planned: %s", (text, value) => {
		expect(answer("changed-together", text)).toBe(value);
	});

	it.each([
		["B", "health"],
		["8", "other"],
		["nhs", "health"],
		["I work in housing", "housing"],
		["prefer not to say", "not-said"],
	])("is understood among options: %s", (text, value) => {
		expect(answer("sector", text)).toBe(value);
	});

	it.each([
		["1, 3 and G", ["awareness", "risk-assessment", "safeguarding-children"]],
		["a c", ["awareness", "risk-assessment"]],
		["risk and children", ["risk-assessment", "safeguarding-children"]],
		["none", ["none"]],
		["gps", ["healthcare"]],
		["gps and dragons", "unclear"],
		["none and children", "unclear"],
	])("is understood where several may be chosen: %s", (text, values) => {
		expect(answer("themes", text)).toEqual(values);
	});

	it.each([
		["IT", ["systems"]],
		["time and it", ["time", "systems"]],
		["we forgot about it", "unclear"],
	])("is understood by “it” only where that is all that was said: %s", (text, values) => {
		expect(answer("in-the-way", text)).toEqual(values);
	});

	it("is a number in figures or words, within its bounds", () => {
		const number = read(`
id: n
version: 1
title: N
mode: confidential
asked: { daysAfter: 42, openFor: 28 }
headline: { item: one, is: [yes], says: said yes }
items:
  - { id: one, kind: yes-no-planned, ask: One? }
  - { id: many, kind: number, ask: How many?, least: 0, most: 20 }
`).items[1] as Item;
		const said = (text: string) => {
			const found = understand(number, text, now);
			return found.kind === "reply" && found.reply.kind === "answer" ? found.reply.answer : found.kind;
		};
		expect(["3", "about 12", "three", "none", "21", "lots"].map(said)).toEqual([
			3,
			12,
			3,
			0,
			"unclear",
			"unclear",
		]);
	});

	it("is a command, whatever is asked", () => {
		for (const { id } of starter.items)
			expect(
				["back", "skip", "later", "stop", "why do you ask?", "send", "continue"].map((text) =>
					answer(id, text),
				),
			).toEqual(["back", "skip", "later", "stop", "why", "finish", "go on"]);
	});

	it.each([
		["helped", "what do the reviews say about GPs?"],
		["differently", "what do the reviews say about GPs?"],
		["differently", "help"],
		["themes", "themes"],
		["sector", "Can you tell me what MARAC means?"],
	])("is a question to the bot (%s: %s)", (id, text) => {
		expect(answer(id, text)).toBe("question");
	});

	it.each([
		["differently", "what did the DHRs say about GPs"],
		["differently", "Tell me about MARAC"],
		["differently", "how many reviews are held here"],
		["next-seminar", "so what's coercive control"],
		["next-seminar", "can you send me the lesson on GPs"],
		["themes", "what did the DHRs say about GPs"],
		["sector", "is there anything for housing"],
	])("may be a question to the bot without its mark, and is no answer (%s: %s)", (id, text) => {
		expect(answer(id, text)).toBe("unclear");
	});

	it.each([
		"stalking?",
		"When somebody misses an appointment I ring them",
		"How to recognise control",
		"what my team does when a child is there",
		"Have the talk in private",
		"More on economic abuse",
		"what we write down, and when",
		"tomorrow",
		"12",
		"answer: what about stalking?",
	])("is the answer where one may be written: %s", (text) => {
		expect(answer("next-seminar", text)).toBe(text.replace("answer: ", ""));
	});

	it("is kept without characters that no database takes", () => {
		expect(understand(item("differently"), "I ask\0 in private \ud83d", now)).toMatchObject({
			reply: { answer: "I ask in private \ufffd" },
		});
	});

	it("is not kept where it is too long or holds no words", () => {
		for (const text of ["x".repeat(40_000), "🙂🙂", "…"])
			expect(answer("next-seminar", text)).toBe("unclear");
	});

	it.each([
		["tomorrow", "2026-04-15"],
		["Monday", "2026-04-20"],
		["next tuesday", "2026-04-21"],
		["in three days", "2026-04-17"],
		["in 2 weeks", "2026-04-28"],
		["12 May", "2026-05-12"],
		["the 5th of May", "2026-05-05"],
		["12/5", "2026-05-12"],
		["2026-05-12", "2026-05-12"],
		["1 January", "2027-01-01"],
		["yesterday", undefined],
		["2026-04-14", undefined],
		["31 February", undefined],
	])("is a day: %s", (text, day) => {
		expect(laterDay(text, now)).toBe(day);
	});

	it("puts the day into the wish to be asked later", () => {
		expect(understand(item("helped"), "remind me on Monday", now)).toEqual({
			kind: "reply",
			reply: { kind: "later", on: "2026-04-20" },
		});
	});
});
