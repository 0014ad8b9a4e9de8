import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, type PlaygroundPage } from "../../support/playgroundBrowser.ts";
import { openTrialHouse } from "../../support/trialHouse.ts";
import { wanted } from "../written.ts";

describe.skipIf(!hasBrowser)(
	hasBrowser
		? "A lesson in the trial client"
		: "A lesson in the trial client (skipped: there is no Chromium)",
	() => {
		let trial: Awaited<ReturnType<typeof openTrialHouse>>;
		let person: PlaygroundPage;
		beforeAll(async () => {
			trial = await openTrialHouse(new Date("2026-04-14T10:20:00Z"));
			person = trial.person;
		}, 180_000);
		afterAll(() => trial?.stop());

		/** The client shows the box of the conversation before for a moment. */
		const openOwn = async () => {
			await person.open("Personal Chat");
			await person.see(/^Ask me what Domestic Homicide Reviews found/);
		};
		const actAs = async (whom: string) => {
			await person.say(`as ${whom}`);
			await person.see(new RegExp(`^You now act as The ${whom}\\.`));
		};
		const inHand = async () => {
			await person.sayAndPress("lessons", wanted.title);
		};

		it("is wanted by a channel", async () => {
			await person.open("Safeguarding");
			await person.press("Get new lessons here");
			await person.see(/You subscribed this channel/);
			await person.picture("lesson-subscribed");
			await person.press("Change what comes");
			await person.choose("Professional curiosity");
			await person.picture("lesson-subscription-form");
			await person.press("Keep");
			await person.see("Kept. From now on this comes here.");
		}, 60_000);

		it("is written in forms, which show what is wrong by field and keep what was written", async () => {
			await openOwn();
			// Whom to ask for approval later.
			await actAs("second coordinator");
			await actAs("coordinator");
			await person.say("new lesson");
			await person.fill(/^Title/, wanted.title);
			await person.fill(/^Headline/, wanted.headline);
			await person.choose("Professional curiosity");
			await person.picture("lesson-form-first");
			await person.press("Keep and go on");
			await person.fill(/^What happened/, "She lived at 12 High Street, Dover.");
			await person.fill(/^The learning/, wanted.learning);
			await person.press("Keep and go on");
			await person.see(/^What happened: this seems to hold an address/);
			await person.picture("lesson-form-to-mend");
			await person.fill(/^What happened/, wanted.happened);
			await person.press("Keep and go on");
			await person.fill(/^What to do now/, wanted.doNow);
			await person.fill(/^Summary/, wanted.summary);
			await person.press("Keep and go on");
			await person.fill(/^Published by/, wanted.partnership);
			await person.fill(/^Pseudonym/, wanted.pseudonym);
			await person.fill(/^Link/, wanted.link);
			await person.fill(/^Published on/, "2026-04-01");
			await person.fill(/^Review date/, "2026-04-29");
			await person.fill(/^Take-down date/, "2026-04-30");
			await person.picture("lesson-form-last");
			await person.press("Keep");
			await person.see("a draft");
			await person.picture("lesson-draft");
		}, 120_000);

		it("is previewed, approved by somebody else, looked at before it goes out, and released", async () => {
			await person.press("Preview");
			await person.see(/As text, for the other platform:/);
			await person.picture("lesson-preview");
			await person.press("Ask for approval");
			await person.see(/I have told the other coordinator/);
			await actAs("second coordinator");
			await person.press("Look and decide");
			await person.press("Approve");
			await person.see("Approved. Nothing goes out until it is released.");
			await person.press("Who gets it, and release");
			await person.see(/1 channel and 0 people/);
			await person.picture("lesson-before-release");
			await person.press("Release now");
			await person.see(/It is being released/);
			await person.open("Safeguarding");
			await trial.bot.house.tick("lesson releases");
			await trial.bot.house.allSaid();
			await person.see(wanted.headline);
			await person.picture("lesson-card");
		}, 60_000);

		it("is read in full and as a briefing, acknowledged with a head count, and asked about", async () => {
			await person.press("Read in full");
			await person.press("Seven-minute briefing");
			await person.press("Briefed my team");
			await person.press("Ask about this");
			await person.see("Theme: Professional curiosity");
			await person.picture("lesson-asked-about");
			await openOwn();
			await person.see("What happened, in general terms:");
			await person.see("Talk over (3 minutes):");
			await person.fill(/^How many people did you brief\?/, "12");
			await person.picture("lesson-read");
			await person.press("Tell the coordinators");
			await person.see(/^Noted: you briefed 12 people/);
		}, 60_000);

		it("is corrected in place, which its card says", async () => {
			await inHand();
			await person.press("Correct");
			await person.press("What to do now, and other lengths");
			await person.fill(/^Summary/, "Ask alone, and say first why you ask.");
			await person.press("Keep");
			await person.press("Ask for approval");
			await person.fill(/^What does it change\?/, "It now says why people are asked.");
			await person.press("Ask for approval");
			await person.see(/waits for somebody else’s approval, by The second coordinator/);
			await actAs("coordinator");
			await person.press("Look and decide");
			await person.press("Approve the correction");
			await person.see(/^Corrected\. Every copy is being changed in place/);
			await trial.bot.house.allSaid();
			await person.open("Safeguarding");
			await person.see("Corrected on 14 April 2026: It now says why people are asked.");
			expect(await person.page.getByText(wanted.summary).count()).toBe(0);
			await person.picture("lesson-corrected");
		}, 60_000);

		it("is followed copy by copy, and recalled everywhere", async () => {
			await openOwn();
			await person.press("Progress and report");
			await person.see("1 team, 12 people");
			await person.picture("lesson-report");
			await person.press("Back");
			await person.press("Recall");
			await person.fill(/^Why/, "A reader told us that one sentence is wrong.");
			await person.press("Recall it everywhere");
			await person.see(/^Recalled\. I no longer answer from it/);
			await trial.bot.house.allSaid();
			expect(await person.page.getByText(wanted.happened).count()).toBe(0);
			await person.picture("lesson-recalled-for-the-coordinator");
			await person.open("Safeguarding");
			await person.see(
				/^The lesson that was here was recalled on 14 April 2026\. The reason: A reader told us/,
			);
			expect(await person.page.getByText(wanted.headline).count()).toBe(0);
			await person.picture("lesson-recalled");
			expect(trial.bot.log.errors()).toEqual([]);
		}, 60_000);
	},
);
