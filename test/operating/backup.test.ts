import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStorage } from "#storage/open.ts";
import { startProgram } from "../support/process.ts";
import {
	answersTo,
	command,
	emptyFolder,
	joinSlack,
	openSlack,
	settingsFor,
	startBot,
} from "./deployment.ts";
import { postgresTools, startServer } from "./postgresTools.ts";

const aboutGps = "what did the DHRs say about GPs";
const source = /paragraph 2\.2/;
const otherKey = Buffer.alloc(32, 6).toString("base64");

/** The line of docs/operating.md that begins with this, as an operator copies it. */
async function documented(start: string): Promise<string> {
	const lines = (await readFile("docs/operating.md", "utf8")).split("\n");
	const line = lines.find((each) => each.startsWith(start));
	if (!line) throw new Error(`docs/operating.md has no line that begins with ${start}.`);
	return line;
}

describe.skipIf(!postgresTools)("a PostgreSQL that is backed up while the bot runs (needs pg_dump)", () => {
	it("is restored elsewhere as it was: roles, tokens and audit; and with another key nothing is touched", async () => {
		const server = await startServer(postgresTools ?? "");
		const slack = await openSlack({ added: false });
		const folder = await emptyFolder("dhr-dump-");
		const first = await server.newDatabase("first");
		const settings = await settingsFor(slack, { DATABASE_URL: first });
		const bot = await startBot(slack, settings);
		expect(await joinSlack(slack, settings)).toContain("The bot has been added");
		expect(await bot.ask("U1", aboutGps)).toMatch(source);
		await bot.ask("U1", "stop the reminders");
		await command(settings, "role", "grant", "slack:T1:U1", "coordinator");
		await server.shell(await documented("pg_dump"), first, folder);
		await bot.stop();

		const second = await server.newDatabase("second");
		await server.shell(await documented("pg_restore"), second, folder);
		const contents = async () => {
			const dump = await server.shell('pg_dump "$DATABASE_URL"', second, folder);
			// A word of the dump's own, another in each.
			return dump.replaceAll(/^\\(?:un)?restrict .*$/gm, "");
		};
		const restored = await contents();
		const wrong = { ...settings, DATABASE_URL: second, SECRETS_KEY: otherKey };
		const refused = await startProgram("src/main.ts", [], wrong).ended;
		expect(refused.code).toBe(1);
		expect(refused.output).toContain("SECRETS_KEY is not the key that this database was encrypted with");
		expect(await contents()).toBe(restored);

		const again = await startBot(slack, { ...settings, DATABASE_URL: second });
		expect(await again.ask("U2", aboutGps)).toMatch(source);
		expect(await again.ask("U1", "who am i")).toContain("coordinator");
		expect(await again.ask("U1", "what do you hold about me")).toContain("What you stopped: reminders");
		await again.stop();
		const storage = await openStorage({ databaseUrl: second });
		await expect(storage.db.auditEntry.deleteMany()).rejects.toThrow(/audit/i);
		await storage.close();
	}, 240_000);
});

describe("an embedded database that was copied while the bot was stopped", () => {
	it("goes on in another folder with the same key, and with another is left as it is", async () => {
		const slack = await openSlack({ added: false });
		const settings = await settingsFor(slack, {});
		const bot = await startBot(slack, settings);
		expect(await joinSlack(slack, settings)).toContain("The bot has been added");
		await bot.ask("U1", "stop the reminders");
		await bot.stop();

		const DATA_DIR = join(await emptyFolder("dhr-copy-"), ".data");
		await cp(settings.DATA_DIR ?? "", DATA_DIR, { recursive: true });
		const wrong = { ...settings, DATA_DIR, SECRETS_KEY: otherKey };
		const refused = await startProgram("src/main.ts", [], wrong).ended;
		expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("is not the key")]);
		const again = await startBot(slack, { ...settings, DATA_DIR });
		expect(await again.ask("U2", aboutGps)).toMatch(source);
		expect(await again.ask("U1", "what do you hold about me")).toContain("What you stopped: reminders");
		await again.stop();
		expect(answersTo(slack, "U2")).toHaveLength(1);
	}, 240_000);
});
