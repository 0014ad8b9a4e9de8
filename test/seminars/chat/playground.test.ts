import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wanted } from "../../lessons/written.ts";
import { hasBrowser, type PlaygroundPage } from "../../support/playgroundBrowser.ts";
import { openTrialHouse } from "../../support/trialHouse.ts";
import { open } from "../world.ts";

describe.skipIf(!hasBrowser)(
	hasBrowser
		? "A delegate in the trial client"
		: "A delegate in the trial client (skipped: there is no Chromium)",
	() => {
		let trial: Awaited<ReturnType<typeof openTrialHouse>>;
		let bot: (typeof trial)["bot"];
		let person: PlaygroundPage;
		beforeAll(async () => {
			trial = await openTrialHouse(new Date("2026-04-14T10:20:00Z"));
			({ bot, person } = trial);
			await open(bot.storage.db, {
				title: "What housing learned",
				about: "Three reviews, and what agencies changed since.",
				sessions: [{ title: "Anna’s review", chair: "an independent chair", agencies: ["Kent Police"] }],
				access: "Step-free way in, hearing loop.",
			});
		}, 180_000);
		afterAll(() => trial?.stop());

		it("books, gets a calendar entry, is reminded, checks in and keeps a line", async () => {
			await person.sayAndPress("When is the next seminar?", "Open: What housing learned");
			await person.see(/3 of 3 places are free/);
			await person.picture("seminar-details");
			await person.press("Book a place");
			await person.see("You have a place at this seminar. I will remind you.");
			await person.see("housing.ics");
			await person.picture("seminar-booked");
			await bot.at("2026-05-14T06:29:00Z");
			await bot.at("2026-05-14T07:00:00Z");
			await person.see("Reminder: What housing learned");
			await person.picture("seminar-reminder");
			await person.press("I’m here");
			const { dayCode } = await bot.storage.db.seminar.findFirstOrThrow();
			await person.fill(/^Code of the day/, dayCode);
			await person.picture("seminar-check-in");
			await person.press("I’m here");
			await person.see(/You are noted as here/);
			await bot.at("2026-05-15T09:00:00Z");
			await person.fill(/^One thing I will do differently/, "Ask about control, not only about injuries.");
			await person.picture("seminar-commitment");
			await person.press("Keep this");
			await person.see(/Thank you. I keep this for you/);
			expect(bot.log.errors()).toEqual([]);
		}, 120_000);

		it("gives up a place", async () => {
			await bot.at("2026-05-15T09:10:00Z");
			await open(bot.storage.db, {
				id: "health",
				title: "What health learned",
				startsAt: new Date("2026-06-11T08:30:00Z"),
				endsAt: new Date("2026-06-11T11:30:00Z"),
			});
			await person.sayAndPress("seminars", "Open: What health learned");
			await person.press("Book a place");
			await person.see("Your place: What health learned");
			await person.press("Give up my place");
			await person.see("Given up: What health learned");
			await person.picture("seminar-given-up");
		}, 60_000);

		it("who is a coordinator sets a seminar up", async () => {
			await bot.promote();
			await person.say("new seminar");
			await person.see("New seminar");
			await person.picture("seminar-form");
			await person.fill(/^Title/, "What the police learned");
			await person.page.getByRole("button", { name: "Keep as a draft" }).last().click();
			await person.see("Please fill this in.");
		}, 60_000);

		it("who is a coordinator sees who came, and links materials and a lesson, which delegates read", async () => {
			const now = new Date("2026-05-15T09:10:00Z");
			const dates = { createdAt: now, changedAt: now, releasedAt: now, plannedAt: now };
			await bot.storage.db.lesson.create({
				data: { kind: "lesson", state: "released", text: wanted, number: 1, ...dates },
			});
			await person.sayAndPress("seminars", "Open: What housing learned");
			await person.press("Manage");
			await person.see("Code of the day:");
			await person.picture("seminar-manage");
			await person.press("Bookings");
			await person.see(/1 of 3 places are taken/);
			await person.picture("seminar-bookings");
			await person.press("Attendance");
			await person.see("Everybody with a place is noted as here.");
			await person.press("Take somebody back");
			await person.see("Who is not here after all?");
			await person.picture("seminar-attendance");
			await person.press("Manage");
			await person.press("Materials and lessons");
			await person.fill(/^Materials/, "Slides | https://slides.example.org/1");
			await person.choose(wanted.title);
			await person.picture("seminar-materials");
			await person.press("Keep");
			await person.see("This is linked to the seminar now:");
			await person.press(`Read: ${wanted.title}`);
			await person.see(wanted.happened);
			await person.picture("seminar-lesson");
			expect(bot.log.errors()).toEqual([]);
		}, 60_000);
	},
);
