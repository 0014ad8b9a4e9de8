import { describe, expect, it } from "vitest";
import type { Block } from "#chat/message.ts";
import { message, plain } from "#chat/plain.ts";

const blocks: Block[] = [
	{ kind: "heading", text: "A heading" },
	{ kind: "prose", text: "Some prose" },
	{ kind: "facts", items: [{ name: "Found", text: "nationally" }] },
	{ kind: "quote", text: "exact words" },
	{ kind: "sources", items: [{ text: "A paper", url: "https://example.org/paper" }] },
	{
		kind: "choices",
		...{ name: "n", label: "Choose", options: [{ label: "First option", value: "1" }] },
		submit: { label: "Send", action: "a.b" },
	},
	{
		kind: "buttons",
		items: [
			{ label: "A button", action: "a.b" },
			{ label: "A link", url: "https://example.org" },
		],
	},
	{ kind: "chart", title: "Title", sentence: "Two of three.", bars: [{ label: "Bar", value: 2 }] },
	{ kind: "progress", label: "Question", done: 2, of: 11 },
	{ kind: "file", name: "list.csv", url: "https://example.org/list.csv" },
];

describe("Plain text", () => {
	it("leaves nothing of any block out", () => {
		const text = plain(message(blocks));
		for (const part of [
			"A heading",
			"Some prose",
			"Found: nationally",
			"“exact words”",
			"A paper",
			"First option",
		])
			expect(text).toContain(part);
		for (const part of [
			"[A button]",
			"https://example.org/paper",
			"Two of three.",
			"Bar: 2",
			"Question: 2 of 11",
			"list.csv",
		])
			expect(text).toContain(part);
	});

	it("makes the summary from everything but the buttons", () => {
		const { summary } = message(blocks);
		expect(summary).toContain("exact words");
		expect(summary).toContain("Bar: 2");
		expect(summary).not.toContain("A button");
	});
});
