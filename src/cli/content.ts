import { readableDate } from "#knowledge/cite.ts";
import { loadPack, readPack, staleHelplines } from "#knowledge/pack.ts";
import { contentFolder } from "../assemble.ts";
import { type Command, type CommandIo, refuse } from "./command.ts";

/** Reads prisma/content again and publishes what changed. */
export const contentReload: Command = {
	name: "content reload",
	takes: "",
	about: "Reads prisma/content again and publishes it where it changed.",
	options: {},
	needs: "schema",
	example: "npm run bot -- content reload",
	async run(_, { db, io }) {
		const loaded = await loadPack(db, contentFolder);
		if (loaded.kind === "refused") return needsMending(io, loaded.problems);
		if (loaded.kind === "unchanged") {
			io.out("prisma/content has not changed since it was last published: there is nothing to do.");
			return 0;
		}
		io.out(
			`Published as version ${loaded.published.version}. Every running bot answers from it from its next question on.`,
		);
		for (const warning of loaded.published.warnings) io.out(`Note: ${warning}`);
		return 0;
	},
};

/** Says what is wrong with prisma/content, and which helplines are due to be checked. */
export const contentCheck: Command = {
	name: "content check",
	takes: "",
	about:
		"Checks prisma/content without publishing it, and lists helplines last checked more than 90 days ago.",
	options: {},
	needs: "schema",
	example: "npm run bot -- content check",
	async run(_, { now, io }) {
		const found = await readPack(contentFolder);
		if ("problems" in found) return needsMending(io, found.problems);
		const { documents, themes, glossary, helplines } = found.pack;
		const passages = documents.reduce((sum, document) => sum + document.passages.length, 0);
		io.out(
			`prisma/content is in order: ${documents.length} documents with ${passages} passages, ${themes.length} themes, ${glossary.length} terms, ${helplines.length} helplines.`,
		);
		const stale = staleHelplines({ helplines }, now);
		if (stale.length === 0) io.out("Every helpline was checked within the last 90 days.");
		else
			io.out(
				"Last checked more than 90 days ago. Ring each, then set its checkedOn in prisma/content/helplines.yaml:",
			);
		for (const { name, number, checkedOn } of stale)
			io.out(`- ${name}, ${number}: checked on ${readableDate(checkedOn)}`);
		return 0;
	},
};

function needsMending(io: CommandIo, problems: string[]): number {
	return refuse(
		io,
		"prisma/content needs mending. Nothing was changed.",
		...problems.map((problem) => `- ${problem}`),
	);
}
