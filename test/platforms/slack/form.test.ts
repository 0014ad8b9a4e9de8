import { describe, expect, it } from "vitest";
import type { Field } from "#chat/message.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { render } from "#platforms/slack/render.ts";
import { problemsOf, textsOf } from "../../support/slackBlocks.ts";
import { only, startSlack } from "../../support/slackBot.ts";

const submit = { label: "Save", action: "lessons.save", value: { draft: 7 } };
const message = (...fields: Field[]) => ({
	summary: "A form",
	blocks: [{ kind: "form" as const, fields, submit }],
});
const blocksOf = (...fields: Field[]) => render(message(...fields)).flatMap(({ blocks }) => blocks);
const options = (count: number) =>
	Array.from({ length: count }, (_, at) => ({ label: `Option ${at}`, value: `o${at}` }));

describe("a form", () => {
	it("offers a channel, which comes back as a place", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.direct({ text: "share" });
		const { place } = only(received);
		await slack.send(place, message({ name: "where", label: "Where?", input: "channel" }), "d1");
		const [, card] = server.visible("D1");
		if (!card) throw new Error("There is no card.");
		for (const where of ["C1", "D2"]) await people.press(card, "Save", { choose: { where } });
		await people.press(card, "Save");
		expect(received.slice(1).map(({ act }) => act)).toMatchObject([
			{ value: { draft: 7, where: { ...{ workspace: "T1", key: "slack:T1:C1" }, name: "channel-c1" } } },
			{ value: { draft: 7, where: null } },
			{ value: { draft: 7, where: null } },
		]);
	});

	it("brings a channel without a name where the bot cannot see it, or Slack does not say", async () => {
		const { slack, server, people, received } = await startSlack();
		await people.direct({ text: "share" });
		const { place } = only(received);
		await slack.send(place, message({ name: "where", label: "Where?", input: "channel" }), "d1");
		const [, card] = server.visible("D1");
		if (!card) throw new Error("There is no card.");
		server.trouble("conversations.info", { kind: "drop", accepted: false });
		for (const where of ["C1", "C9"]) await people.press(card, "Save", { choose: { where } });
		expect(received.slice(1).map(({ act }) => act)).toEqual([
			expect.objectContaining({ value: { draft: 7, where: placeOf("T1", { channel: "C1" }) } }),
			expect.objectContaining({ value: { draft: 7, where: placeOf("T1", { channel: "C9" }) } }),
		]);
	});

	it("keeps to Slack's limits, with what Slack would cut in full above", () => {
		const label = "How would you say this to somebody new? ".repeat(10).trim();
		const long = { label: `Option ${"rather long ".repeat(10)}`.trim(), value: "long" };
		const blocks = blocksOf(
			{ name: "text", label, hint: label, input: "text", most: 9000, value: "x".repeat(3000) },
			{ name: "one", label: "One", input: "one", options: [...options(60), long], value: "o7" },
			{ name: "some", label: "Some", input: "some", options: options(4), value: ["o1", "o2"] },
			{ name: "none", label: "None", input: "some", options: options(4), value: [] },
		);
		expect(problemsOf(blocks)).toEqual([]);
		expect(textsOf(blocks)).toEqual(expect.arrayContaining([label, long.label]));
	});

	it("is a new one for Slack when anything about it is new, so that no old words stay in it", () => {
		const idOf = (field: Field) => blocksOf(field)[0]?.block_id;
		const field: Field = { name: "answer", label: "1. What went well?", input: "text" };
		expect(idOf({ ...field })).toBe(idOf(field));
		expect(idOf({ ...field, label: "2. What did not?" })).not.toBe(idOf(field));
		expect(idOf({ ...field, value: "Begun" })).not.toBe(idOf(field));
	});

	it.each<[string, Field[]]>([
		["more than one message holds", Array.from({ length: 5 }, (_, at) => text(`f${at}`, 3000))],
		["more fields than it holds", Array.from({ length: 41 }, (_, at) => text(`f${at}`, 1))],
		["more than a text field takes", [text("f", 3001)]],
		["no options", [{ name: "one", label: "One", input: "one", options: [] }]],
		["too many options", [{ name: "one", label: "One", input: "one", options: options(101) }]],
	])("with %s is refused before it is sent", (_, fields) => {
		expect(() => render(message(...fields))).toThrow(RangeError);
	});
});

function text(name: string, length: number): Field {
	return { name, label: name, input: "text", value: "x".repeat(length) };
}
