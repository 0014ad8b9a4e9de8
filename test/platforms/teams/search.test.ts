import { afterEach, describe, expect, it } from "vitest";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { SearchResult } from "#chat/platform.ts";
import { search, tenant } from "../../support/teamsActivities.ts";
import { startTeamsBot, type TeamsBot } from "../../support/teamsBot.ts";

const service = "http://127.0.0.1:1/";
let bot: TeamsBot;
afterEach(() => bot.stop());

const cited: Message = {
	summary: "On bail.",
	blocks: [
		{ kind: "quote", text: "Bail conditions were not shared." },
		{ kind: "sources", items: [{ text: "Review, paragraph 2.2", url: "https://example.org/review" }] },
		{
			kind: "buttons",
			items: [
				{ label: "Helpful", action: "answers.feedback", value: { helpful: true } },
				{ label: "Read it", url: "https://example.org/review" },
			],
		},
		{
			kind: "form",
			fields: [{ name: "note", label: "Note", input: "line" }],
			submit: { label: "Send", action: "answers.note" },
		},
	],
};
const result: SearchResult = {
	title: "Bail & <b>",
	text: "Bail conditions were not shared.",
	message: cited,
};

async function typed(text: string, fields = {}) {
	const { status, text: body } = await bot.deliver(search(service, text, fields));
	return { status, found: JSON.parse(body).composeExtension };
}

describe("a search beside the message box", () => {
	it("brings the words; the place is the searcher's own, wherever they are writing", async () => {
		bot = await startTeamsBot({ answer: () => ({ results: [result] }) });
		await typed(" bail ");
		await typed("");
		expect(bot.received.map(({ act }) => act)).toEqual([
			{ kind: "searched", text: "bail" },
			{ kind: "searched", text: "" },
		]);
		const [{ place, person } = {}] = bot.received;
		expect(place).toEqual(person?.direct);
		expect(place?.address).not.toContain("19:two-people");
		expect(place?.workspace).toBe(tenant);
	});

	it("offers each result with a preview, and a cited card that anybody may post: nothing in it is pressed", async () => {
		bot = await startTeamsBot({ answer: () => ({ results: [result, { ...result, title: "Second" }] }) });
		const { status, found } = await typed("bail");
		expect(status).toBe(200);
		expect(found).toMatchObject({ type: "result", attachmentLayout: "list" });
		expect(found.attachments).toHaveLength(2);
		const [first] = found.attachments;
		expect(first.preview).toEqual({
			contentType: "application/vnd.microsoft.card.thumbnail",
			content: { title: "Bail & ‹b>", text: "Bail conditions were not shared." },
		});
		expect(first.contentType).toBe("application/vnd.microsoft.card.adaptive");
		const card = JSON.stringify(first.content);
		expect(card).toContain("“Bail conditions were not shared.”");
		expect(card).toContain("https://example.org/review");
		expect(card).toContain("Read it");
		expect(card).not.toMatch(/Action\.(Execute|Submit)|Input\.|Helpful/);
	});

	it("is read also where the client does not name its parameter", async () => {
		bot = await startTeamsBot({});
		await typed("", { value: { parameters: [{ value: "bail" }] } });
		expect(bot.received[0]?.act).toEqual({ kind: "searched", text: "bail" });
	});

	it("that finds nothing says so", async () => {
		bot = await startTeamsBot({ answer: () => ({ results: [] }) });
		expect((await typed("weather")).found).toEqual({
			type: "message",
			text: "Nothing is held that answers this.",
		});
	});

	it("that was not made, or is no search of ours, says that and nothing of what is held", async () => {
		bot = await startTeamsBot({});
		const notSearched = { type: "message", text: "I cannot search for this. Please try other words." };
		expect(await typed("weather")).toEqual({ status: 200, found: notSearched });
		for (const value of [null, "x", { parameters: "x" }, { parameters: [{ name: 5 }] }])
			expect(await typed("x", { value })).toEqual({ status: 200, found: notSearched });
		expect(bot.received).toHaveLength(1);
	});

	it("that is met with words brings them, and nothing to put into a message", async () => {
		bot = await startTeamsBot({ answer: () => ({ notice: "If anyone is in danger, call 999." }) });
		expect((await typed("he hits me")).found).toEqual({
			type: "message",
			text: "If anyone is in danger, call 999.",
		});
	});

	it("that takes too long is answered in time with words", async () => {
		const { promise, resolve } = Promise.withResolvers<object>();
		bot = await startTeamsBot({ answer: () => promise, patienceMs: 20 });
		expect((await typed("bail")).found).toMatchObject({
			type: "message",
			text: "This is taking long. Please type on, or try again.",
		});
		resolve({});
	});

	it("shows long previews in part, and never more results than Teams takes", async () => {
		const long = { ...result, text: "word ".repeat(500), message: sentence("Short.") };
		bot = await startTeamsBot({ answer: () => ({ results: Array(40).fill(long) }) });
		const { found } = await typed("word");
		expect(found.attachments).toHaveLength(25);
		expect(found.attachments[0].preview.content.text.length).toBe(500);
	});
});
