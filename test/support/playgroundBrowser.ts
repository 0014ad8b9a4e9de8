import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";

/** Where the browser is. */
export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether there is a browser to test with; `CHROMIUM` names one that is elsewhere. */
export const hasBrowser = existsSync(executablePath);

/** The trial client as a person uses it. */
export type PlaygroundPage = {
	page: Page;
	/** Types a message and sends it. */
	say(text: string): Promise<void>;
	/** The same, and presses the button of this name in what comes: not one that was there before. */
	sayAndPress(text: string, name: string): Promise<void>;
	/** Presses the button that was shown last under this name. */
	press(name: string): Promise<void>;
	/** Chooses an option of a question. */
	choose(label: string): Promise<void>;
	/**
	 * Puts something into the field with this label: a text, a date, a time, or the option to choose from a
	 * drop-down. A date is picked from the calendar, so it must be of the month that the field stands at.
	 */
	fill(label: string | RegExp, value: string): Promise<void>;
	/** Opens the search beside the message box and types; `pick` then puts the result with this title into the message. */
	search(text: string): Promise<void>;
	pick(title: string): Promise<void>;
	/** Sends what stands in the message box. */
	send(): Promise<void>;
	/** Waits until this text is shown; the last of them. */
	see(text: string | RegExp): Promise<Locator>;
	/** Opens a chat or channel by its name in the list at the side. */
	open(name: string): Promise<void>;
	/** Saves a picture of the page in .artefacts/. */
	picture(name: string): Promise<void>;
	close(): Promise<void>;
};

const flags = [
	"--headless",
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** Opens the trial client at this address in a headless browser that reaches nothing but loopback. */
export async function openPlayground(address: string): Promise<PlaygroundPage> {
	const browser: Browser = await chromium.launch({ executablePath, args: flags });
	const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
	await page.route(
		({ hostname }) => hostname !== "127.0.0.1" && hostname !== "localhost",
		(route) => route.abort(),
	);
	// What the bot says before the client listens is not shown.
	const listens = page.waitForEvent("websocket").then((socket) => socket.waitForEvent("framereceived"));
	await page.goto(address, { waitUntil: "domcontentloaded" });
	await listens;
	// A form on a card has boxes of its own.
	const box = page.locator("[contenteditable=true]").first();
	await box.waitFor();

	const say = async (text: string) => {
		await box.click();
		await page.keyboard.insertText(text);
		await page.keyboard.press("Enter");
	};
	const buttons = (name: string) => page.getByRole("button", { name, exact: true });

	return {
		...{ page, say },
		async sayAndPress(text, name) {
			const before = await buttons(name).count();
			await say(text);
			await buttons(name).nth(before).click();
		},
		async press(name) {
			await buttons(name).last().click();
		},
		async choose(label) {
			// The client names a box after its question, too.
			const box = page.getByRole("radio", { name: label }).or(page.getByRole("checkbox", { name: label }));
			await box.last().check();
		},
		async fill(label, value) {
			const field = page.getByLabel(label).and(page.locator("input, textarea")).last();
			await field.click();
			if ((await field.getAttribute("role")) !== "combobox") return field.fill(value);
			const shows = (await field.getAttribute("placeholder")) ?? "";
			if (shows.includes("date")) return dayOf(page, value).click();
			if (!shows.includes("time")) return page.getByRole("option", { name: value, exact: true }).click();
			await field.fill(value);
			await page.keyboard.press("Tab");
		},
		async search(text) {
			await page.getByRole("button", { name: "Trigger Message Extension App" }).click();
			await page.getByText("Search Command", { exact: true }).click();
			await page.getByPlaceholder("Enter a search term").fill(text);
			await page.keyboard.press("Enter");
		},
		async pick(title) {
			await page.getByText(title, { exact: true }).last().click();
			await page.getByPlaceholder("Enter a search term").waitFor({ state: "detached" });
		},
		async send() {
			await page.getByRole("button", { name: "Send Message" }).click();
		},
		async see(text) {
			const found = page.getByText(text).last();
			await found.waitFor();
			return found;
		},
		async open(name) {
			await page.getByText(name, { exact: true }).first().click();
		},
		async picture(name) {
			await mkdir(".artefacts", { recursive: true });
			await page.screenshot({ path: join(".artefacts", `${name}.png`) });
		},
		async close() {
			await browser.close();
		},
	};
}

/** A day of the calendar that is open. */
function dayOf(page: Page, date: string): Locator {
	const [year, month, day] = date.split("-").map(Number) as [number, number, number];
	const name = new Date(Date.UTC(year, month - 1)).toLocaleString("en", { month: "long", timeZone: "UTC" });
	return page.getByRole("button", { name: `${day}, ${name}, ${year}`, exact: true });
}

/** Writes in a chat or channel without a browser, mentioning the bot where it is wanted. */
export async function writeIn(
	address: string,
	conversationId: string,
	text: string,
	mention = false,
): Promise<void> {
	const response = await fetch(`${address}/_conversation/v1/conversations/${conversationId}/messages`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({
			from: { id: "user-0" },
			text: mention ? `<at>DHR Lessons</at> ${text}` : text,
			textFormat: "plain",
			mentions: mention ? [{ mentioned: { id: "28:lessons-bot" }, text: "<at>DHR Lessons</at>" }] : [],
		}),
	});
	if (!response.ok) throw new Error(`The trial client answered ${response.status}`);
}
