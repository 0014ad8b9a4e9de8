import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Receive } from "#chat/platform.ts";
import { type Playground, startPlayground } from "#platforms/teams/playground.ts";
import { hasBrowser, openPlayground, type PlaygroundPage } from "../../support/playgroundBrowser.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";
import { open } from "../world.ts";
import { openHouse } from "./house.ts";

const tenant = "00000000-0000-0000-0000-000000000001";

describe.skipIf(!hasBrowser)(
	hasBrowser
		? "A delegate in the trial client"
		: "A delegate in the trial client (skipped: there is no Chromium)",
	() => {
		let teams: TeamsBot;
		let bot: Awaited<ReturnType<typeof openHouse>>;
		let playground: Playground;
		let person: PlaygroundPage;
		let folder = "";
		beforeAll(async () => {
			folder = await mkdtemp(join(tmpdir(), "seminars-playground-"));
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
			await open(bot.storage.db, {
				title: "What housing learned",
				about: "Three reviews, and what agencies changed since.",
				sessions: [{ title: "Anna’s review", chair: "an independent chair", agencies: ["Kent Police"] }],
				access: "Step-free way in, hearing loop.",
			});
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

		it("books, gets a calendar entry, is reminded, checks in and keeps a line", async () => {
			await person.say("When is the next seminar?");
			await person.press("Open: What housing learned");
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
			await person.say("seminars");
			await person.press("Open: What health learned");
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
	},
);
