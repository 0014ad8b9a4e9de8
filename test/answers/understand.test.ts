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
		["Bore da, how are you keeping?", "pleasantry"],
		["hows your day going", "pleasantry"],
		["Salaam, hope you are well", "pleasantry"],
		["do you learn from what we type in", "who are you"],
		["sorry wrong chat, meant for Bev about the raffle", "noted"],
		["Oh dear, wrong window. I was ordering curtains.", "noted"],
		["that's not what I said, wrong again", "complaint"],
		["wow, how useful", "thanks"],
		["all done for today", "goodbye"],
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
		"What could have been done?",
		"what was done well?",
		"could more have been done",
		"What helped?",
		"what could have helped?",
		"hi, what was helpful",
		"What was done wrong?",
		"What can you learn from DHRs about GPs",
		"were the men ever asked how things were at home",
		"how are you meant to ask when he answers for her",
		"Hope you are well. What did they say on bail?",
		"test results shared with the wrong person, does it come up",
		"how do you keep someone on the phone who's whispering, is there any learning from call handlers",
		"how do you keep people from working out who it is when the village has 300 people in it",
		"how do you record abuse in GP notes",
		"what do you record when she says no",
		"what do you hold on bail",
	])("is a question in spite of the small words it is made of: %s", (text) => {
		expect(understand(text).kind).toBe("question");
	});

	it.each([
		"what do you store",
		"does the bot record what i write",
		"Do you keep what I type, and who can see it?",
		"do you keep what people type",
		"Do you keep my name next to what I ask?",
		"are you logging this chat",
		"are you keeping a record of our conversations",
		"do you remember me from last week",
		"how long do you keep it",
		"is it stored anywhere",
		"do you store data",
		"what do you know about me",
	])("asks what becomes of what people write: %s", (text) => {
		expect(understand(text)).toEqual({ kind: "privacy" });
	});

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
