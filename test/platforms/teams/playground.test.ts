import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "#chat/message.ts";
import type { Incoming, Outcome } from "#chat/platform.ts";
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

/** Answers what is said with the lesson, and a press with what was pressed. */
function startBot(): Promise<TeamsBot> {
	const starting: Promise<TeamsBot> = startTeamsBot({
		answer: async (incoming: Incoming) => {
			const { act, eventId, place } = incoming;
			if (act.kind === "pressed")
				return {
					replace: {
						summary: "t",
						blocks: [{ kind: "prose", text: `Pressed ${JSON.stringify(act.value)}` }],
					},
				};
			if (act.kind === "said" && act.text.includes("privately"))
				outcomes.push(await (await starting).platform.sendPrivately(incoming, lesson));
			else if (act.kind === "said") await (await starting).platform.send(place, lesson, eventId);
			return {};
		},
	});
	return starting;
}

const outcomes: Outcome[] = [];
let bot: TeamsBot;
let dataDir: string;
let playground: Playground;
beforeAll(async () => {
	dataDir = await mkdtemp(join(tmpdir(), "playground-"));
	bot = await startBot();
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
	},
);
