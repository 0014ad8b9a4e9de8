import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, Json, Message } from "#chat/message.ts";
import { hasChart, render } from "#platforms/slack/render.ts";
import { areTooLong, mentionsIn, problemsOf, textsOf } from "../../support/slackBlocks.ts";

const words = fc.oneof(
	fc.string({ unit: "grapheme", minLength: 1, maxLength: 90 }),
	fc.lorem({ mode: "sentences", maxCount: 90 }),
	fc.constantFrom(
		"<!channel> & <@U1>",
		"*not bold* _plain_ ~so~ `this`",
		"&amp;",
		"R&D <2 weeks",
		"😀".repeat(60),
	),
	fc.integer({ min: 0, max: 9000 }).map((length) => `${"a&b <c> ".repeat(length / 8)}end`),
);
const said = words.filter((text) => text.trim() !== "");
const value: fc.Arbitrary<Json> = fc
	.jsonValue({ maxDepth: 1 })
	.map((json) => json as Json)
	.filter((json) => JSON.stringify(json).length <= 1900);
const name = fc.stringMatching(/^[a-z]{1,12}$/);
const press = fc.record({ label: said, action: name.map((verb) => `answers.${verb}`), value });
const url = fc.webUrl();
const few = fc.uniqueArray(fc.record({ label: said, value: fc.stringMatching(/^[a-z0-9-]{1,20}$/) }), {
	...{ selector: ({ value }: { value: string }) => value, minLength: 1, maxLength: 8 },
});
const asked = { name, label: said, hint: fc.option(said, { nil: undefined }), optional: fc.boolean() };
const field = fc.oneof(
	fc.record({
		...asked,
		input: fc.constantFrom("line", "text"),
		value: fc.option(fc.string({ maxLength: 300 }), { nil: undefined }),
	}),
	fc.record({ ...asked, input: fc.constant("date"), value: fc.constantFrom(undefined, "2026-04-14") }),
	fc.record({ ...asked, input: fc.constant("time"), value: fc.constantFrom(undefined, "09:30") }),
	fc.record({
		...asked,
		input: fc.constant("one"),
		options: few,
		value: fc.option(name, { nil: undefined }),
	}),
	fc.record({ ...asked, input: fc.constant("some"), options: few, value: fc.array(name, { maxLength: 3 }) }),
	fc.record({ ...asked, input: fc.constant("channel") }),
);
const block: fc.Arbitrary<Block> = fc.oneof(
	fc.record({ kind: fc.constant("heading"), text: said }),
	fc.record({ kind: fc.constant("prose"), text: said }),
	fc.record({ kind: fc.constant("quote"), text: said }),
	fc.record({
		kind: fc.constant("facts"),
		items: fc.array(fc.record({ name: said, text: said }), { maxLength: 30 }),
	}),
	fc.record({
		kind: fc.constant("sources"),
		items: fc.array(fc.record({ text: said, url }, { requiredKeys: ["text"] }), { maxLength: 30 }),
	}),
	fc.record({
		kind: fc.constant("buttons"),
		items: fc.array(fc.oneof(press, fc.record({ label: said, url })), { maxLength: 60 }),
	}),
	fc.record({
		kind: fc.constant("choices"),
		name,
		label: said,
		options: fc.uniqueArray(fc.record({ label: said, value: fc.stringMatching(/^[a-z0-9-]{1,75}$/) }), {
			selector: (option) => option.value,
			maxLength: 130,
		}),
		multiple: fc.boolean(),
		submit: press,
	}),
	fc.record({
		kind: fc.constant("form"),
		fields: fc.array(field, { minLength: 1, maxLength: 6 }),
		submit: press,
	}),
	fc.record({
		kind: fc.constant("chart"),
		title: said,
		sentence: said,
		bars: fc.array(fc.record({ label: said, value: fc.integer() }), { maxLength: 25 }),
	}),
	fc.record({ kind: fc.constant("progress"), label: said, done: fc.nat(), of: fc.nat() }),
	fc.record({ kind: fc.constant("file"), name: said, url }),
) as fc.Arbitrary<Block>;
const message: fc.Arbitrary<Message> = fc.record({
	summary: said,
	blocks: fc.array(block, { minLength: 1, maxLength: 12 }),
});

describe("a message in Slack", () => {
	it("stays within every limit, mentions nobody and says every word", () => {
		fc.assert(
			fc.property(message, (given) => {
				const parts = render(given);
				for (const { text, blocks } of parts) {
					expect(problemsOf(blocks)).toEqual([]);
					expect(areTooLong(blocks)).toBe(false);
					expect(mentionsIn(text, blocks)).toEqual([]);
					expect(text.length).toBeLessThanOrEqual(4000);
					expect(text.trim()).not.toBe("");
				}
				const shown = dense(textsOf(parts.map(({ blocks }) => blocks)).join(""));
				for (const text of stringsOf(given.blocks)) expect(shown).toContain(dense(text));
			}),
			{ numRuns: 150 },
		);
	}, 60_000);

	it("is one Slack message where that holds it, read aloud by its summary", () => {
		const parts = render({ summary: "A < B & C", blocks: [{ kind: "prose", text: "A < B & C" }] });
		expect(parts).toEqual([
			{
				text: "A &lt; B &amp; C",
				blocks: [
					{
						type: "rich_text",
						elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "A < B & C" }] }],
					},
				],
			},
		]);
	});

	it("keeps the words of a long quote together, and closes it only at its end", () => {
		const quote = "Some agencies did not share what they knew. ".repeat(200).trim();
		const parts = render({ summary: "A quote", blocks: [{ kind: "quote", text: quote }] });
		const texts = parts.flatMap(({ blocks }) => textsOf(blocks));
		expect(texts.filter((text) => text === "“").length).toBeGreaterThan(1);
		expect(texts.filter((text) => text === "”")).toHaveLength(1);
		expect(texts.filter((text) => !/^[“”]$/.test(text)).join("")).toBe(quote);
	});

	it("gives buttons of one action ids of their own, which stand for that action again", () => {
		const press = { label: "Open", action: "lessons.open" };
		const [part] = render({
			summary: "Two",
			blocks: [{ kind: "buttons", items: [press, { ...press, label: "Other" }] }],
		});
		expect(part?.blocks[0]).toMatchObject({
			elements: [{ action_id: "lessons.open" }, { action_id: "lessons.open~2" }],
		});
	});

	it("says a label that a button would cut in full above it", () => {
		const label = "Tell me more about how agencies can share information earlier in Kent and in Medway";
		const [part] = render({
			summary: "s",
			blocks: [{ kind: "buttons", items: [{ label, action: "answers.more" }] }],
		});
		expect(textsOf(part?.blocks)).toEqual([label, `${label.slice(0, 74)}…`]);
	});

	it("offers up to ten choices at a glance, more in a list, and more than a hundred in several", () => {
		const kinds = (count: number, multiple: boolean) => {
			const options = Array.from({ length: count }, (_, at) => ({ label: `Option ${at}`, value: `o${at}` }));
			const submit = { label: "Send", action: "questionnaires.answer" };
			const parts = render({
				summary: "Choose",
				blocks: [{ kind: "choices", name: "which", label: "Which?", options, multiple, submit }],
			});
			return parts.flatMap(({ blocks }) =>
				blocks.flatMap((one) => (one.type === "input" ? [one.element.type] : [])),
			);
		};
		expect(kinds(10, false)).toEqual(["radio_buttons"]);
		expect(kinds(10, true)).toEqual(["checkboxes"]);
		expect(kinds(11, false)).toEqual(["static_select"]);
		expect(kinds(100, true)).toEqual(["multi_static_select"]);
		expect(kinds(101, false)).toEqual(["static_select", "radio_buttons"]);
	});

	it("draws a chart and says the same figures", () => {
		const chart: Block = {
			kind: "chart",
			title: "Questions by theme",
			sentence: "Most asked about information sharing.",
			bars: [
				{ label: "Information sharing between agencies", value: 12 },
				{ label: "Information sharing between areas", value: 5 },
			],
		};
		const parts = render({ summary: "Figures", blocks: [chart] });
		expect(hasChart(parts)).toBe(true);
		expect(JSON.stringify(parts)).toContain("Information sharing between areas: 5");
		expect(parts[0]?.blocks[0]).toMatchObject({
			chart: { axis_config: { categories: ["1 Information shari…", "2 Information shari…"] } },
		});
		expect(hasChart(render({ summary: "Figures", blocks: [chart] }, { charts: false }))).toBe(false);
	});

	it("links addresses that Slack opens, and spells out others", () => {
		const items = [
			{ text: "The report", url: "https://example.org/report" },
			{ text: "A file", url: "file:///etc/passwd" },
		];
		const [part] = render({ summary: "s", blocks: [{ kind: "sources", items }] });
		expect(part?.blocks).toMatchObject([
			{
				elements: [
					{
						elements: [
							{ type: "link", url: "https://example.org/report", text: "The report" },
							{ type: "text", text: "\n" },
							{ type: "text", text: "A file file:///etc/passwd" },
						],
					},
				],
			},
		]);
	});

	it("refuses a value that Slack would not give back whole", () => {
		const press = { label: "Go", action: "answers.go", value: "x".repeat(2001) };
		expect(() => render({ summary: "s", blocks: [{ kind: "buttons", items: [press] }] })).toThrow(RangeError);
	});
});

/** Text without the white space at which it may be cut, and without the marks of a cut quote. */
function dense(text: string): string {
	return text.replace(/[\s“]+/g, "");
}

/** Every string that people are to read. */
function stringsOf(blocks: Block[]): string[] {
	return blocks.flatMap((one) => {
		switch (one.kind) {
			case "heading":
			case "prose":
			case "quote":
				return [one.text];
			case "facts":
				return one.items.flatMap((item) => [item.name, item.text]);
			case "sources":
				return one.items.map((item) => item.text);
			case "buttons":
				return one.items.map((item) => item.label);
			case "choices":
				if (one.options.length === 0) return [one.label];
				return [one.label, one.submit.label, ...one.options.map((option) => option.label)];
			case "form":
				return [
					one.submit.label,
					...one.fields.flatMap((field) => [
						...[field.label, field.hint ?? ""],
						...("options" in field ? field.options.map(({ label }) => label) : []),
					]),
				];
			case "chart":
				return [one.title, one.sentence, ...one.bars.map((bar) => bar.label)];
			case "progress":
				return [one.label, `${one.done} of ${one.of}`];
			case "file":
				return [one.name];
		}
		return [];
	});
}
