import { z } from "zod";
import type { Block, Field, Json, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { LessonKind } from "#generated/client.ts";
import { type Known, needed, type Problem, problemInWords } from "../text/checkText.ts";
import { clean } from "../text/clean.ts";
import {
	audienceOptions,
	type LessonText,
	labels,
	most,
	mostCharacters,
	type TextField,
} from "../text/lessonText.ts";

/** One form of those in which a lesson is written: as much as a message can hold. */
export type Step = { title: string; fields: TextField[] };

/** The forms for each kind, in order. */
export const steps: Record<LessonKind, Step[]> = {
	lesson: [
		{ title: "What it is about", fields: ["title", "headline", "themes", "audience", "area"] },
		{ title: "What happened, and the learning", fields: ["happened", "learning"] },
		{ title: "What to do now, and other lengths", fields: ["doNow", "summary", "more"] },
		{
			title: "Where it comes from, and until when",
			fields: ["partnership", "pseudonym", "publishedOn", "link", "reviewOn", "takeDownOn"],
		},
	],
	review: [
		{
			title: "The review",
			fields: ["pseudonym", "partnership", "publishedOn", "link", "themes", "takeDownOn"],
		},
		{
			title: "In short, and for whom",
			fields: ["title", "headline", "summary", "audience", "area", "reviewOn"],
		},
	],
};

/** Which lesson a form belongs to, none yet where it begins one; and whether it is filled in by itself, not one after the other. */
export type FormOf = { lesson?: string; kind: LessonKind; step: number; alone?: boolean };

/** The value of a form's button, with what was filled in beside it. */
export const formValue = z.looseObject({
	lesson: z.uuid().optional(),
	kind: z.enum(["lesson", "review"]),
	step: z.number().int().min(0).max(3),
	alone: z.boolean().optional(),
});

const filledIn = z
	.union([z.string().max(1_000_000), z.array(z.string().max(200)).max(100), z.null()])
	.catch(null);

/** What a form brought back, in place of what the text had in its fields. */
export function readForm(value: Json, { fields }: Step, before: LessonText): LessonText {
	const given = value as Record<string, Json>;
	const text = { ...before };
	for (const field of fields) {
		const filled = filledIn.parse(given[field] ?? null);
		if (field === "themes" || field === "audience") text[field] = [filled ?? []].flat();
		else text[field] = clean(Array.isArray(filled) ? filled.join("\n") : (filled ?? ""));
	}
	return text;
}

/** One of the forms, with what is written already and what is wrong with that. */
export function stepForm(of: FormOf, text: LessonText, known: Known, problems: Problem[]): Message {
	const all = steps[of.kind];
	const { title, fields } = all[of.step] ?? { title: "", fields: [] };
	const last = of.alone || of.step === all.length - 1;
	const which = of.alone ? "" : `, ${of.step + 1} of ${all.length}`;
	return message([
		{ kind: "heading", text: `${of.kind === "lesson" ? "Lesson" : "New review"}${which}: ${title}` },
		{ kind: "prose", text: leaveOut },
		...problemBlocks(problems),
		{
			kind: "form",
			fields: fields.map((field) => inputOf(of.kind, field, text, known)),
			submit: { label: last ? "Keep" : "Keep and go on", action: "lessons.keep", value: of, tone: "primary" },
		},
		...(of.lesson ? [{ kind: "buttons" as const, items: [leave(of.lesson)] }] : []),
	]);
}

/** What is kept of a lesson stays, what was filled in now does not. */
function leave(lesson: string): Press {
	return { label: "Leave it as it is", action: "lessons.manage", value: { lesson } };
}

/** What has to be mended first; nothing where nothing has. */
function problemBlocks(problems: Problem[]): Block[] {
	if (problems.length === 0) return [];
	const lines = problems.map(problemInWords);
	return [
		{
			kind: "prose",
			text: ["Please mend this first. Nothing of this page is kept yet.", ...lines].join("\n"),
		},
	];
}

const leaveOut =
	"Leave out names, ages, places, dates of the death and anything else by which somebody could be known, also to their family.";

const hints: Partial<Record<TextField, string>> = {
	headline: "One sentence that can stand alone.",
	summary: "The learning in a minute. Left empty, the learning itself is shown.",
	happened: "In general terms only.",
	doNow: "What a practitioner does differently from today.",
	more: "What else belongs in the full text.",
	audience: "Nobody chosen: for everybody.",
	area: "Only where it is a local finding, such as “Kent and Medway”.",
	partnership: "Who published the review.",
	pseudonym: "As the published review has it. Never a real name.",
	link: "https://…",
	reviewOn: "When somebody is to look whether it is still right.",
	takeDownOn: "From this day on nothing of it is shown.",
};

function inputOf(kind: LessonKind, field: TextField, text: LessonText, { themes }: Known): Field {
	const hint = hints[field];
	const optional = !needed[kind].includes(field);
	const asked = {
		name: field,
		label: labels[field],
		...(hint ? { hint } : {}),
		...(optional ? { optional } : {}),
	};
	if (field === "themes")
		return {
			...asked,
			input: "some",
			options: themes.map(({ id, name }) => ({ label: name, value: id })),
			value: text.themes,
		};
	if (field === "audience")
		return {
			...asked,
			input: "some",
			options: audienceOptions,
			value: text.audience,
		};
	const value = text[field].slice(0, most[field]) || undefined;
	if (field === "publishedOn" || field === "reviewOn" || field === "takeDownOn")
		return { ...asked, input: "date", value: /^\d{4}-\d{2}-\d{2}$/.test(value ?? "") ? value : undefined };
	const long = field in mostCharacters && field !== "title" && field !== "headline";
	return { ...asked, input: long ? "text" : "line", most: most[field], value };
}
