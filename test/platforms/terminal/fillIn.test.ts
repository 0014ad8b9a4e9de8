import { describe, expect, it } from "vitest";
import type { Field, Form } from "#chat/message.ts";
import { address } from "#platforms/terminal/address.ts";
import { fillIn } from "#platforms/terminal/fillIn.ts";

const sectors = ["police", "health", "housing"].map((label) => ({ label, value: label.slice(0, 2) }));
const form = (...fields: Field[]): Form => ({
	kind: "form",
	fields,
	submit: { label: "Save", action: "lessons.save", value: { draft: 7 } },
});

/** Fills a form in with these lines. Tells what came of it, and what was asked. */
async function fill(block: Parameters<typeof fillIn>[0], ...lines: string[]) {
	const asked: string[] = [];
	const value = await fillIn(block, {
		channel: (name) => address({ person: "you", workspace: "local", channel: name }),
		async ask(question) {
			asked.push(question);
			const line = lines.shift();
			if (line === undefined) throw new Error("Nothing more is typed.");
			return line;
		},
	});
	return { value, asked };
}

describe("A form in the terminal", () => {
	it("is asked field by field, and brings what was typed beside the button's own value", async () => {
		const { value, asked } = await fill(
			form(
				{ name: "title", label: "Title", hint: "A few words", input: "line" },
				{ name: "on", label: "Day", input: "date" },
				{ name: "at", label: "Time", input: "time" },
				{ name: "sector", label: "Sector", input: "one", options: sectors },
				{ name: "for", label: "For", input: "some", options: sectors },
				{ name: "where", label: "Where", input: "channel" },
			),
			...["On bail", "2026-04-14", "09:30", "2", "3, 1", "kent"],
		);
		expect(value).toMatchObject({
			...{ draft: 7, title: "On bail", on: "2026-04-14", at: "09:30", sector: "he", for: ["ho", "po"] },
			where: { platform: "terminal", kind: "channel", name: "kent" },
		});
		expect(asked[0]).toBe("Title A few words\n> ");
		expect(asked[3]).toBe("Sector\n  1. police\n  2. health\n  3. housing\n> ");
	});

	it("asks again, and says why, when an answer will not do", async () => {
		const { value, asked } = await fill(
			form(
				{ name: "title", label: "Title", input: "line", most: 5 },
				{ name: "on", label: "Day", input: "date" },
				{ name: "at", label: "Time", input: "time" },
				{ name: "sector", label: "Sector", input: "one", options: sectors },
				{ name: "for", label: "For", input: "some", options: sectors },
			),
			...["", "too long", "bail", "14 April", "2026-13-40", "2026-04-14", "9.30", "09:30"],
			...["4", "health", "1", "1, 9", "1,1"],
		);
		expect(value).toMatchObject({ title: "bail", on: "2026-04-14", at: "09:30", sector: "po", for: ["po"] });
		expect(asked.map((question) => question.split("\n")[0])).toEqual([
			"Title",
			"This cannot be left empty.",
			"Please keep it to 5 characters.",
			"Day",
			"Please type a date such as 2026-04-14.",
			"Please type a date such as 2026-04-14.",
			"Time",
			"Please type a time such as 09:30.",
			"Sector",
			"Please type the number of your choice.",
			"Please type the number of your choice.",
			"For (numbers, parted by commas)",
			"Please type the numbers of your choices, parted by commas.",
		]);
	});

	it("keeps what stands there, empties it on a hyphen, and leaves out what may be left out", async () => {
		const fields: Field[] = [
			{ name: "title", label: "Title", input: "line", value: "On bail" },
			{ name: "note", label: "Note", input: "text", optional: true, value: "Old" },
			{ name: "on", label: "Day", input: "date", optional: true },
			{ name: "for", label: "For", input: "some", options: sectors, optional: true },
		];
		const { value, asked } = await fill(form(...fields), "", "-", "", "");
		expect(value).toEqual({ draft: 7, title: "On bail", note: null, on: null, for: [] });
		expect(asked[0]).toContain("enter keeps “On bail”");
		expect(asked[1]).toContain("a hyphen empties it");
	});
});

describe("Choices in the terminal", () => {
	it("are chosen by number", async () => {
		const choices = {
			...{ kind: "choices" as const, name: "sector", label: "Which?", options: sectors },
			submit: { label: "Send", action: "people.join" },
		};
		expect((await fill(choices, "2")).value).toEqual({ sector: "he" });
		expect((await fill({ ...choices, multiple: true }, "1 2")).value).toEqual({ sector: ["po", "he"] });
	});
});
