import type { Block, Message } from "#chat/message.ts";

/** A message with every kind of block. What a reader is to see begins with "Shown", or is an address. */
export const everyBlock: Message = {
	summary: "One of each",
	blocks: [
		{ kind: "heading", text: "Shown heading: 1. <b> & *stars* #tags" },
		{ kind: "prose", text: "Shown prose <!channel> <@U1> _so_\n\nShown second paragraph &amp; [x](y)" },
		{
			kind: "facts",
			items: [
				{ name: "Shown name", text: "Shown Kent & Medway" },
				{ name: "Shown other name", text: "Shown 2 < 3" },
			],
		},
		{ kind: "quote", text: "Shown exact words of the review" },
		{
			kind: "sources",
			items: [
				{ text: "Shown source, paragraph 2.2" },
				{ text: "Shown linked source", url: "https://example.org/review?a=1&b=2" },
			],
		},
		{
			kind: "choices",
			name: "agency",
			label: "Shown question?",
			options: ["Shown police", "Shown health", `Shown ${"rather long ".repeat(9)}option`].map(
				(label, at) => ({ label, value: `option-${at}` }),
			),
			submit: { label: "Shown submit", action: "people.join" },
		},
		{
			kind: "form",
			fields: [
				{ name: "title", label: "Shown line", hint: "Shown hint", input: "line" },
				{ name: "text", label: `Shown ${"rather long ".repeat(15)}label`, input: "text", optional: true },
				{ name: "on", label: "Shown date", input: "date" },
				{ name: "at", label: "Shown time", input: "time" },
				{
					...{ name: "one", label: "Shown one", input: "one" },
					options: ["Shown first", "Shown second"].map((label) => ({ label, value: label })),
				},
				{
					...{ name: "some", label: "Shown some", input: "some" },
					options: ["Shown third", "Shown fourth"].map((label) => ({ label, value: label })),
				},
			],
			submit: { label: "Shown send", action: "lessons.save" },
		},
		{
			kind: "buttons",
			items: [
				{ label: "Shown button", action: "answers.themes", tone: "danger" },
				{ label: `Shown ${"rather long ".repeat(9)}button`, action: "answers.theme" },
				{ label: "Shown link", url: "https://example.org/more" },
			],
		},
		{
			kind: "chart",
			title: "Shown chart",
			sentence: "Shown sentence of the chart.",
			bars: [
				{ label: "Shown bar with quite a long label", value: 17 },
				{ label: "Shown bar", value: 4 },
			],
		},
		{ kind: "progress", label: "Shown progress", done: 3, of: 5 },
		{ kind: "file", name: "Shown file.ics", url: "https://example.org/file?signed=1" },
	],
};

/** All that a reader is to see of it. */
export function stringsOf(value: unknown): string[] {
	if (typeof value === "string") return /^(Shown |https:)/.test(value) ? [value] : [];
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value).flatMap(stringsOf);
}

/** Three things to choose from. */
export const options = ["police", "health", "housing"].map((one) => ({ label: one, value: one }));

type Begun = {
	title?: string;
	learning?: string;
	on?: string;
	at?: string;
	sector?: string;
	themes?: string[];
};
/** A form with every kind of field, as it stands when these were put in before. */
export const form = ({ title, learning, on, at, sector, themes }: Begun = {}): Block => ({
	kind: "form",
	fields: [
		{ name: "title", optional: true, label: "Title", input: "line", value: title },
		{
			name: "learning",
			optional: true,
			label: "The learning",
			hint: "In a few lines",
			input: "text",
			value: learning,
		},
		{ name: "on", optional: true, label: "Date", input: "date", value: on },
		{ name: "at", optional: true, label: "Time", input: "time", value: at },
		{ name: "sector", optional: true, label: "Sector", input: "one", options, value: sector },
		{ name: "themes", optional: true, label: "Themes", input: "some", options, value: themes },
	],
	submit: { label: "Save", action: "lessons.save", value: { draft: "7" } },
});
