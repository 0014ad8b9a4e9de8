import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Command, CommandContext } from "#cli/command.ts";
import { lessonsImport, lessonsList } from "#cli/lessons.ts";
import { useDatabase } from "../support/database.ts";
import { addThemes } from "./written.ts";

const database = useDatabase();
let cwd: string;
beforeEach(async () => {
	cwd = await mkdtemp(join(tmpdir(), "lessons-"));
	await addThemes(database.db);
});
afterEach(() => rm(cwd, { recursive: true }));

async function run(command: Command, file = "") {
	const said: string[] = [];
	const io = { out: (text: string) => void said.push(text) };
	const now = new Date("2026-04-14T10:20:00Z");
	const context = { db: database.db, cwd, now, io } as unknown as CommandContext;
	return { exitCode: await command.run({ file, values: {} }, context), output: said.join("\n") };
}

const lesson = `---
title: Ask alone, on every visit
themes: Housing
partnership: Example Community Safety Partnership
published: 2026-03-02
review: 2027-04-14
---

# Headline

People tell us more when we ask again.

# What happened

Questions were asked once.

# The learning

Ask alone.

# What to do now

Find a way to speak alone.
`;

describe("lessons import", () => {
	it("keeps a draft that a coordinator finds in chat", async () => {
		await writeFile(join(cwd, "one.md"), lesson);
		expect(await run(lessonsImport, "one.md")).toEqual({
			exitCode: 0,
			output: "Kept as a draft: Ask alone, on every visit. A coordinator finds it in chat: “lessons”.",
		});
		expect((await run(lessonsList)).output).toContain(
			"Ask alone, on every visit\n  lesson, draft\n1 lesson.",
		);
		expect(await database.db.lesson.findMany()).toMatchObject([{ authorId: null, reviewOn: "2027-04-14" }]);
	});

	it("keeps nothing of a file with anything wrong in it, and says what, by field", async () => {
		const wrong = lesson
			.replace("Housing", "Houses")
			.replace("Questions were asked once.", "They lived at 12 High Street, Dover.");
		await writeFile(join(cwd, "one.md"), wrong);
		const { exitCode, output } = await run(lessonsImport, "one.md");
		expect(exitCode).toBe(1);
		expect(output).toContain(
			"Nothing was imported.\n- Themes: “Houses” is not a theme.\n- What happened: this seems to hold",
		);
		expect(await database.db.lesson.count()).toBe(0);
		expect((await run(lessonsImport, "nothing.md")).output).toContain("cannot be read");
	});
});
