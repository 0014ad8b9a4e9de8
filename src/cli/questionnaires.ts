import { resolve } from "node:path";
import { many } from "#chat/wording/many.ts";
import { readQuestionnaire } from "#questionnaires/script/readQuestionnaire.ts";
import { newestOfAll, shelve } from "#questionnaires/script/shelf.ts";
import { type Command, refuse } from "./command.ts";
import { readInput } from "./inputFile.ts";

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
		const input = await readInput(resolve(cwd, file), largestFile);
		if ("problem" in input) return refuse(io, input.problem);
		const read = readQuestionnaire(new TextDecoder().decode(input.bytes));
		if ("problems" in read) return refuse(io, ...read.problems);
		const { id, title, version, items, mode } = read.questionnaire;
		const what = `“${title}” (${id}, version ${version}, ${mode}, ${items.length} questions)`;
		if (values.check) {
			io.out(`${what} is in order. Nothing was changed.`);
			return 0;
		}
		const shelved = await db.$transaction((tx) => shelve(tx, read.questionnaire, now));
		if (shelved.kind === "refused") return refuse(io, shelved.problem);
		if (shelved.kind === "older")
			return refuse(
				io,
				`Version ${shelved.held} of “${id}” is held already. Raise version to ${shelved.held + 1}.`,
			);
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

/** Larger than any questionnaire that people write. */
const largestFile = 1_000_000;

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
		io.out(`${many(all.length, "questionnaire")}.`);
		return 0;
	},
};
