import { describe, expect, it } from "vitest";
import { understand } from "#answers/understand.ts";

describe("A message", () => {
	it.each(["help", "Help!", "what can you do?", "menu", "?"])("asks for help: %s", (text) => {
		expect(understand(text)).toEqual({ kind: "help" });
	});

	it.each([
		"themes",
		"list all the themes pls",
		"What are the main themes?",
		"which topics are there",
		"name the seven themes of the reviews",
		"overview of every lesson, headings only please",
	])("asks for the list of themes: %s", (text) => {
		expect(understand(text)).toEqual({ kind: "themes", newer: false });
	});

	it.each(["list the lessons about GPs", "main lesson on bail", "what are the findings for housing"])(
		"asks about something and not for the list: %s",
		(text) => {
			expect(understand(text).kind).toBe("question");
		},
	);

	it.each(["tell me more", "go on", "Anything else?"])("asks to go on: %s", (text) => {
		expect(understand(text)).toEqual({ kind: "more" });
	});

	it.each([
		["hiya", "greeting"],
		["Good morning all", "greeting"],
		["cheers mate", "thanks"],
		["Thank you, that was really helpful.", "thanks"],
		["are you a real person", "who are you"],
		["who made this bot", "who are you"],
		["bye for now", "goodbye"],
		["that was a rubbish answer", "complaint"],
		["ok noted", "noted"],
		["👍", "noted"],
	])("is small talk: %s", (text, talk) => {
		expect(understand(text)).toEqual({ kind: "small talk", talk });
	});

	it.each(["thanks, and what about bail", "hi, what did they find on alcohol", "is bail good or bad"])(
		"is a question in spite of its manners: %s",
		(text) => {
			expect(understand(text).kind).toBe("question");
		},
	);

	it.each([
		["2 things 1) what did they say abt GPs 2) when's next seminar", 2],
		["what went wrong at the doctor's? and what went wrong for the kids?", 2],
		["who wrote this and when", 1],
		["what did they find on alcohol and drugs", 1],
		["do frontline workers know what counts? asking cos our induction is thin", 1],
		["Morning. What's the bail lesson? Thanks.", 1],
	])("holds so many questions: %s (%i)", (text, count) => {
		expect(understand(text)).toMatchObject({
			kind: "question",
			parts: expect.objectContaining({ length: count }),
		});
	});

	it("keeps every word of a question that it does not part", () => {
		const text = "im a midwife, what shd we take from the reviews";
		expect(understand(text)).toMatchObject({ parts: [text] });
	});

	it.each([
		"and for midwives?",
		"what about the kids",
		"same q but for probation",
		"ok and if they move away?",
		"why?",
	])("leans on what was said before: %s", (text) => {
		expect(understand(text)).toMatchObject({ followsUp: true });
	});

	it.each([
		"what did the DHRs say about GPs",
		"bail",
		"alcohol and dv",
		"transferring records when people move",
	])("stands on its own: %s", (text) => {
		expect(understand(text)).toMatchObject({ followsUp: false });
	});
});
