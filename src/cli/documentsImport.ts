import { resolve } from "node:path";
import { many } from "#chat/wording/many.ts";
import { largestFile, tooLarge } from "#knowledge/documents/formats/fileType.ts";
import { compareWithHeld, importDocument } from "#knowledge/documents/importDocument.ts";
import type { ImportOptions } from "#knowledge/documents/importOptions.ts";
import { named, placeAmongHeld } from "#knowledge/documents/placeAmongHeld.ts";
import { prepareImport } from "#knowledge/documents/prepareImport.ts";
import {
	type Command,
	type CommandArgs,
	type CommandContext,
	confirm,
	refuse,
	unconfirmed,
} from "./command.ts";
import { tellPublished } from "./documents.ts";
import { importSummary } from "./importSummary.ts";
import { readInput } from "./inputFile.ts";

/** Reads a paper, shows what it understood, and publishes it on a yes. */
export const documentsImport: Command = {
	name: "documents import",
	takes: "FILE",
	about:
		"Reads a published paper or review (.docx, .pdf, .txt or .md), shows what it understood, and publishes it when you say yes.",
	options: {
		title: { type: "string", value: "TEXT", about: "its title, where the paper does not say it plainly" },
		publisher: { type: "string", value: "TEXT", about: "who published it" },
		published: {
			type: "string",
			value: "YYYY-MM-DD",
			about: "when it was published; YYYY-MM where the day is not known",
		},
		pseudonym: { type: "string", value: "NAME", about: "the name that the review gives the person who died" },
		partnership: {
			type: "string",
			value: "TEXT",
			about: "who published the review that it is the report of",
		},
		"take-down": {
			type: "string",
			value: "YYYY-MM-DD",
			about: "the day from which nothing of it is shown, in British time; none where it is to stay",
		},
		area: { type: "string", value: "TEXT", about: 'the area it is about, such as "Kent and Medway"' },
		link: { type: "string", value: "https://…", about: "where it can be read" },
		id: { type: "string", value: "ID", about: "its id here; the same paper under that id is replaced" },
		theme: {
			type: "string",
			multiple: true,
			value: "2.1=ID,ID",
			about: "a paragraph's themes, the main one first; may be repeated",
		},
		scope: {
			type: "string",
			multiple: true,
			value: "2.1=SCOPE",
			about: "national, local, both or unstated; may be repeated",
		},
		publish: { type: "boolean", about: "publish without asking" },
		brief: { type: "boolean", about: "leave out the summary" },
	},
	needs: "content",
	yes: "publish",
	example: 'npm run bot -- documents import report.pdf --pseudonym "Anna" --take-down 2028-05-03',
	run: runImport,
};

async function runImport({ file, values }: CommandArgs, context: CommandContext): Promise<number> {
	const { db, io } = context;
	const path = resolve(context.cwd, file);
	const read = await readInput(path, largestFile, tooLarge(path));
	if ("problem" in read) return refuse(io, read.problem);
	const options = importOptions(values);
	if ("problems" in options) return refuse(io, ...options.problems);
	const themes = await db.theme.findMany({ orderBy: { position: "asc" } });
	const paper = { name: path, bytes: read.bytes };
	const prepared = await prepareImport(paper, options.options, themes, context.now);
	if ("problems" in prepared) return refuse(io, ...prepared.problems);
	const place = await placeAmongHeld(db, prepared.document, options.options.id !== undefined);
	if ("problem" in place) return refuse(io, place.problem);
	const { document, replaces } = place;
	const held = await compareWithHeld(db, document);
	if (held === "starter")
		return refuse(io, `The id ${document.id} belongs to the starter pack. Give another with --id.`);
	if (!values.brief) io.out(importSummary({ ...prepared, document }));
	if (held === "same") {
		io.out("\nThis is held already, as it is: there is nothing to publish.");
		return 0;
	}
	if (replaces)
		io.out(
			held === "withdrawn"
				? "\nThis was withdrawn; publishing brings it back."
				: `\nPublishing replaces what is held as ${replaces.id}: ${named(replaces)}.`,
		);
	if (!values.publish) {
		const question = `\nPublish ${document.passages.length === 1 ? "this passage" : `these ${document.passages.length} passages`}?`;
		const said = await confirm(
			io,
			question,
			"Run the same command with --publish at its end. Nothing was changed.",
		);
		if (said === "nobody") return unconfirmed;
		if (said === "no") {
			io.out("Nothing was published.");
			return 0;
		}
	}
	tellPublished(
		io,
		`${many(document.passages.length, "passage")} published`,
		await importDocument(db, document),
	);
	return 0;
}

function importOptions(values: CommandArgs["values"]): { options: ImportOptions } | { problems: string[] } {
	const text = (name: string) => (typeof values[name] === "string" ? values[name] : undefined);
	const pairs = (name: string) =>
		(Array.isArray(values[name]) ? values[name] : []).map((each) => each.split("="));
	const wrong = [...pairs("theme"), ...pairs("scope")].filter(
		([paragraph, value, more]) => !paragraph || !value || more !== undefined,
	);
	if (wrong.length > 0)
		return {
			problems: wrong.map(
				(each) => `“${each.join("=")}” is not of the form PARAGRAPH=VALUE, such as 2.1=awareness.`,
			),
		};
	return {
		options: {
			id: text("id"),
			title: text("title"),
			publisher: text("publisher"),
			published: text("published"),
			pseudonym: text("pseudonym"),
			partnership: text("partnership"),
			takeDown: text("take-down"),
			area: text("area"),
			link: text("link"),
			themes: Object.fromEntries(
				pairs("theme").map(([paragraph = "", ids = ""]) => [
					paragraph.trim(),
					ids.split(",").map((id) => id.trim()),
				]),
			),
			scopes: Object.fromEntries(
				pairs("scope").map(([paragraph = "", scope = ""]) => [paragraph.trim(), scope.trim()]),
			),
		},
	};
}
