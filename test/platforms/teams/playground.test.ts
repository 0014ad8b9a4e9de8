import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Answered, Incoming, Outcome, SearchResult } from "#chat/platform.ts";
import { type Playground, startPlayground } from "#platforms/teams/playground.ts";
import { hasBrowser, openPlayground, type PlaygroundPage, writeIn } from "../../support/playgroundBrowser.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";

const tenant = "00000000-0000-0000-0000-000000000001";
const tricky = "a*b*c _d_ [e](f) `g` \\ &amp; <i>h</i> {{DATE(2020-01-01T00:00:00Z, SHORT)}} snake_case";

const lesson: Message = {
	summary: "A lesson about sharing information.",
	blocks: [
		{ kind: "heading", text: `# Sharing ${tricky}` },
		{ kind: "prose", text: "What the reviews say.\n\nIn some cases nationally:" },
		{ kind: "quote", text: `Exact words ${tricky}` },
		{ kind: "sources", items: [{ text: `Review ${tricky}`, url: "https://example.org/review" }] },
		{ kind: "facts", items: [{ name: "Applies to", text: "one area" }] },
		{
			kind: "chart",
			title: "Themes",
			sentence: "Most speak of sharing.",
			bars: [
				{ label: "Sharing", value: 5 },
				{ label: "Training", value: 2 },
			],
		},
		{
			kind: "choices",
			name: "agency",
			label: "Where do you work?",
			options: [
				{ label: "Police", value: "police" },
				{ label: "Health, and care", value: "health, care" },
			],
			submit: { label: "Send", action: "people.join" },
		},
		{
			kind: "buttons",
			items: [
				{ label: "Helpful", action: "answers.feedback", value: { helpful: true }, tone: "primary" },
				{ label: "Read it", url: "https://example.org/review" },
			],
		},
	],
};

const sectors = Array.from({ length: 9 }, (_, at) => ({ label: `Sector ${at}`, value: `sector, ${at}` }));
const draft: Message = {
	summary: "Write a lesson.",
	blocks: [
		{ kind: "heading", text: "Write a lesson" },
		{
			kind: "form",
			fields: [
				{ name: "title", label: "Title", hint: "A few words", input: "line", most: 80 },
				{ name: "happened", label: "What happened?", hint: "No names.", input: "text" },
				{ name: "on", label: "Review date", input: "date", value: "2026-04-01" },
				{ name: "at", label: "Release at", input: "time", optional: true },
				{ name: "sector", label: "For one sector", input: "one", options: sectors, value: "sector, 1" },
				{ name: "level", label: "Level", input: "one", options: sectors.slice(0, 2) },
				{
					name: "themes",
					label: "Themes",
					input: "some",
					options: sectors.slice(5, 8),
					value: ["sector, 7"],
				},
			],
			submit: { label: "Save", action: "lessons.save", value: { draft: "7" }, tone: "primary" },
		},
	],
};
const corrected: Message = {
	summary: "Corrected.",
	blocks: [
		{ kind: "heading", text: "Corrected on 23 November 2026" },
		{ kind: "quote", text: "The words as they should have been." },
	],
};
const recalled = sentence("This lesson was withdrawn.");
const found: SearchResult = { title: "Sharing information", text: "What a review found", message: lesson };

const outcomes: Outcome[] = [];

/** Answers what is said with the lesson or the form, a press with what was pressed, and a search with the lesson. */
async function respond(incoming: Incoming): Promise<Answered> {
	const { act, eventId, place } = incoming;
	const { platform } = bot;
	if (act.kind === "searched") return { results: act.text === "sharing" ? [found] : [] };
	if (act.kind === "pressed") return { replace: sentence(`Pressed ${JSON.stringify(act.value)}`) };
	if (act.kind !== "said") return {};
	const last = outcomes.at(-1);
	const id = last?.kind === "sent" ? last.messageId : "";
	if (act.text.includes("privately")) outcomes.push(await platform.sendPrivately(incoming, lesson));
	else if (act.text === "Correct it") outcomes.push(await platform.update(place, id, corrected));
	else if (act.text === "Withdraw it") outcomes.push(await platform.update(place, id, recalled));
	else outcomes.push(await platform.send(place, act.text === "Draft" ? draft : lesson, eventId));
	return {};
}

let bot: TeamsBot;
let dataDir: string;
let playground: Playground;
beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), "playground-"));
	bot = await startTeamsBot({ answer: respond });
	playground = await startPlayground({
		botPort: Number(new URL(bot.url).port),
		dataDir,
		tenant,
		log: { info() {}, warn() {}, error() {} },
		port: 0,
	});
}, 60_000);
afterAll(async () => {
	await playground?.stop();
	await bot?.stop();
	await rm(dataDir, { recursive: true, force: true });
});

describe("the trial client", () => {
	it("is served on this machine alone", async () => {
		const { port } = new URL(playground.address);
		expect((await fetch(playground.address)).status).toBe(200);
		const others = Object.values(networkInterfaces())
			.flat()
			.filter((at) => at?.family === "IPv4" && !at.internal)
			.map((at) => at?.address);
		for (const other of [...others, "127.0.0.2", "[::1]"])
			await expect(fetch(`http://${other}:${port}`)).rejects.toThrow();
	});

	it("takes another port when the usual one is in use", async () => {
		const port = Number(new URL(playground.address).port);
		const second = await startPlayground({
			botPort: Number(new URL(bot.url).port),
			dataDir: join(dataDir, "second"),
			tenant,
			log: { info() {}, warn() {}, error() {} },
			port,
		});
		expect(second.address).not.toBe(playground.address);
		await second.stop();
		await expect(fetch(second.address)).rejects.toThrow();
	}, 60_000);

	it("brings a mention in a channel with its thread, and opens a private chat for a private reply", async () => {
		await writeIn(playground.address, "channel-safeguarding", "tell me privately", true);
		await expect.poll(() => outcomes, { timeout: 10_000 }).toHaveLength(1);
		expect(outcomes[0]).toMatchObject({ kind: "sent" });
		const said = bot.received.find(({ act }) => act.kind === "said");
		expect(said?.act).toEqual({ kind: "said", text: "tell me privately" });
		expect(said?.place.kind).toBe("channel");
		expect(said?.place.key).toMatch(/^teams:.*:channel-safeguarding;messageid=\d+$/);
	});

	it("keeps nothing of what is written on the disk", async () => {
		await writeIn(playground.address, "personal-chat", "to be forgotten");
		for (const entry of await readdir(join(dataDir, "playground"), { recursive: true }))
			expect(entry).toBe("people.yml");
		expect(JSON.parse(await readFile(join(dataDir, "playground", "people.yml"), "utf8")).tenantId).toBe(
			tenant,
		);
	});

	it("ends when the process that started it ends, however it ends", async () => {
		const start = `import { startPlayground } from ${JSON.stringify(new URL("../../../src/platforms/teams/playground.ts", import.meta.url).href)};
			const { address } = await startPlayground({ botPort: ${new URL(bot.url).port}, dataDir: ${JSON.stringify(join(dataDir, "third"))}, tenant: "t", port: 0, log: { info() {}, warn() {}, error() {} } });
			console.log(address);`;
		const parent = spawn(process.execPath, ["--input-type=module-typescript", "-e", start], {
			cwd: new URL("../../../", import.meta.url),
			stdio: ["ignore", "pipe", "inherit"],
		});
		const address = String(await new Promise((resolve) => parent.stdout.once("data", resolve))).trim();
		expect((await fetch(address)).status).toBe(200);
		parent.kill("SIGKILL");
		await expect
			.poll(
				() =>
					fetch(address).then(
						() => "open",
						() => "closed",
					),
				{ timeout: 10_000 },
			)
			.toBe("closed");
	}, 60_000);
});

describe.skipIf(!hasBrowser)(
	hasBrowser
		? "a person in the trial client"
		: "a person in the trial client (skipped: there is no Chromium)",
	() => {
		let person: PlaygroundPage;
		beforeAll(async () => {
			person = await openPlayground(playground.address);
		}, 60_000);
		afterAll(() => person?.close());

		it("asks in the private chat, reads the card as it was meant, and presses a button that replaces it", async () => {
			await person.say("What about sharing information?");
			const quote = await person.see(/^“Exact words/);
			expect(await quote.locator("..").innerText()).toBe(`“Exact words ${tricky}”`);
			expect(await (await person.see(/^# Sharing/)).innerText()).toBe(`# Sharing ${tricky}`);
			expect(await (await person.see(/^Review/)).innerText()).toBe(`Review ${tricky}`);
			await person.see("Sharing: 5");
			await person.picture("teams-card");
			// Cards of the tests before may stand above it.
			const cards = person.page.getByText("What the reviews say.");
			const before = await cards.count();
			await person.press("Helpful");
			await person.see('Pressed {"helpful":true}');
			expect(await cards.count()).toBe(before - 1);
			await person.picture("teams-replaced");
			expect(bot.received.filter(({ act }) => act.kind === "arrived").length).toBeGreaterThan(0);
			expect(bot.received.map(({ act }) => act)).toContainEqual({
				kind: "said",
				text: "What about sharing information?",
			});
		}, 60_000);

		it("must choose before sending, and what was chosen comes back whole", async () => {
			await person.say("Again");
			await person.see("What the reviews say.");
			await person.press("Send");
			await person.see("Please choose one.");
			await person.choose("Health, and care");
			await person.press("Send");
			await person.see('Pressed {"agency":"health, care"}');
		}, 60_000);

		it("fills in a form: what is missing is asked for, and what was put in comes back", async () => {
			await person.say("Draft");
			await person.see("Write a lesson");
			await person.press("Save");
			await person.see("Please fill this in.");
			await person.picture("teams-form-incomplete");
			await person.fill(/^Title/, "On bail & <b>");
			await person.fill(/^What happened\?/, "One line\nand another");
			await person.fill(/^Review date/, "2026-04-14");
			await person.fill(/^Release at/, "09:30");
			await person.fill(/^For one sector/, "Sector 3");
			await person.choose("Sector 0");
			await person.choose("Sector 5");
			await person.picture("teams-form");
			await person.press("Save");
			await person.see(/^Pressed \{"draft":"7"/);
			const { act } = bot.received.at(-1) ?? {};
			expect(act).toEqual({
				kind: "pressed",
				action: "lessons.save",
				value: {
					draft: "7",
					title: "On bail & <b>",
					happened: "One line\nand another",
					on: "2026-04-14",
					at: "09:30",
					sector: "sector, 3",
					level: "sector, 0",
					themes: ["sector, 7", "sector, 5"],
				},
			});
			await person.picture("teams-form-saved");
		}, 60_000);

		it("sees a lesson corrected where it stands, and then withdrawn", async () => {
			const cards = person.page.getByText("What the reviews say.");
			const before = await cards.count();
			await person.say("A lesson, please");
			await expect.poll(() => cards.count(), { timeout: 10_000 }).toBe(before + 1);
			await person.say("Correct it");
			await person.see("Corrected on 23 November 2026");
			expect(await cards.count()).toBe(before);
			await person.picture("teams-corrected");
			await person.say("Withdraw it");
			await person.see("This lesson was withdrawn.");
			expect(await person.page.getByText("Corrected on 23 November 2026").count()).toBe(0);
			expect(outcomes.slice(-3).map(({ kind }) => kind)).toEqual(["sent", "sent", "sent"]);
			await person.picture("teams-withdrawn");
		}, 60_000);

		it("searches beside the message box, and posts a cited card that has nothing to press", async () => {
			await person.search("weather");
			await person.see("Nothing is held that answers this.");
			await person.page.keyboard.press("Escape");
			await person.page.reload();
			await person.page.getByRole("textbox").first().waitFor();
			await person.search("sharing");
			await person.see("What a review found");
			await person.picture("teams-search");
			const cards = person.page.getByText("What the reviews say.");
			const helpful = person.page.getByRole("button", { name: "Helpful" });
			const [before, buttons] = [await cards.count(), await helpful.count()];
			const said = bot.received.filter(({ act }) => act.kind === "said").length;
			await person.pick("Sharing information");
			await person.send();
			await expect.poll(() => cards.count(), { timeout: 10_000 }).toBe(before + 1);
			expect(await helpful.count()).toBe(buttons);
			expect(bot.received.filter(({ act }) => act.kind === "said")).toHaveLength(said);
			await person.picture("teams-inserted");
		}, 60_000);
	},
);
