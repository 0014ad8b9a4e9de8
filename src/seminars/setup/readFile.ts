import { z } from "zod";
import { readHead } from "#chat/files/head.ts";
import { readCsv } from "../files/csv.ts";
import { type Draft, type Known, readDraft, type Written, writtenFields } from "./draft.ts";

/** Seminars read from a file, or what is wrong with it, place by place. */
export type ReadFile = { drafts: Draft[] } | { problems: string[] };

/** The most seminars in one file: a nation's year. */
const mostRows = 1_000;

/** Reads seminars from the text of a file: one from Markdown with a head, or a row each from CSV. */
export function readSeminars(text: string, kind: "markdown" | "csv", known: Known): ReadFile {
	return kind === "csv" ? fromCsv(text, known) : fromMarkdown(text, known);
}

function fromCsv(text: string, known: Known): ReadFile {
	const table = readCsv(text, { needs: ["title", "date", "starts", "ends", "venue", "capacity"], mostRows });
	if ("problem" in table) return { problems: [table.problem] };
	const unknown = table.columns.filter((column) => !(writtenFields as readonly string[]).includes(column));
	if (unknown.length > 0) return { problems: [`There is no field “${unknown.join("”, “")}”. ${fieldList}`] };
	const read = table.rows.map(({ line, cells }) => ({ line, draft: readDraft(cells as Written, known) }));
	const problems = read.flatMap(({ line, draft }) =>
		"problems" in draft
			? draft.problems.map((problem) => `Line ${line}, ${problem.field}: ${problem.text}.`)
			: [],
	);
	const seen = new Map<string, number>();
	for (const { line, draft } of read) {
		if ("problems" in draft) continue;
		const before = seen.get(draft.id);
		if (before) problems.push(`Line ${line}: “${draft.id}” is on line ${before} already.`);
		else seen.set(draft.id, line);
	}
	if (problems.length > 0) return { problems };
	return { drafts: read.flatMap(({ draft }) => ("problems" in draft ? [] : [draft])) };
}

function fromMarkdown(text: string, known: Known): ReadFile {
	const read = readHead(text, headShape);
	if ("problems" in read) return read;
	const written = writtenOf(read.head);
	const about = read.body.trim() || written.about;
	const draft = readDraft({ ...written, about }, known);
	if ("problems" in draft)
		return { problems: draft.problems.map(({ field, text: problem }) => `${field}: ${problem}.`) };
	return { drafts: [draft] };
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const session = z.strictObject({
	title: z.string(),
	chair: z.string(),
	agencies: z.array(z.string()).default([]),
});
const held = z.strictObject({ agency: z.string(), seats: z.number(), until: z.string() });
const headShape = z.strictObject({
	...Object.fromEntries(writtenFields.map((field) => [field, scalar.optional()])),
	themes: z.union([scalar, z.array(scalar)]).optional(),
	for: z.union([scalar, z.array(scalar)]).optional(),
	sessions: z.union([scalar, z.array(session)]).optional(),
	held: z.union([scalar, z.array(held)]).optional(),
});

/** The head's lists, written as a form or a CSV file has them. */
function writtenOf(head: z.output<typeof headShape>): Written {
	const { sessions, held: holds, themes, for: audience, ...rest } = head;
	return {
		...Object.fromEntries(Object.entries(rest).map(([field, each]) => [field, asText(each)])),
		sessions: Array.isArray(sessions)
			? sessions.map((each) => `${each.title} | ${each.chair} | ${each.agencies.join(", ")}`).join("\n")
			: asText(sessions),
		held: Array.isArray(holds)
			? holds.map((each) => `${each.agency}: ${each.seats} until ${each.until}`).join("\n")
			: asText(holds),
		themes: Array.isArray(themes) ? themes.join("\n") : asText(themes),
		for: Array.isArray(audience) ? audience.join("\n") : asText(audience),
	};
}

function asText(value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

const fieldList = `The fields are: ${writtenFields.join(", ")}.`;
