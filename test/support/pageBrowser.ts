import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { executablePath } from "./playgroundBrowser.ts";

/** A page of a headless browser that reaches nothing but loopback, for one test. */
export async function openPage(): Promise<Page> {
	const browser = await chromium.launch({
		executablePath,
		args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
	});
	onTestFinished(() => browser.close());
	const page = await (await browser.newContext()).newPage();
	await page.route(
		({ hostname }) => hostname !== "127.0.0.1",
		(route) => route.abort(),
	);
	return page;
}

/** Fails the test where the page that is shown breaks a rule of WCAG 2.2 AA that a machine can check. */
export async function expectAccessible(page: Page): Promise<void> {
	const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
	const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
	expect(passes.length).toBeGreaterThan(5);
}
