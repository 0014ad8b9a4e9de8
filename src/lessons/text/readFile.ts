import { parse as parseYaml, YAMLParseError } from "yaml";
import { z } from "zod";
import type { LessonKind } from "#generated/client.ts";
import { type Known, missing, type Problem, problemInWords, wrongIn } from "./checkText.ts";
import { clean } from "./clean.ts";
import { findIdentifying, type Screen } from "./findIdentifying.ts";
import { audiences, emptyText, type LessonText, labels, type TextField } from "./lessonText.ts";
import { readSections } from "./readSections.ts";

/** A lesson as a file has it, checked. */
export type LessonFile = { kind: LessonKind; text: LessonText };

const few = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]).optional();
const one = z.union([z.string(), z.number()]).optional();
const headShape = z.strictObject({
	...{
		kind: z.enum(["lesson", "review"]).default("lesson"),
		title: one,
		themes: few,
		audience: few,
		area: one,
	},
	...{ partnership: one, pseudonym: one, published: one, link: one, review: one, "take-down": one },
});
const headFields = Object.keys(headShape.shape).join(", ");

/**
 * Reads a lesson from Markdown: a head in YAML between lines of “---”, and sections headed “What happened”,
 * “The learning” and so on. Tells every problem at once, by field.
 */
export function readFile(
	file: string,
	known: Known,
	screen: Screen,
	now: Date,
): LessonFile | { problems: string[] } {
	const [, head, body = ""] =
		/^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n([\s\S]*))?$/.exec(file) ?? [];
	if (head === undefined)
		return { problems: ["The file does not begin with a head between two lines of “---”."] };
	const read = readHead(head, known);
	if ("problems" in read) return read;
	const sections = readSections(body);
	const text: LessonText = { ...read.text, ...sections.text };
	const fields = Object.keys(labels) as TextField[];
	const found: Problem[] = [
		...missing(read.kind, text),
		...wrongIn(text, fields, known, now),
		...findIdentifying(text, fields, screen),
	];
	const problems = [...sections.problems, ...found.map(problemInWords)];
	return problems.length > 0 ? { problems } : { kind: read.kind, text };
}

function readHead(head: string, known: Known): LessonFile | { problems: string[] } {
	let value: unknown;
	try {
		value = parseYaml(head);
	} catch (error) {
		const line = error instanceof YAMLParseError ? error.linePos?.[0].line : undefined;
		return { problems: [`The head cannot be read${line ? `: look at line ${line + 1}` : ""}.`] };
	}
	const parsed = headShape.safeParse(value ?? {});
	if (!parsed.success) return { problems: parsed.error.issues.map(inWords) };
	const { kind, themes, audience, published, review, "take-down": takeDown, ...rest } = parsed.data;
	const words = Object.fromEntries(Object.entries(rest).map(([field, each]) => [field, written(each)]));
	const text = {
		...{ ...emptyText, ...words },
		themes: listed(themes).map((each) => themeNamed(each, known)),
		audience: listed(audience).map((each) => audiences.find((one) => same(one, each)) ?? each),
		...{ publishedOn: written(published), reviewOn: written(review), takeDownOn: written(takeDown) },
	};
	return { kind, text };
}

function themeNamed(name: string, { themes }: Known): string {
	return themes.find((theme) => same(theme.id, name) || same(theme.name, name))?.id ?? name;
}

function same(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}

function written(value: string | number | undefined): string {
	return value === undefined ? "" : clean(String(value));
}

function listed(value: z.infer<typeof few>): string[] {
	const all = Array.isArray(value) ? value : String(value ?? "").split(/[,\n]/);
	return [...new Set(all.map((each) => clean(String(each))).filter(Boolean))];
}

function inWords(issue: z.core.$ZodIssue): string {
	if (issue.code === "unrecognized_keys")
		return `There is no field “${issue.keys.join("”, “")}”. The fields of the head are: ${headFields}.`;
	return `${issue.path.join(", ") || "The head"}: is not what is expected there.`;
}
