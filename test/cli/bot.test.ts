import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runInside } from "#cli/commands.ts";
import { lockFolder } from "#storage/lock.ts";
import { useDatabase } from "../support/database.ts";
import { createTestLog } from "../support/log.ts";
import { roomsOn } from "../support/rooms.ts";

const database = useDatabase();
const program = fileURLToPath(new URL("../../src/cli/bot.ts", import.meta.url));
const fixtures = fileURLToPath(new URL("../fixtures/documents", import.meta.url));
let folder = "";

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "dhr-bot-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function bot(...command: string[]) {
	const child = spawn(process.execPath, [program, ...command], {
		cwd: fixtures,
		env: { PATH: process.env.PATH, DATA_DIR: folder },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const printed: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => printed.push(chunk));
	const [exitCode] = await once(child, "close");
	return { exitCode, output: Buffer.concat(printed).toString() };
}

describe("npm run bot", () => {
	it("opens the embedded database itself when nobody holds it, and keeps what was published", async () => {
		expect(await bot("documents", "import", "quirks.txt", "--publish", "--brief")).toMatchObject({
			exitCode: 0,
			output: expect.stringContaining("10 passages published"),
		});
		expect(await bot("documents", "import", "review.pdf", "--publish", "--brief")).toMatchObject({
			exitCode: 0,
			output: expect.stringContaining("16 passages published"),
		});
		expect((await bot("documents", "list")).output).toContain("10 passages, imported");
	}, 120_000);

	it("goes through the running bot when that holds the database", async () => {
		const { log } = createTestLog();
		await database.db.theme.create({
			data: {
				...{ id: "awareness", position: 0, name: "Awareness", summary: "…" },
				within: [],
				askedAs: [],
				related: [],
				roles: [],
			},
		});
		const rooms = await roomsOn(database.storage);
		const lock = await lockFolder(folder, (command, cwd) => runInside(command, { rooms, cwd, log }));
		const asked = await bot("documents", "import", "quirks.txt");
		expect(asked).toMatchObject({
			exitCode: 0,
			output: expect.stringContaining("with --publish at its end"),
		});
		expect(await database.db.passage.count()).toBe(0);
		expect(await bot("documents", "import", "quirks.txt", "--publish")).toMatchObject({ exitCode: 0 });
		expect(await database.db.passage.count()).toBe(10);
		expect(await bot("documents", "import", "nowhere.txt")).toMatchObject({ exitCode: 1 });
		await lock.release();
	}, 60_000);

	it("says in a sentence that the process which holds the database takes no commands", async () => {
		const lock = await lockFolder(folder);
		expect(await bot("documents", "list")).toMatchObject({
			exitCode: 1,
			output: expect.stringMatching(/takes no commands/),
		});
		await lock.release();
	}, 30_000);
});
