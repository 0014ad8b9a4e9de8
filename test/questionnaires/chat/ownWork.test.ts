import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { plain } from "#chat/plain.ts";
import { screen } from "#guard/screen.ts";
import type { Embedding } from "#meaning/meaning.ts";
import { createBot } from "../../../src/bot.ts";
import { open } from "../../seminars/world.ts";
import { openTalk, type Talk } from "../../support/talk.ts";
import { answersOf, everythingHeld, followUp } from "./followUp.ts";

/** What layers tuned for the guard are sure is a disclosure. */
const meant: Embedding = {
	model: "all-MiniLM-L6-v2",
	vector: Float32Array.of(1),
	readings: Float32Array.of(-40, 0, -40, -40, -40),
};
const tale = "I now ask each person on their own how things are at home.";
const disclosure = "my husband hits me too, marmalade-4711";
const asked = new Date("2026-06-25T09:00:00Z");

let talk: Talk;
let now = new Date("2026-04-14T10:20:00Z");

/** Lets it be this time, for the house and for the bot in it. */
function at(time: Date): void {
	talk.pass(time.getTime() - now.getTime());
	now = time;
}
const say = async (text: string, person: string, channel?: string) =>
	(await talk.say(text, { person, ...(channel ? { channel } : {}) }))
		.map(({ message }) => plain(message))
		.join("\n\n");
/** Answers what comes before the first question that is answered in own words. */
async function comeToOwnWords(person: string): Promise<void> {
	let shown = "";
	for (const words of ["3", "none", "team", "yes"]) shown = await say(words, person);
	expect(shown).toContain("Question: 5 of 11");
}

beforeAll(async () => {
	talk = await openTalk();
	const { library, people, delivery, features } = talk.house;
	await talk.terminal.start(
		createBot({
			...{ db: talk.storage.db, platforms: [talk.terminal], features, callerOf: people.callerOf },
			...{ say: delivery.say, contact: "your DA lead", clock: () => now, log: talk.log.log },
			helplines: async () => (await library.current()).helplines,
			read: async (text) => (text === tale || text === disclosure ? meant : undefined),
			pause: () => new Promise(() => {}),
		}),
	);
	await open(talk.storage.db);
	for (const person of ["ann", "bob", "cat"])
		await talk.terminal.press("seminars.book", { seminar: "housing" }, { person });
	await followUp(talk.storage);
	at(asked);
	for (const look of ["questionnaires.plan", "questionnaires.ask"]) await talk.house.tick(look);
	await talk.house.allSaid();
}, 60_000);
afterEach(() => expect(talk.log.errors()).toEqual([]));
afterAll(() => talk.stop());

describe("What somebody tells of their own work, which means much what a disclosure does", () => {
	it("is no disclosure by its words, and is one by what it means", () => {
		expect(screen(tale)).toBeUndefined();
		expect(screen(tale, meant)?.kind).toBe("disclosure");
		expect(screen(disclosure)?.kind).toBe("disclosure");
	});

	it("is kept as the answer while the questionnaire waits for it", async () => {
		await comeToOwnWords("ann");
		expect(await say(tale, "ann")).toContain("Question: 6 of 11");
		expect(await answersOf(talk.storage, "ann")).toMatchObject({ differently: tale });
	}, 60_000);

	it("does not stand in the way of the guard where words alone show a disclosure: of that nothing is kept", async () => {
		await comeToOwnWords("bob");
		expect(await say(disclosure, "bob")).toContain("999");
		expect(await answersOf(talk.storage, "bob")).not.toHaveProperty("differently");
		expect(JSON.stringify(await everythingHeld(talk.storage))).not.toContain("marmalade-4711");
		expect(await say(tale, "bob")).toContain("Question: 6 of 11");
	}, 60_000);

	it("is met by the guard where nobody was asked", async () => {
		expect(await say(tale, "zoe")).toContain("999");
		expect(await say(tale, "ann", "ward-7")).toContain("999");
	}, 60_000);

	it("is met by the guard where the question was left unanswered for an hour", async () => {
		await comeToOwnWords("cat");
		at(new Date(asked.getTime() + 61 * 60_000));
		expect(await say(tale, "cat")).toContain("999");
		expect(await answersOf(talk.storage, "cat")).not.toHaveProperty("differently");
	}, 60_000);
});
