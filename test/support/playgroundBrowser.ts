import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether there is a browser to test with; `CHROMIUM` names one that is elsewhere. */
export const hasBrowser = existsSync(executablePath);

/** The trial client as a person uses it. */
export type PlaygroundPage = {
	page: Page;
	/** Types a message and sends it. */
	say(text: string): Promise<void>;
	/** Presses the button that was shown last under this name. */
	press(name: string): Promise<void>;
	/** Chooses an option of a question. */
	choose(label: string): Promise<void>;
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
	await page.goto(address, { waitUntil: "domcontentloaded" });
	const box = page.getByRole("textbox").first();
	await box.waitFor();

	return {
		page,
		async say(text) {
			await box.click();
			await page.keyboard.insertText(text);
			await page.keyboard.press("Enter");
		},
		async press(name) {
			await page.getByRole("button", { name, exact: true }).last().click();
		},
		async choose(label) {
			await page.getByLabel(label, { exact: true }).last().check();
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
