import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isCommand, wishOf } from "#people/talk/wishes.ts";

const folder = "prisma/content/evaluation";
/** What people wrote, or may write, in a labelled file. */
const rowsOf = (file: string) =>
	readFileSync(`${folder}/${file}`, "utf8")
		.split("\n")
		.filter(Boolean)
		.map((line) => JSON.parse(line) as { question: string; kind: string });
const textsOf = (file: string) => rowsOf(file).map(({ question }) => question);
const kindOf = (text: string) => wishOf(text)?.kind;

describe("what people ask of this room in words", () => {
	it.each([
		["home", ["home", "Home!", "show me my home page please"]],
		["who am i", ["who am I", "Who am I here?", "what's my role", "my roles"]],
		["my code", ["my code", "My code please", "new code", "what is my code?", "give me a code"]],
		["roles", ["roles", "show the roles", "who has a role", "leads and coordinators", "take away a role"]],
		["unlink", ["unlink", "unlink my accounts"]],
		["link", ["link my accounts", "Link Slack and Teams", "link my teams account"]],
		[
			"my data",
			[
				"what do you hold about me",
				"What data do you have on me?",
				"my data",
				"what do you know about me",
				"which information do you store about me",
			],
		],
		[
			"delete my data",
			[
				"delete my data",
				"please delete all my data",
				"forget me",
				"Erase my records",
				"delete everything you hold about me",
			],
		],
		["agencies", ["agencies", "list the agencies"]],
		["add agency", ["add agency", "add an agency", "invite a new agency"]],
		["audit", ["audit", "audit trail", "show the audit log"]],
	])("%s", (kind, texts) => {
		expect(texts.map((text) => [text, kindOf(text)])).toEqual(texts.map((text) => [text, kind]));
	});

	it("reads what is to stop, and what is to start again", () => {
		const stops = {
			reminders: [
				"stop the reminders",
				"no more reminders",
				"please stop sending me reminders",
				"unsubscribe me from reminders",
			],
			questionnaires: ["stop the questionnaires", "no more surveys", "opt out of follow-ups"],
			all: [
				"stop",
				"STOP",
				"unsubscribe me",
				"stop messaging me",
				"stop everything",
				"I want to stop all of this",
				"end all messages",
				"don’t message me",
				"stop all messages",
				"opt out",
			],
		};
		for (const [from, texts] of Object.entries(stops))
			for (const text of texts) expect([text, wishOf(text)]).toMatchObject([text, { kind: "stop", from }]);
		expect(wishOf("start the reminders again")).toEqual({ kind: "start", from: "reminders", bare: false });
		expect(wishOf("start")).toEqual({ kind: "start", from: "all", bare: true });
	});

	it("reads codes however they are spaced, and does not take words for codes", () => {
		expect(wishOf("make k7-4px3 lead")).toEqual({ kind: "make", role: "lead", code: "K74PX3" });
		expect(wishOf("Make K7 4PX3 a coordinator, please")).toEqual({
			kind: "make",
			role: "coordinator",
			code: "K74PX3",
		});
		expect(wishOf("link K74PX3")).toEqual({ kind: "link", code: "K74PX3" });
		expect(wishOf("k7-4px3")).toEqual({ kind: "link", code: "K74PX3" });
		expect(wishOf("K7-4PX3 lead")).toEqual({ kind: "make", role: "lead", code: "K74PX3" });
		expect(wishOf("social work lead")).toBeUndefined();
		expect(wishOf("make @Asha a lead")).toEqual({ kind: "make", role: "lead" });
		expect(wishOf("mental")).toBeUndefined();
		expect(wishOf("K7-4PX0")).toBeUndefined();
	});

	it("leaves every question that practitioners ask to those who answer it", () => {
		const texts = ["tune.jsonl", "tune-b.jsonl", "tune-c.jsonl", "unanswerable.jsonl"].flatMap(textsOf);
		expect(texts.length).toBeGreaterThan(1000);
		expect(texts.filter((text) => wishOf(text))).toEqual([]);
		const near = [
			"how do reviews say agencies should share data about me",
			"why did she not leave home",
			"stop and search",
			"what do you keep",
			"how can we stop reminders being missed",
			"roles of the GP",
			"what is the lead agency",
			"who is the lead",
			"link between alcohol and abuse",
			"audit of MARAC referrals",
			"delete",
			"make every contact count",
			"started a new role",
			"as coordinator of MARAC what should I do",
			"unsubscribe",
			...["end it all", "I want to end it all", "I’d like to end it all", "please end everything"],
			...["I want to end all of this", "cancel everything", "end all"],
		];
		expect(near.filter((text) => wishOf(text))).toEqual([]);
	});

	it("is a command where it is nothing else, which the guard need not read; free words never are", () => {
		for (const text of [
			"home",
			"delete my data",
			"stop",
			"stop everything",
			"unlink my accounts",
			"make K7-4PX3 lead",
			"k7-4px3",
		])
			expect([text, isCommand(text)]).toEqual([text, true]);
		for (const text of [
			"make him stop lead",
			"make @asha a lead",
			"as lead of my husband hits me",
			"he hits me",
			"I want to stop everything",
			"I’d like to stop",
			"stop it all",
			"no more of all this",
			"",
		])
			expect([text, isCommand(text)]).toEqual([text, false]);
		for (const text of ["ex-army", "ex-army lead"]) expect([text, wishOf(text)]).toEqual([text, undefined]);
		const special = readdirSync(folder).filter((file) => file.startsWith("tune-special"));
		const caught = ["disclosure", "identify", "injection", "personal-data"];
		const texts = special.flatMap(rowsOf).filter(({ kind }) => caught.includes(kind));
		expect(texts.length).toBeGreaterThan(1000);
		expect(texts.filter(({ question }) => isCommand(question))).toEqual([]);
	});
});
