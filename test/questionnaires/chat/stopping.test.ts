import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { plain } from "#chat/plain.ts";
import { open } from "../../seminars/world.ts";
import { openTalk, type Talk } from "../../support/talk.ts";
import { answersOf, followUp } from "./followUp.ts";

const day = 24 * 60 * 60 * 1000;
const began = new Date("2026-04-14T10:20:00Z");
const asked = new Date("2026-06-25T09:00:00Z");
let talk: Talk;

const say = async (text: string, person: string) =>
	(await talk.say(text, { person })).map(({ message }) => plain(message)).join("\n\n");
/** In what state somebody's invitation is, and what they have stopped. */
async function stateOf(person: string): Promise<[string, string[]]> {
	const { db } = talk.storage;
	const { personId } = await db.account.findFirstOrThrow({ where: { userId: person } });
	const { state } = await db.questionnaireInvitation.findFirstOrThrow({ where: { personId } });
	const optOuts = await db.optOut.findMany({ where: { personId } });
	return [state, optOuts.map(({ from }) => from)];
}

beforeAll(async () => {
	talk = await openTalk();
	await open(talk.storage.db, { capacity: 10 });
	for (const person of ["ann", "bob", "cat", "dan"])
		await talk.terminal.press("seminars.book", { seminar: "housing" }, { person });
	await followUp(talk.storage);
	talk.pass(asked.getTime() - began.getTime());
	for (const look of ["questionnaires.plan", "questionnaires.ask"]) await talk.house.tick(look);
	await talk.house.allSaid();
}, 60_000);
afterEach(() => expect(talk.log.errors()).toEqual([]));
afterAll(() => talk.stop());

describe("Somebody whom a questionnaire was sent", () => {
	it.each([
		["ann", "stop the questionnaire", "questionnaires"],
		["bob", "stop everything", "all"],
	])(
		"%s, in the middle of it, is asked no more after “%s”",
		async (person, text, from) => {
			for (const words of ["4", "B and E"]) await say(words, person);
			expect(await say(text, person)).toMatch(
				/^Done\. .*What you answered of the questionnaire does not count\./,
			);
			expect(await stateOf(person)).toEqual(["stopped", [from]]);
			expect(await say("ok thanks", person)).not.toContain("Question: ");
			expect(await answersOf(talk.storage, person)).not.toHaveProperty("taken-to");
			expect(await say("questionnaire", person)).toContain("Question: 3 of 11");
		},
		60_000,
	);

	it("stops that alone by “stop” while it is going on, and is told how to stop everything", async () => {
		await say("4", "cat");
		expect(await say("stop", "cat")).toContain("To stop everything I send, type “stop everything”.");
		expect(await stateOf("cat")).toEqual(["stopped", []]);
	}, 60_000);

	it("stops everything by “stop” where it was left unanswered for weeks", async () => {
		talk.pass(20 * day);
		expect(await say("stop", "dan")).toContain("Done. I write to you no more");
		expect(await stateOf("dan")).toEqual(["stopped", ["all"]]);
	}, 60_000);
});
