import { readFile as readBytes, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { screen } from "#guard/screen.ts";
import { daysOf, toLesson } from "#lessons/lesson.ts";
import { titleOf } from "#lessons/text/lessonText.ts";
import { readFile } from "#lessons/text/readFile.ts";
import { audit } from "#people/audit.ts";
import type { Command, CommandArgs, CommandContext, CommandIo } from "./command.ts";

/** Keeps a lesson, or the announcement of a review, from a Markdown file as a draft. */
export const lessonsImport: Command = {
	name: "lessons import",
	takes: "FILE",
	about:
		"keeps a lesson or the announcement of a review (Markdown with a head) as a draft: it is approved and released in chat",
	options: {},
	needs: "content",
	example: "npm run bot -- lessons import lessons/ask-on-every-visit.md",
	run: runImport,
};

/** Lists the lessons with how they stand. */
export const lessonsList: Command = {
	name: "lessons list",
	takes: "",
	about: "lists the lessons, the newest first, with their state",
	options: {},
	needs: "schema",
	example: "npm run bot -- lessons list",
	async run(_args, { db, io }) {
		const rows = await db.lesson.findMany({ orderBy: [{ changedAt: "desc" }, { id: "asc" }] });
		for (const { id, kind, state, text } of rows.map(toLesson))
			io.out(`${id}\n  ${titleOf(kind, text)}\n  ${kind}, ${state}`);
		io.out(`${rows.length} ${rows.length === 1 ? "lesson" : "lessons"}.`);
		return 0;
	},
};

/** Larger than any lesson that people write. */
const largestFile = 1_000_000;

async function runImport({ file }: CommandArgs, { db, cwd, now, io }: CommandContext): Promise<number> {
	const markdown = await readText(resolve(cwd, file));
	if (markdown === undefined) return refuse(io, [`${file} cannot be read, or is larger than 1 MB.`]);
	const themes = await db.theme.findMany({ select: { id: true, name: true } });
	const read = readFile(markdown, { themes }, screen, now);
	if ("problems" in read) return refuse(io, read.problems);
	const { kind, text } = read;
	await db.$transaction(async (tx) => {
		const row = { kind, text, ...daysOf(text), createdAt: now, changedAt: now };
		const { id } = await tx.lesson.create({ data: row });
		await audit(tx, { by: "operator", what: "lesson written", about: id }, now);
	});
	io.out(`Kept as a draft: ${titleOf(kind, text)}. A coordinator finds it in chat: “lessons”.`);
	return 0;
}

async function readText(file: string): Promise<string | undefined> {
	try {
		return (await stat(file)).size > largestFile
			? undefined
			: new TextDecoder().decode(await readBytes(file));
	} catch {
		return undefined;
	}
}

function refuse(io: CommandIo, problems: string[]): number {
	io.out(`Nothing was imported.\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
	return 1;
}
