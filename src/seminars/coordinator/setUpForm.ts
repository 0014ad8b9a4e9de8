import { z } from "zod";
import type { Field, Json, Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import {
	type Known,
	longest,
	type Problem,
	type Written,
	type WrittenField,
	writtenFields,
} from "../setup/draft.ts";

const filledIn = z.record(
	z.string().max(40),
	z.union([z.string().max(4_000), z.array(z.string().max(200)).max(200), z.null()]),
);

/** What a form of a seminar brought back, as it would be written in a file. */
export function readForm(value: Json): Written | undefined {
	const read = filledIn.safeParse(value);
	if (!read.success) return undefined;
	const text = (field: string) => {
		const each = read.data[field];
		return Array.isArray(each) ? each.join("\n") : (each ?? "");
	};
	const clock = text("clock");
	const written = Object.fromEntries(writtenFields.map((field) => [field, text(field)])) as Written;
	return clock
		? { ...written, starts: `${written.starts} ${clock}`, ends: `${written.ends} ${clock}` }
		: written;
}

/** The seminar that a form is to change, and the mark of what stood in it when it was shown. */
export type Shown = { id: string; shown: string };

/** The form to set a seminar up, or to change it; with what was filled in, and what is wrong with that. */
export function setUpForm(
	written: Written,
	known: Known,
	problems: Problem[],
	of?: Shown,
	first?: string,
): Message {
	const twice = problems.some(({ text }) => text.includes("comes twice"));
	return message([
		{ kind: "heading", text: of ? `Change: ${written.title}` : "New seminar" },
		...(first ? [{ kind: "prose" as const, text: first }] : []),
		...(problems.length > 0
			? [
					{
						kind: "prose" as const,
						text: [
							"Nothing has been kept yet. Please mend this first:",
							...problems.map(
								({ field, text }) => `${field in labels ? labels[field as Asked] : field}: ${text}.`,
							),
						].join("\n"),
					},
				]
			: []),
		{
			kind: "form",
			fields: fieldsOf(written, known, twice),
			submit: {
				label: of ? "Keep the changes" : "Keep as a draft",
				action: of ? "seminars.apply" : "seminars.create",
				value: of ?? {},
				tone: "primary",
			},
		},
	]);
}

const labels: Record<Exclude<WrittenField, "id">, string> = {
	title: "Title",
	date: "Date",
	starts: "Starts",
	ends: "Ends",
	venue: "Place",
	link: "Link to join online",
	capacity: "Capacity",
	waiting: "Waiting list",
	for: "Who may book",
	themes: "Themes",
	sessions: "Sessions",
	held: "Seats held",
	access: "Access",
	about: "About it",
};

type Asked = keyof typeof labels;

function fieldsOf(written: Written, { themes }: Known, twice: boolean): Field[] {
	const value = (name: Asked) => written[name] || undefined;
	const named = (name: Asked, hint?: string) => ({ name, label: labels[name], hint });
	const line = (name: Asked, hint?: string): Field => ({
		...named(name, hint),
		...{ input: "line", most: longest[name], value: value(name) },
	});
	const text = (name: Asked, hint?: string): Field => ({
		...named(name, hint),
		...{ input: "text", most: longest[name], value: value(name), optional: true },
	});
	const time = (name: "starts" | "ends"): Field => ({
		...named(name),
		...{ input: "time", value: value(name)?.replace(/ (BST|GMT)$/i, "") },
	});
	return [
		line("title"),
		{ ...named("date"), input: "date", value: value("date") },
		time("starts"),
		time("ends"),
		...(twice ? [whichClock] : []),
		line("venue", "The building and town, or “online”."),
		{ ...line("link", "https://…"), optional: true },
		line("capacity", "How many people can take part."),
		{ ...named("waiting"), input: "one", options: yesOrNo, value: value("waiting") ?? "yes" },
		{ ...line("for", "Sectors or agencies, parted by commas. Leave empty for everybody."), optional: true },
		{
			...named("themes"),
			...{ input: "some", optional: true, value: value("themes")?.split("\n") },
			options: themes.map(({ id, name }) => ({ label: name, value: id })),
		},
		text("sessions", "A line each: Title | Chair | Agency, Agency"),
		text("held", "A line each: Agency: 10 until 2026-05-01"),
		text("access", "Step-free way in, hearing loop, captions, quiet room, breaks."),
		text("about"),
	];
}

const yesOrNo = [
	{ label: "Yes, when all places are taken", value: "yes" },
	{ label: "No", value: "no" },
];

const whichClock: Field = {
	name: "clock",
	label: "Which of the two",
	hint: "The clocks go back that night, so this time comes twice.",
	input: "one",
	options: [
		{ label: "The first, before the clocks go back", value: "BST" },
		{ label: "The second, after the clocks have gone back", value: "GMT" },
	],
};
