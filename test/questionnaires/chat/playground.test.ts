import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Receive } from "#chat/platform.ts";
import { type Playground, startPlayground } from "#platforms/teams/playground.ts";
import { openHouse } from "../../seminars/chat/house.ts";
import { open } from "../../seminars/world.ts";
import { hasBrowser, openPlayground, type PlaygroundPage } from "../../support/playgroundBrowser.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";
import { followUp } from "./followUp.ts";

const tenant = "00000000-0000-0000-0000-000000000001";

describe.skipIf(!hasBrowser)(
	hasBrowser
		? "A delegate in the trial client, six weeks later"
		: "A delegate in the trial client, six weeks later (skipped: there is no Chromium)",
	() => {
		let teams: TeamsBot;
		let bot: Awaited<ReturnType<typeof openHouse>>;
		let playground: Playground;
		let person: PlaygroundPage;
		let folder = "";
		beforeAll(async () => {
			folder = await mkdtemp(join(tmpdir(), "questionnaires-playground-"));
			let receive: Receive = async () => ({});
			teams = await startTeamsBot({ answer: (incoming) => receive(incoming) });
			bot = await openHouse(
				async () => ({
					// The web server runs already; the house only says who receives.
					platform: {
						...teams.platform,
						start: async (given) => {
							receive = given;
						},
						stop: async () => {},
					},
					workspace: tenant,
				}),
				new Date("2026-04-14T10:20:00Z"),
			);
			await open(bot.storage.db, { title: "What housing learned" });
			const log = { info() {}, warn() {}, error() {} };
			playground = await startPlayground({
				...{ botPort: Number(new URL(teams.url).port), dataDir: folder, tenant, log, port: 0 },
			});
			person = await openPlayground(playground.address);
		}, 120_000);
		afterAll(async () => {
			await person?.close();
			await playground?.stop();
			await bot?.stop();
			await teams?.stop();
			await rm(folder, { recursive: true, force: true });
		});

		it("completes the questionnaire, with back, change, skip and a question in the middle", async () => {
			await person.say("seminars");
			await person.press("Open: What housing learned");
			await person.press("Book a place");
			await person.see("You have a place at this seminar. I will remind you.");
			await followUp(bot.storage);
			await bot.at("2026-06-25T09:00:00Z");
			await bot.house.tick("questionnaires.plan");
			await bot.house.tick("questionnaires.ask");
			await person.see(/how much has it helped you/);
			await person.picture("questionnaire-first");
			await person.press("4. Quite a lot");
			await person.see("You answered: Quite a lot");
			await person.choose("B. Healthcare professionals");
			await person.choose("F. Bail and release");
			await person.picture("questionnaire-choices");
			await person.press("Save my choice");
			await person.see("You answered: Healthcare professionals; Bail and release");
			await person.say("what do the reviews say about GPs?");
			await person.see("Back to where we were:");
			await person.picture("questionnaire-question");
			await person.say("in a team meeting");
			await person.see(/anything that you do together/);
			await person.press("Back");
			await person.see(/Your answer so far: A team meeting/);
			await person.picture("questionnaire-back");
			await person.say("supervision and team");
			await person.press("Not yet, but planned");
			await person.see(/one thing that you do differently now/);
			await person.press("Why do you ask?");
			await person.see(/One real example says more than a number/);
			await person.say("I talk to each person alone.");
			await person.see(/recognising abuse that is not physical/);
			await person.picture("questionnaire-text");
			await person.press("Skip");
			await person.see("You skipped this one.");
			await person.press("4. Agree");
			await person.see(/look again at the risk/);
			await person.say("change 1");
			await person.see(/Your answer so far: Quite a lot/);
			await person.press("5. A great deal");
			await person.see("Changed.");
			await person.picture("questionnaire-change");
			await person.press("5. Strongly agree");
			await person.see("What got in the way?");
			await person.press("Skip");
			await person.see(/I will ask about the children every time/);
			await person.picture("questionnaire-commitment");
			await person.say("More on stalking.");
			await person.press("C. Housing");
			await person.see(/That was the last question\. Thank you\./);
			await person.picture("questionnaire-thanks");
			const { counted } = await bot.storage.db.questionnaireDraft.findFirstOrThrow();
			expect(counted).toEqual({
				...{ helped: "great-deal", themes: ["healthcare", "perpetrators-bail"] },
				...{ "taken-to": ["supervision", "team"], "changed-together": "planned" },
				...{ differently: "I talk to each person alone.", sharing: "agree" },
				...{ "looking-again": "strongly-agree", "next-seminar": "More on stalking.", sector: "housing" },
			});
			expect(bot.log.errors()).toEqual([]);
		}, 120_000);
	},
);
