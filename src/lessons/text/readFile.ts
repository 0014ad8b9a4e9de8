import { z } from "zod";
import { readHead } from "#chat/files/head.ts";
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
	const read = readHead(file, headShape);
	if ("problems" in read) return read;
	const { kind } = read.head;
	const sections = readSections(read.body);
	const text: LessonText = { ...textOf(read.head, known), ...sections.text };
	const fields = Object.keys(labels) as TextField[];
	const found: Problem[] = [
		...missing(kind, text),
		...wrongIn(text, fields, known, now),
		...findIdentifying(text, fields, screen),
	];
	const problems = [...sections.problems, ...found.map(problemInWords)];
	return problems.length > 0 ? { problems } : { kind, text };
}

function textOf(head: z.output<typeof headShape>, known: Known): LessonText {
	const { kind: _, themes, audience, published, review, "take-down": takeDown, ...rest } = head;
	const words = Object.fromEntries(Object.entries(rest).map(([field, each]) => [field, written(each)]));
	return {
		...{ ...emptyText, ...words },
		themes: listed(themes).map((each) => themeNamed(each, known)),
		audience: listed(audience).map((each) => audiences.find((one) => same(one, each)) ?? each),
		...{ publishedOn: written(published), reviewOn: written(review), takeDownOn: written(takeDown) },
	};
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
