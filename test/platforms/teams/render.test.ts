import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, Field, Message } from "#chat/message.ts";
import { toActivities, toReplacement } from "#platforms/teams/render.ts";

type Node = { [key: string]: unknown };

function nodes(value: unknown): Node[] {
	if (Array.isArray(value)) return value.flatMap(nodes);
	if (typeof value !== "object" || value === null) return [];
	return [value as Node, ...Object.values(value).flatMap(nodes)];
}

const link = /^\[(.*)\]\((\S*)\)$/s;

/** What a person reads of the cards, white space aside: markdown of TextBlocks undone, other texts as they are. */
function shown(activities: unknown): string {
	return nodes(activities)
		.flatMap((node) => {
			if (node.type === "TextBlock")
				return [
					String(node.text)
						.replace(link, "$1")
						.replace(/\\([!-/:-@[-`{-~])/g, "$1"),
				];
			return [node.text, node.title, node.label, node.x, node.y].filter(
				(text) => typeof text === "string" || typeof text === "number",
			);
		})
		.join("")
		.replace(/\s+/g, "");
}

function card(message: Message) {
	const [first] = toActivities(message, "card-1");
	return first?.attachments?.[0]?.content as { body: Node[] } & Node;
}

function only(...blocks: Block[]): Message {
	return { summary: "A summary.", blocks };
}

const word = fc
	.string({ minLength: 1, maxLength: 40, unit: "grapheme" })
	.filter((text) => text.trim() !== "");
const text = fc.oneof(
	word,
	fc
		.tuple(word, fc.integer({ min: 1, max: 20_000 }))
		.map(([of, length]) => of.repeat(Math.ceil(length / of.length))),
	fc
		.array(
			fc.constantFrom(
				"**bold**",
				"[a](b)",
				"# x",
				"- y",
				"1. z",
				"a_b_c",
				"\\",
				"&amp;",
				"<at>",
				"{{DATE(x)}}",
				"!",
				"\n",
				"\n\n",
				"|",
				"~~",
				"x",
			),
			{ minLength: 1, maxLength: 30 },
		)
		.map((parts) => `x${parts.join(" ")}x`),
);
const url = fc.webUrl({ validSchemes: ["https"] });
const press = fc.record({
	label: word,
	action: fc.constant("answers.themes"),
	value: fc.constant({ page: 1 }),
});
const options = fc.array(fc.record({ label: word, value: word }), { minLength: 1, maxLength: 12 });
const asked = { label: word, hint: fc.option(word, { nil: undefined }), optional: fc.boolean() };
const field: fc.Arbitrary<Field> = fc.oneof(
	fc.record({ name: word, ...asked, input: fc.constantFrom("line" as const, "text" as const), value: word }),
	fc.record({ name: word, ...asked, input: fc.constant("date" as const) }),
	fc.record({ name: word, ...asked, input: fc.constant("time" as const) }),
	fc.record({ name: word, ...asked, input: fc.constantFrom("one" as const, "some" as const), options }),
	fc.record({ name: word, ...asked, input: fc.constant("channel" as const) }),
);
const block: fc.Arbitrary<Block> = fc.oneof(
	fc.record({ kind: fc.constant("heading" as const), text }),
	fc.record({ kind: fc.constant("prose" as const), text }),
	fc.record({ kind: fc.constant("quote" as const), text }),
	fc.record({
		kind: fc.constant("facts" as const),
		items: fc.array(fc.record({ name: word, text }), { maxLength: 6 }),
	}),
	fc.record({
		kind: fc.constant("sources" as const),
		items: fc.array(fc.record({ text, url: fc.option(url, { nil: undefined }) }), { maxLength: 6 }),
	}),
	fc.record({
		kind: fc.constant("choices" as const),
		name: fc.constant("pick"),
		label: word,
		options,
		multiple: fc.boolean(),
		submit: press,
	}),
	fc.record({
		kind: fc.constant("form" as const),
		fields: fc.array(field, { minLength: 1, maxLength: 12 }),
		submit: press,
	}),
	fc.record({
		kind: fc.constant("buttons" as const),
		items: fc.array(fc.oneof(press, fc.record({ label: word, url })), { maxLength: 15 }),
	}),
	fc.record({
		kind: fc.constant("chart" as const),
		title: word,
		sentence: text,
		bars: fc.array(fc.record({ label: word, value: fc.nat() }), { maxLength: 8 }),
	}),
	fc.record({ kind: fc.constant("progress" as const), label: word, done: fc.nat(), of: fc.nat() }),
	fc.record({ kind: fc.constant("file" as const), name: word, url }),
);
const message: fc.Arbitrary<Message> = fc.record({
	summary: text,
	blocks: fc.array(block, { minLength: 1, maxLength: 12 }),
});

/** Every string of the blocks that a person should read. */
function strings(blocks: Block[]): string[] {
	return nodes(blocks).flatMap((node) =>
		["text", "label", "hint", "title", "sentence", "name"]
			.filter((key) => typeof node[key] === "string")
			.filter((key) => key !== "name" || !(node.kind === "choices" || "input" in node))
			.map((key) => String(node[key]).replace(/\s+/g, "")),
	);
}

describe("a rendered message", () => {
	it("shows every string of the message, and no part of it is larger than Teams takes", () => {
		fc.assert(
			fc.property(message, (message) => {
				const activities = toActivities(message, "card-1");
				const read = shown(activities);
				for (const string of strings(message.blocks)) expect(read).toContain(string);
				for (const activity of activities) {
					expect(JSON.stringify(activity).length * 2).toBeLessThanOrEqual(80_000);
					expect(activity.text).toBeUndefined();
				}
			}),
			{ numRuns: 200, endOnFailure: true },
		);
	});

	it("has no empty text, wraps all text, and tells its buttons apart", () => {
		fc.assert(
			fc.property(message, (message) => {
				const all = nodes(toActivities(message, "card-1"));
				for (const node of all) {
					if (node.type === "TextRun") expect(node.text).not.toBe("");
					if (node.type === "TextBlock") expect(node.wrap).toBe(true);
				}
				const places = all
					.filter(({ type }) => type === "Action.Execute")
					.map(({ data }) => (data as { press: { at: number } }).press.at);
				expect(new Set(places).size).toBe(places.length);
			}),
			{ numRuns: 100, endOnFailure: true },
		);
	});

	it("is the same when it is rendered again", () => {
		fc.assert(
			fc.property(message, (message) => {
				expect(toActivities(message, "c")).toEqual(toActivities(message, "c"));
			}),
			{ numRuns: 20, endOnFailure: true },
		);
	});

	it("carries its summary for notifications and screen readers, unless it is discreet", () => {
		const [open] = toActivities({ summary: "The lesson.", blocks: [{ kind: "prose", text: "x" }] }, "c");
		expect(open?.summary).toBe("The lesson.");
		const [discreet] = toActivities(
			{ summary: "999", discreet: true, blocks: [{ kind: "prose", text: "x" }] },
			"c",
		);
		expect(discreet?.summary).toBe("You have a reply");
		expect(JSON.stringify(discreet)).not.toContain("999");
	});

	it("without blocks says its summary", () => {
		expect(shown(toActivities({ summary: "Only this.", blocks: [] }, "c"))).toContain("Onlythis.");
	});
});

describe("a block", () => {
	it("of exact words stands in quotation marks, also over several lines, and dates in it stay as written", () => {
		const { body } = card(only({ kind: "quote", text: "first {{DATE(2020-01-01T00:00:00Z)}}\nlast" }));
		expect(shown(body)).toBe("“first{{DATE(2020-01-01T00:00:00Z)}}last”");
		expect(JSON.stringify(body)).not.toContain("{{DATE");
	});

	it("of sources links over https only", () => {
		const { body } = card(
			only({
				kind: "sources",
				items: [
					{ text: "A [report]", url: "https://example.org/a_(1)" },
					{ text: "B", url: "javascript:alert(1)" },
				],
			}),
		);
		expect(body[0]?.text).toBe("[A \\[report\\]](https://example.org/a_%281%29)");
		expect(body[1]?.type).toBe("RichTextBlock");
	});

	it("of buttons has sets of six, links over https or on this machine only, and a fallback for older clients", () => {
		const presses = Array.from({ length: 7 }, (_, at) => ({ label: `B${at}`, action: "x.y" }));
		const { body } = card(
			only({ kind: "buttons", items: [...presses, { label: "Bad", url: "http://example.org/" }] }),
		);
		const local = card(only({ kind: "buttons", items: [{ label: "Here", url: "http://127.0.0.1:1/" }] }));
		expect(local.body[0]?.actions).toMatchObject([{ type: "Action.OpenUrl" }]);
		expect(body.map(({ type }) => type)).toEqual(["RichTextBlock", "ActionSet", "ActionSet"]);
		const [button] = (body[1]?.actions ?? []) as Node[];
		expect(button).toMatchObject({
			type: "Action.Execute",
			verb: "x.y",
			associatedInputs: "none",
			fallback: { type: "Action.Submit", associatedInputs: "none" },
		});
	});

	it("of choices asks for an answer with a label and words for a mistake", () => {
		const choices: Block = {
			kind: "choices",
			name: "n",
			label: "Which?",
			options: [{ label: "One", value: "a,b" }],
			submit: { label: "Send", action: "x.y" },
		};
		const asked = nodes(card(only(choices))).filter(({ type }) => type === "Input.ChoiceSet");
		expect(asked[0]).toMatchObject({
			label: "Which?",
			isRequired: true,
			errorMessage: "Please choose one.",
			choices: [{ title: "One", value: "a%2Cb" }],
		});
		const both = nodes(card(only(choices, choices))).filter(({ type }) => type === "Input.ChoiceSet");
		expect(both.map(({ id, isRequired }) => [id, isRequired])).toEqual([
			["choice-0", false],
			["choice-1", false],
		]);
	});

	it("of a form has an input of its kind for each field, with a label, what stood there, and words for a mistake", () => {
		const options = Array.from({ length: 9 }, (_, at) => ({ label: `Option ${at}`, value: `o,${at}` }));
		const fields: Field[] = [
			{ name: "title", label: "Title", hint: "A few words", input: "line", most: 80, value: "On bail" },
			{ name: "text", label: "What happened?", hint: "No names.", input: "text", optional: true },
			{ name: "on", label: "Day", input: "date", value: "2026-04-14" },
			{ name: "at", label: "Time", input: "time", value: "09:30" },
			{ name: "few", label: "One of few", input: "one", options: options.slice(0, 3) },
			{ name: "many", label: "One of many", input: "one", options, value: "o,1" },
			{ name: "some", label: "Some", input: "some", options, value: ["o,1", "o,2"], optional: true },
		];
		const form: Block = { kind: "form", fields, submit: { label: "Save", action: "x.y" } };
		const { body } = card(only(form));
		const inputs = nodes(body).filter(({ type }) => String(type).startsWith("Input."));
		expect(inputs.map(({ id }) => id)).toEqual(fields.map((_, at) => `field-0-${at}`));
		expect(inputs).toMatchObject([
			{
				type: "Input.Text",
				label: "Title: A few words",
				isMultiline: false,
				maxLength: 80,
				value: "On bail",
			},
			{ type: "Input.Text", label: "What happened? (optional): No names.", isMultiline: true },
			{ type: "Input.Date", value: "2026-04-14", errorMessage: "Please choose a date." },
			{ type: "Input.Time", value: "09:30", errorMessage: "Please choose a time." },
			{ type: "Input.ChoiceSet", style: "expanded" },
			{ type: "Input.ChoiceSet", style: "compact", value: "o%2C1" },
			{ type: "Input.ChoiceSet", style: "expanded", isMultiSelect: true, value: "o%2C1,o%2C2" },
		]);
		expect(inputs.map(({ isRequired }) => isRequired)).toEqual([true, false, true, true, true, true, false]);
		for (const input of inputs) expect(input.errorMessage).toBeTruthy();
		const [send] = nodes(body).filter(({ type }) => type === "Action.Execute");
		expect(send).toMatchObject({ title: "Save", associatedInputs: "auto" });
		const twice = nodes(card(only(form, form))).filter(({ type }) => String(type).startsWith("Input."));
		expect(twice.map(({ isRequired }) => isRequired)).not.toContain(true);
		expect(new Set(twice.map(({ id }) => id)).size).toBe(twice.length);
	});

	it("of a form points to the search where a channel is to be picked, which a card cannot offer", () => {
		const where: Field = { name: "where", label: "Where to?", input: "channel" };
		const form: Block = { kind: "form", fields: [where], submit: { label: "Share", action: "x.y" } };
		expect(shown(card(only(form)))).toContain("Whereto?Teamsletsmeoffernochannelshere.");
	});

	it("of a chart is drawn, and its figures stand below as text", () => {
		const { body } = card(
			only({ kind: "chart", title: "T", sentence: "Most are A.", bars: [{ label: "A", value: 5 }] }),
		);
		expect(body.find(({ type }) => type === "Chart.HorizontalBar")).toMatchObject({
			data: [{ x: "A", y: 5 }],
			fallback: "drop",
		});
		expect(shown(body.filter(({ type }) => type === "RichTextBlock"))).toBe("TMostareA.A:5");
	});
});

describe("a replacement", () => {
	it("keeps what does not fit for new messages", () => {
		const long = Array.from({ length: 40 }, () => "word ".repeat(500)).join("\n\n");
		const cards = toReplacement(only({ kind: "prose", text: long }), "c");
		expect(cards.length).toBeGreaterThan(1);
		expect(shown(cards)).toBe(long.replace(/\s+/g, ""));
	});
});
