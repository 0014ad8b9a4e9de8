import { resolve } from "node:path";
import { many } from "#chat/wording/many.ts";
import { screen } from "#guard/screen.ts";
import { daysOf, toLesson } from "#lessons/lesson.ts";
import { titleOf } from "#lessons/text/lessonText.ts";
import { readFile } from "#lessons/text/readFile.ts";
import { audit } from "#people/audit.ts";
import type { Command, CommandArgs, CommandContext } from "./command.ts";
import { readInput, refuseImport, refuseUnread } from "./inputFile.ts";

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
		io.out(`${many(rows.length, "lesson")}.`);
		return 0;
	},
};

/** Larger than any lesson that people write. */
const largestFile = 1_000_000;

async function runImport({ file }: CommandArgs, { db, cwd, now, io }: CommandContext): Promise<number> {
	const input = await readInput(resolve(cwd, file), largestFile);
	if ("problem" in input) return refuseUnread(io, input.problem);
	const themes = await db.theme.findMany({ select: { id: true, name: true } });
	const read = readFile(new TextDecoder().decode(input.bytes), { themes }, screen, now);
	if ("problems" in read) return refuseImport(io, read.problems);
	const { kind, text } = read;
	await db.$transaction(async (tx) => {
		const row = { kind, text, ...daysOf(text), createdAt: now, changedAt: now };
		const { id } = await tx.lesson.create({ data: row });
		await audit(tx, { by: "operator", what: "lesson written", about: id }, now);
	});
	io.out(`Kept as a draft: ${titleOf(kind, text)}. A coordinator finds it in chat: “lessons”.`);
	return 0;
}
