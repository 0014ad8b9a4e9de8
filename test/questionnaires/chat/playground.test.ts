import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { open } from "../../seminars/world.ts";
import { hasBrowser } from "../../support/playgroundBrowser.ts";
import { openTrialHouse } from "../../support/trialHouse.ts";
import { hasAnswered } from "../house.ts";
import { followUp } from "./followUp.ts";

const narrow = { width: 400, height: 860 };
const wide = { width: 1280, height: 1400 };
/** How much it helped those who answered as well. */
const others = Object.entries({
	"not-at-all": 3,
	"a-little": 8,
	somewhat: 9,
	"quite-a-lot": 17,
	"great-deal": 9,
}).flatMap(([helped, people]) => Array.from({ length: people }, () => helped));

describe.skipIf(!hasBrowser)(
	hasBrowser
		? "A delegate in the trial client, six weeks later"
		: "A delegate in the trial client, six weeks later (skipped: there is no Chromium)",
	() => {
		let house: Awaited<ReturnType<typeof openTrialHouse>>;
		let bot: (typeof house)["bot"];
		let person: (typeof house)["person"];
		beforeAll(async () => {
			house = await openTrialHouse(new Date("2026-04-14T10:20:00Z"));
			({ bot, person } = house);
			await open(bot.storage.db, { title: "What housing learned" });
		}, 120_000);
		afterAll(() => house?.stop());

		it("completes the questionnaire, with back, change, skip and a question in the middle", async () => {
			await person.sayAndPress("seminars", "Open: What housing learned");
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

		/** Shows the conversation alone, as wide as a telephone: the trial client itself has no such view. */
		async function asOnTelephone() {
			await person.page.setViewportSize(narrow);
			const content = "* { min-width: 0 !important; max-width: 100% !important }";
			await person.page.addStyleTag({ content });
		}

		it("reads as well on a telephone’s width", async () => {
			await asOnTelephone();
			await person.say("change 2");
			await person.see(/Your answer so far: Healthcare professionals; Bail and release/);
			await person.picture("questionnaire-narrow-choices");
			await person.say("change 6");
			await person.see(/surer than before/);
			await person.picture("questionnaire-narrow-scale");
			await person.press("4. Agree");
			await person.see(/That was the last question/);
			await person.picture("questionnaire-narrow-thanks");
			await person.page.setViewportSize(wide);
		}, 60_000);

		it("who is a coordinator sees the results as charts, with the same figures as text", async () => {
			const { db } = bot.storage;
			const { id: _, ...asked } = await db.questionnaireInvitation.findFirstOrThrow();
			const sectors = ["housing", "police", "health"];
			for (const [at, helped] of others.entries()) {
				const personId = `delegate ${at}`;
				await db.questionnaireInvitation.create({ data: { ...asked, id: `invitation ${at}`, personId } });
				await hasAnswered(db, personId, { helped, sector: sectors[at % 3] }, asked.closesAt);
			}
			await bot.promote();
			await person.sayAndPress("questionnaires", "Response");
			await person.see(/never who/);
			await person.picture("questionnaire-response");
			await person.press("Results");
			await person.see(/found that the seminar helped their work/);
			await person.picture("questionnaire-results");
			await person.press("Every question");
			await person.see(/Every question, results no\. 1/);
			await person.picture("questionnaire-every-question");
			await person.press("By agency and sector");
			await person.see(/By agency and sector, results no\. 1/);
			await person.picture("questionnaire-groups");
			await asOnTelephone();
			await person.press("When it is asked");
			await person.see(/Reminders, in days after/);
			await person.picture("questionnaire-narrow-schedule");
			expect(bot.log.errors()).toEqual([]);
		}, 120_000);
	},
);
