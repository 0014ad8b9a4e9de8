import type { Page } from "playwright-core";
import { expect } from "vitest";

/**
 * Fails the test where the page that is shown cannot be used without a pointer, or without scrolling
 * sideways: what can be pressed is reached with Tab in the order in which it is read, and shows that it is;
 * only a table may be wider than the window.
 */
export async function expectUsable(page: Page, name: string): Promise<void> {
	expect({ name, wide: await page.evaluate(wide) }).toEqual({ name, wide: [] });
	const all = await page.locator(pressable).allTextContents();
	for (const [at, text] of all.entries()) {
		await page.keyboard.press("Tab");
		expect({ name, text, ...(await page.evaluate<object>(focused)) }).toEqual({ name, text, at, seen: true });
	}
}

const pressable = "a[href], button, input, select, textarea, summary, [tabindex]";

// These two run in the browser.

const wide = `[...document.querySelectorAll("main *")]
	.filter((each) => !each.closest("table") && each.getBoundingClientRect().right > innerWidth + 1)
	.map((each) => each.outerHTML.slice(0, 200))`;

const focused = `(() => {
	const element = document.activeElement;
	const { outlineStyle, outlineWidth } = getComputedStyle(element);
	return {
		at: [...document.querySelectorAll("${pressable}")].indexOf(element),
		seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
	};
})()`;
