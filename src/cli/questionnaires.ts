import { readFile, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { readQuestionnaire } from "#questionnaires/script/readQuestionnaire.ts";
import { newestOfAll, shelve } from "#questionnaires/script/shelf.ts";
import type { Command } from "./command.ts";

/** Brings a questionnaire in from a file, in a new version. */
export const questionnairesImport: Command = {
	name: "questionnaires import",
	takes: "FILE",
	about:
		"Reads a questionnaire (YAML, as prisma/content/questionnaire.yaml is), says what is wrong with it, and holds it.",
	options: { check: { type: "boolean", about: "only say what is wrong with it" } },
	needs: "schema",
	example: "npm run bot -- questionnaires import follow-up.yaml",
	async run({ file, values }, { db, cwd, now, io }) {
		const text = await readText(resolve(cwd, file));
		if ("problem" in text) {
			io.out(text.problem);
			return 1;
		}
		const read = readQuestionnaire(text.text);
		if ("problems" in read) {
			for (const problem of read.problems) io.out(problem);
			return 1;
		}
		const { id, title, version, items, mode } = read.questionnaire;
		const what = `“${title}” (${id}, version ${version}, ${mode}, ${items.length} questions)`;
		if (values.check) {
			io.out(`${what} is in order. Nothing was changed.`);
			return 0;
		}
		const shelved = await db.$transaction((tx) => shelve(tx, read.questionnaire, now));
		if (shelved.kind === "refused") {
			io.out(shelved.problem);
			return 1;
		}
		if (shelved.kind === "older") {
			io.out(`Version ${shelved.held} of “${id}” is held already. Raise version to ${shelved.held + 1}.`);
			return 1;
		}
		io.out(
			{
				new: `${what} is held. It is asked when a coordinator types “questionnaires” and says when.`,
				newer: `${what} is held. Whoever is in the middle of it goes on in this version; what they answered is kept.`,
				same: `${what} is held already, as it is: there is nothing to do.`,
			}[shelved.kind],
		);
		return 0;
	},
};

/** Lists the questionnaires that are held. */
export const questionnairesList: Command = {
	name: "questionnaires list",
	takes: "",
	about: "Lists the questionnaires that are held, each in its newest version.",
	options: {},
	needs: "schema",
	example: "npm run bot -- questionnaires list",
	async run(_, { db, io }) {
		const all = await newestOfAll(db);
		for (const { id, title, version, mode, items } of all)
			io.out(`${id}\n  ${title}, version ${version}, ${mode}, ${items.length} questions`);
		io.out(`${all.length} ${all.length === 1 ? "questionnaire" : "questionnaires"}.`);
		return 0;
	},
};

async function readText(path: string): Promise<{ text: string } | { problem: string }> {
	try {
		if ((await stat(path)).size > 1_000_000)
			return { problem: `${path} is larger than 1 MB: no questionnaire is.` };
		return { text: await readFile(path, "utf8") };
	} catch (error) {
		const code = String((error as { code?: unknown }).code);
		if (code === "ENOENT" || code === "ENOTDIR")
			return { problem: `There is no file ${path}. Check the name and the folder.` };
		if (code === "EISDIR")
			return { problem: `${path} is a folder. Name the file in it that is to be imported.` };
		return { problem: `${path} cannot be read (${code}).` };
	}
}
