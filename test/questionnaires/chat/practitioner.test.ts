import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Json, Press } from "#chat/message.ts";
import { plain } from "#chat/plain.ts";
import { open } from "../../seminars/world.ts";
import { openTalk, type Talk } from "../../support/talk.ts";
import { hasAnswered } from "../house.ts";
import { presses } from "../samples.ts";
import { answersOf, commitment, everythingHeld, followUp } from "./followUp.ts";

const others = [
	"bob",
	"dee",
	"eve",
	"fay",
	"gus",
	...Array.from({ length: 10 }, (_, at) => `delegate ${at}`),
];
let talk: Talk;
let now = new Date("2026-04-14T10:20:00Z");

/** Lets it be this time, and these things be looked at. */
async function at(time: string, ...looks: string[]): Promise<void> {
	talk.pass(new Date(time).getTime() - now.getTime());
	now = new Date(time);
	for (const look of looks) await talk.house.tick(look);
	await talk.house.allSaid();
}
const text = (shown: Talk["shown"]) => shown.map(({ message }) => plain(message)).join("\n\n");
const told = (person: string) => talk.shown.filter(({ place }) => place.address === person);
/** What is shown because of what is done. */
const after = async (act: () => Promise<void>) => {
	const before = talk.shown.length;
	await act();
	await talk.house.allSaid();
	return talk.shown.slice(before);
};
/** The buttons with this label that somebody was shown, the oldest first. */
const buttons = (person: string, label: string) =>
	told(person)
		.flatMap(({ message }) => presses(message))
		.filter((each) => each.label === label);
const pressed = async (person: string, { action, value }: Press, values: { [name: string]: Json } = {}) => {
	const own = { ...(value as { [name: string]: Json }), ...values };
	return text(await after(() => talk.terminal.press(action, own, { person })));
};
/** Somebody, with what comes of what they do. */
const who = (person: string) => ({
	say: async (words: string) => text(await after(() => talk.terminal.say(words, { person }))),
	press: (label: string, values?: { [name: string]: Json }) => {
		const button = buttons(person, label).at(-1);
		if (!button) throw new Error(`No button says "${label}".`);
		return pressed(person, button, values);
	},
	answers: () => answersOf(talk.storage, person),
});
/** What stands behind a signed link. */
const opened = async (token: string) => {
	const { kind = "", id = "" } = talk.house.links.read(token, now) ?? {};
	const page = talk.house.features.find(({ name }) => name === "questionnaires")?.pages?.[kind];
	return (await page?.(id, now))?.body;
};
const ann = who("ann");
const cora = who("cora");

beforeAll(async () => {
	talk = await openTalk();
	await open(talk.storage.db, { title: "What housing learned", capacity: 40 });
	await talk.grant("coordinator", { person: "cora" });
	await cora.say("questionnaires");
	await cora.press("When it is asked");
	await cora.press("Save", { daysAfter: "42", remindOn: "5, 12", openFor: "28", state: "yes" });
	for (const person of others) await talk.terminal.press("seminars.book", { seminar: "housing" }, { person });
	await followUp(talk.storage);
}, 60_000);
afterEach(() => expect(talk.log.errors()).toEqual([]));
afterAll(() => talk.stop());

describe("Six weeks after a seminar", () => {
	it("who came to it is written to in private, and in neutral words on the telephone’s screen", async () => {
		await ann.say("seminars");
		await ann.press("Open: What housing learned");
		await ann.press("Book a place");
		await at("2026-05-14T06:29:00Z", "seminar notices");
		await at("2026-05-14T07:01:00Z", "seminar notices");
		await ann.press("I’m here");
		const { dayCode } = await talk.storage.db.seminar.findFirstOrThrow();
		await ann.press("I’m here", { code: dayCode });
		await at("2026-05-15T09:00:00Z", "seminar notices");
		await ann.press("Keep this", { commitment });
		await at("2026-06-25T08:59:00Z", "questionnaires.plan", "questionnaires.ask");
		expect(text(told("ann"))).not.toContain("Question: 1 of 11");
		await at("2026-06-25T09:00:00Z", "questionnaires.ask", "questionnaires.ask");
		const first = told("ann").filter(({ message }) => plain(message).includes("Question: 1 of 11"));
		expect(first.map(({ place, message }) => [place.kind, message.discreet])).toEqual([["direct", true]]);
		expect(text(first)).toMatch(/You were at “What housing learned”.*This is confidential\./s);
		expect(text(told("cora"))).not.toContain("Question: 1 of 11");
	}, 60_000);

	it("answers by buttons and in words, and leaves, goes back, changes, skips and asks on the way", async () => {
		expect(await ann.press("4. Quite a lot")).toMatch(/You answered: Quite a lot.*Question: 2 of 11/s);
		const asked = await ann.say("what do the reviews say about GPs?");
		expect(asked).toMatch(/paragraph 2\.2.*Back to where we were:\n\nQuestion: 2 of 11/s);
		expect(await ann.press("Save my choice", { v: ["healthcare", "complex-needs"] })).toContain(
			"Question: 3 of 11",
		);
		expect(await ann.say("back")).toMatch(
			/Your answer so far: Healthcare professionals; .*Question: 2 of 11/s,
		);
		expect(await ann.say("B, E and F")).toMatch(/^Changed: .*Bail and release\.\n\nQuestion: 3 of 11/);
		expect(await ann.say("why do you ask?")).toMatch(/talked over.*Question: 3 of 11/s);
		expect(await ann.say("in the team meeting")).toContain("Question: 4 of 11");
		expect(await ann.say("planned")).toContain("Question: 5 of 11");
		expect(await ann.say("I talk to each person alone.")).toMatch(/^Noted\.\n\nQuestion: 6 of 11/);
		expect(await ann.press("Skip")).toContain("Question: 7 of 11");
		expect(await ann.say("change 1")).toMatch(/Your answer so far: Quite a lot\..*Question: 1 of 11/s);
		expect(await ann.say("a great deal")).toMatch(/^Changed: A great deal\.\n\nQuestion: 7 of 11/);
		for (const words of ["4", "strongly agree", "time and managers"]) await ann.say(words);
		expect(text(told("ann").slice(-1))).toContain(`At the seminar you wrote: “${commitment}”`);
		await ann.say("More on stalking.");
		expect(await ann.say("housing")).toContain("That was the last question. Thank you.");
		expect(await ann.answers()).toEqual({
			...{ helped: "great-deal", themes: ["healthcare", "complex-needs", "perpetrators-bail"] },
			...{ "taken-to": ["team"], "changed-together": "planned", differently: "I talk to each person alone." },
			...{ sharing: "agree", "looking-again": "strongly-agree", "in-the-way": ["time", "managers"] },
			...{ "next-seminar": "More on stalking.", sector: "housing" },
		});
	}, 60_000);

	it("who has no time now chooses a day, and is asked again on it, once", async () => {
		const bob = who("bob");
		await bob.say("quite a lot");
		expect(await bob.press("Later")).toContain("When shall I ask again?");
		await bob.press("On Monday");
		await at("2026-06-26T09:00:00Z", "questionnaires.ask");
		const before = told("bob").length;
		await at("2026-06-29T09:00:00Z", "questionnaires.ask", "questionnaires.ask");
		expect(text(told("bob").slice(before))).toMatch(/^You asked me to come back.*Question: 2 of 11/s);
		expect(told("bob")).toHaveLength(before + 1);
	}, 60_000);

	it("who says stop is asked no more, and nothing of theirs counts; what else they are told goes on", async () => {
		const bob = who("bob");
		expect(await bob.say("stop")).toContain("I have stopped and shall not ask again");
		const before = told("bob").length;
		await at("2026-07-07T09:00:00Z", "questionnaires.ask");
		expect(told("bob")).toHaveLength(before);
		expect(await bob.say("seminars")).not.toContain("stopped");
		expect(await talk.storage.db.optOut.count()).toBe(0);
		expect(await bob.say("questionnaire")).toContain("Question: 2 of 11");
	}, 60_000);

	it("who is in danger in the middle of it is met by the guard; of that nothing is kept, and all else is", async () => {
		const dee = who("dee");
		for (const words of ["3", "none", "team", "yes"]) await dee.say(words);
		const held = await everythingHeld(talk.storage);
		expect(await dee.say("my husband hits me too, marmalade-4711")).toContain("999");
		const shown = told("dee").at(-1);
		expect([shown?.privately, shown?.message.discreet]).toEqual([true, true]);
		const after = await everythingHeld(talk.storage);
		expect(JSON.stringify(after)).not.toContain("marmalade-4711");
		const changed = Object.keys(after).filter((table) => after[table] !== held[table]);
		expect(changed.sort()).toEqual(["GuardCount", "ReceivedEvent"]);
		expect(await dee.say("I talk to each person alone.")).toContain("Question: 6 of 11");
		expect(await dee.answers()).toMatchObject({ differently: "I talk to each person alone." });
		expect(talk.log.everything()).not.toContain("marmalade");
	}, 60_000);

	it("what may point to a person is not kept, and can be said again without", async () => {
		const eve = who("eve");
		for (const words of ["3", "none", "team", "yes"]) await eve.say(words);
		expect(await eve.say("I spoke to Zelda Quillfeather of 12 High Street and she moved out")).toContain(
			"I have kept nothing of it",
		);
		expect(await eve.say("answer: I rang Zelda Quillfeather on 07700 900123")).not.toContain(
			"Question: 6 of 11",
		);
		expect(JSON.stringify(await everythingHeld(talk.storage))).not.toContain("Quillfeather");
		expect(await eve.say("I talk to each person alone.")).toContain("Question: 6 of 11");
	}, 60_000);

	it("another’s card takes no answer, and an old card changes the question that it asks and no other", async () => {
		const { db } = talk.storage;
		const fay = who("fay");
		await fay.press("4. Quite a lot");
		await fay.say("none");
		const [another] = buttons("gus", "1. Not at all");
		const [old] = buttons("fay", "2. A little");
		if (!another || !old) throw new Error("They were not asked.");
		expect(await pressed("fay", another)).toContain("That question was for somebody else");
		expect(await who("gus").answers()).toEqual({});
		expect(await pressed("fay", old)).toMatch(/You answered: A little.*Changed\.\n\nQuestion: 3 of 11/s);
		expect(await fay.answers()).toEqual({ helped: "a-little", themes: ["none"] });
		expect(await db.questionnaireDraft.count()).toBe(5);
	}, 60_000);

	it("what was found, and what has changed because of it, comes back to those who answered, once", async () => {
		const { db } = talk.storage;
		for (const { personId, userId } of await db.account.findMany())
			if (userId.startsWith("delegate")) await hasAnswered(db, personId, {}, now);
		await at("2026-07-14T09:00:00Z");
		expect(await cora.say("response rate")).toContain("What housing learned");
		const results = await cora.say("results");
		expect(results).toContain("found that the seminar helped their work");
		const report = await opened(/Report for the partnership: \S*\/page\/(\S+)/.exec(results)?.[1] ?? "");
		expect(report).toContain("<td>about 10 of 16 have answered");
		expect(report).toMatch(/What housing learned<\/th><td>14 May 2026<\/td>\s*<td>16<\/td>/);
		expect(report).toContain("16 commitments");
		expect(await opened("altered")).toBeUndefined();
		await cora.press("Share with those who answered");
		const shared = await cora.press("Share", {
			changed: "Every team now has an hour a month to talk cases over.",
		});
		expect(shared).toContain("It goes to everybody who answered");
		const before = talk.shown.length;
		await at("2026-07-14T09:10:00Z", "questionnaires.share", "questionnaires.share");
		const given = talk.shown.slice(before);
		expect(given.map(({ place }) => place.address).sort()).toEqual(["ann", ...others.slice(5)].sort());
		expect(text(given.slice(0, 1))).toMatch(/What your answers came to.*Every team now has an hour a month/s);
	}, 60_000);

	it("how many questions somebody was asked is in no message that is kept, once it has closed: it may tell an answer", async () => {
		const shownAgain = async () =>
			(await everythingHeld(talk.storage)).Delivery?.includes("Back to where we were");
		expect(await shownAgain()).toBe(true);
		await at("2026-07-25T02:40:00Z", "questionnaires.close");
		expect(await shownAgain()).toBe(false);
	}, 60_000);
});
