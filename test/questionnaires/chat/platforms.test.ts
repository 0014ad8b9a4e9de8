import { expect, it } from "vitest";
import { openTestStorage } from "../../support/database.ts";
import { openBoth } from "./bothPlatforms.ts";
import { answersOf } from "./followUp.ts";

/** Somebody who is asked, on Slack and on Teams. */
async function openAsked(who: string) {
	const storage = await openTestStorage();
	const bot = await openBoth(storage);
	await bot.ask(who);
	return {
		...bot,
		answers: () =>
			Promise.all([`U${who.toUpperCase()}`, `aad-${who}`].map((user) => answersOf(storage, user))),
		async close() {
			await bot.stop();
			await storage.close();
			expect(bot.log.errors()).toEqual([]);
		},
	};
}

it("two answers at once are both kept, in order, and what is left is asked, on both platforms", async () => {
	const bot = await openAsked("bea");
	const seen = await bot.comes("bea", () =>
		Promise.all(
			bot.grounds.flatMap((ground) => ["4", "none"].map((words) => ground.say(words, { who: "bea" }))),
		),
	);
	expect(await bot.answers()).toEqual([0, 1].map(() => ({ helped: "quite-a-lot", themes: ["none"] })));
	for (const texts of seen) expect(texts.join("\n\n")).toMatch(/Which of the themes.*Where did you take/s);
	await bot.close();
}, 120_000);

it("what was begun in Slack goes on in Teams, when the accounts are linked", async () => {
	const bot = await openAsked("ann");
	const { slack, teams, comes } = bot;
	await comes("ann", () => slack.say("quite a lot"));
	const [told = []] = await comes("ann", () => slack.say("link my accounts"));
	const [code] = /link [A-Z0-9]{2}-[A-Z0-9]{4}/.exec(told.join()) ?? [];
	await comes("ann", () => teams.say(code ?? ""));
	await comes("ann", () => teams.press("Yes, both are mine"));
	const [inSlack, inTeams = []] = await comes("ann", () => teams.say("questionnaire"));
	expect(inSlack).toEqual([]);
	expect(inTeams.join()).toMatch(/Question\s*: 2 of 11/);
	await comes("ann", () => teams.say("none"));
	expect(await answersOf(bot.storage, "aad-ann")).toEqual({ helped: "quite-a-lot", themes: ["none"] });
	await bot.close();
}, 120_000);
