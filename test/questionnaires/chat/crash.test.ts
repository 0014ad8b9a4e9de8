import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { plain } from "#chat/plain.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage } from "#storage/open.ts";
import { open } from "../../seminars/world.ts";
import { startProgram } from "../../support/process.ts";
import { openTalk, type Talk } from "../../support/talk.ts";
import { answersOf, followUp } from "./followUp.ts";

const answering = fileURLToPath(new URL("./answering.ts", import.meta.url));
const opens = "2026-04-14T10:20:00Z";
const asked = "2026-06-25T09:00:00Z";
const ann = { person: "ann" };

/** Does something with the whole bot on a folder, and lets go of it. */
async function inside<Result>(folder: string, act: (talk: Talk) => Promise<Result>): Promise<Result> {
	const storage = await openStorage({ dataDir: folder });
	await migrate(storage);
	const talk = await openTalk({ storage });
	try {
		return await act(talk);
	} finally {
		expect(talk.log.errors()).toEqual([]);
		await talk.stop();
		await storage.close();
	}
}

it("an answer outlives kill -9 between its commit and what is said to it, and the next question comes all the same", async () => {
	const folder = await mkdtemp(join(tmpdir(), "questionnaires-crash-"));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	await inside(folder, async (talk) => {
		await open(talk.storage.db);
		await talk.terminal.press("seminars.book", { seminar: "housing" }, ann);
		await followUp(talk.storage);
		talk.pass(Date.parse(asked) - Date.parse(opens));
		await talk.house.tick("questionnaires.plan");
		await talk.house.tick("questionnaires.ask");
		await talk.house.allSaid();
	});

	const bot = startProgram(answering, [folder, "ann", asked, "quite a lot"], {});
	await bot.line(/^committed$/);
	bot.child.kill("SIGKILL");
	await bot.ended;

	await inside(folder, async (talk) => {
		expect(await answersOf(talk.storage, "ann")).toEqual({ helped: "quite-a-lot" });
		talk.pass(Date.parse(asked) - Date.parse(opens) + 10 * 60_000);
		await talk.house.allSaid();
		expect(talk.shown.map(({ message }) => plain(message))).toEqual([
			expect.stringMatching(/^Noted: Quite a lot\..*Question: 2 of 11/s),
		]);
		expect(await talk.ask("none", ann)).toContain("Question: 3 of 11");
		expect(await answersOf(talk.storage, "ann")).toEqual({ helped: "quite-a-lot", themes: ["none"] });
	});
}, 240_000);
