import { describe, expect, it } from "vitest";
import { failures, invitation, refusals, success } from "#platforms/slack/installing/pages.ts";
import { useDatabase } from "../../../support/database.ts";
import { expectAccessible, openPage } from "../../../support/pageBrowser.ts";
import { hasBrowser } from "../../../support/playgroundBrowser.ts";
import { startInstalls } from "../../../support/slackInstalls.ts";

const database = useDatabase();

describe.skipIf(!hasBrowser)("the pages for whoever adds the bot, in a real browser", () => {
	it("lead through Slack’s hosts and back by the keyboard alone, and stay accessible", async () => {
		const bot = await startInstalls(database.db, { reached: "here" });
		const page = await openPage();
		const address = new URL(`/slack/install/${await bot.link("Kent Housing")}`, bot.url).href;
		for (const [decision, heading] of [
			["deny", "The bot was not added"],
			["T1", "The bot has been added"],
		] as const) {
			bot.server.decides(decision);
			await page.goto(address);
			await expectAccessible(page);
			await page.keyboard.press("Tab");
			expect(await page.locator(":focus").textContent()).toBe("Continue to Slack");
			await page.keyboard.press("Enter");
			await page.waitForURL(/oauth_redirect/);
			expect(await page.locator("h1").textContent()).toBe(heading);
			await expectAccessible(page);
		}
		// Back, and there again by mistake.
		await page.reload();
		expect(await page.locator("h1").textContent()).toBe("This did not begin here");
	});

	it("are accessible, all of them", async () => {
		const page = await openPage();
		const until = new Date("2026-11-26T09:00:00Z");
		const all = [
			...Object.values(failures),
			...Object.values(refusals),
			...[invitation("Kent & Medway", until), success("Kent & Medway", "A workspace")],
		];
		for (const { body } of all) {
			await page.setContent(body);
			await expectAccessible(page);
		}
		expect(all).toHaveLength(13);
	});
});
