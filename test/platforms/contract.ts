import { describe, expect, it } from "vitest";
import type { Block, Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming } from "#chat/platform.ts";
import { everyBlock, form, options, stringsOf } from "./everyBlock.ts";
import { type OpenGround, squeezed, type Where } from "./ground.ts";
import { meet } from "./meet.ts";

const useful = { label: "Useful", action: "answers.feedback", value: { helpful: true, passages: ["p 1"] } };
const card = (...blocks: Block[]): Message => ({ summary: "A card", blocks });
const buttons: Block = { kind: "buttons", items: [useful, { label: "Themes", action: "answers.themes" }] };
const keysOf = ({ eventId, businessKey }: Incoming) => [eventId, businessKey];

/** What the bot relies on, whichever platform it speaks through. */
export function keepsTheContract(open: OpenGround): void {
	describe("what people say", () => {
		it("arrives whole from a direct conversation, as it was said, without markup or ids", async () => {
			const { ground, latest } = await meet(open);
			const before = 'Did "R&D <2 weeks" & *stars* matter?\n\nSee https://example.org/a?b=1&c=2 or ask ';
			const after = `, 100% – ${"and so on ".repeat(900)}end.`;
			await ground.say(`${before}@colleague${after}`);
			const { act, place } = latest();
			const heard = act.kind === "said" ? act.text : "";
			expect(heard.slice(0, before.length)).toBe(before);
			expect(heard.slice(-after.length)).toBe(after);
			expect(heard.slice(before.length, -after.length)).toMatch(/^(someone|@?colleague)$/i);
			expect(place.kind).toBe("direct");
		});

		it("arrives from a channel without the mention, and is answered in its thread", async () => {
			const { ground, platform, received, latest } = await meet(open);
			const first = await ground.mention("coercive control?");
			expect(latest().act).toEqual({ kind: "said", text: "coercive control?" });
			expect(latest().place.kind).toBe("channel");
			const second = await ground.mention("bail?", { who: "ben" });
			await ground.mention("and for GPs?", { thread: first.thread });
			const [one, two, three] = received.map(({ place }) => place);
			expect(three?.key).toBe(one?.key);
			expect(two?.key).not.toBe(one?.key);
			if (one && two) {
				await platform.send(one, sentence("On control"), "d1");
				await platform.send(two, sentence("On bail"), "d2");
			}
			expect(ground.sees("cat", "channel")).toEqual([
				{ text: "On control", thread: first.thread },
				{ text: "On bail", thread: second.thread },
			]);
		});

		it("has the same keys each time that it is delivered, and other keys when it is said again", async () => {
			const { ground, received } = await meet(open);
			const act = await ground.say("bail", { times: 3 });
			await act.again();
			expect(new Set(received.map((each) => String(keysOf(each)))).size).toBe(1);
			await ground.say("bail");
			await ground.say("bail", { who: "ben" });
			await ground.mention("bail");
			expect(received).toHaveLength(7);
			for (const key of [0, 1])
				expect(new Set(received.slice(3).map((each) => keysOf(each)[key])).size).toBe(4);
		});

		it("has keys of its own when something else is said elsewhere at the very same moment", async () => {
			const { ground, received } = await meet(open);
			await ground.say("bail", { moment: 1 });
			await ground.say("bail", { moment: 1, who: "ben" });
			await ground.mention("bail", { moment: 1 });
			for (const key of [0, 1]) expect(new Set(received.map((each) => keysOf(each)[key])).size).toBe(3);
		});

		it("comes with the workspace of the place and the one that its sender belongs to", async () => {
			const { ground, received } = await meet(open);
			await ground.mention("bail");
			await ground.mention("bail", { home: "another-agency" });
			const workspaces = received.map(({ place, person }) => [place.workspace, person.workspace]);
			expect(workspaces[0]).toEqual([ground.workspace, ground.workspace]);
			expect(workspaces[1]?.[1]).toBe("another-agency");
		});

		it("comes with a person who is the same in every conversation", async () => {
			const { ground, received } = await meet(open);
			await ground.say("bail");
			await ground.mention("bail");
			await ground.mention("bail", { who: "ben" });
			const [one, two, three] = received.map(({ person }) => person.id);
			expect(two).toBe(one);
			expect(three).not.toBe(one);
		});
	});

	it("shows every string of every kind of block", async () => {
		const { ground, platform, latest } = await meet(open);
		await ground.say("themes");
		expect((await platform.send(latest().place, everyBlock, "d1")).kind).toBe("sent");
		const shown = squeezed(
			ground
				.sees("ann", "direct")
				.map(({ text }) => text)
				.join("\n"),
		);
		expect(stringsOf(everyBlock).filter((text) => !shown.includes(squeezed(text)))).toEqual([]);
	});

	describe("a button", () => {
		it.each(["direct", "channel"] satisfies Where[])("of a %s card comes back", async (where) => {
			const { ground, platform, latest, received } = await meet(open);
			await (where === "direct" ? ground.say("bail") : ground.mention("bail"));
			const { place, person } = latest();
			await platform.send(place, card(buttons), "d1");
			const pressed = await ground.press("Useful", { where });
			const { label: _, ...pressing } = useful;
			expect(latest()).toMatchObject({ person, place: { key: place.key } });
			expect(latest().act).toEqual({ kind: "pressed", ...pressing });
			await pressed.again();
			expect(keysOf(latest())).toEqual(received.slice(1, 2).flatMap(keysOf));
			await ground.press("Themes", { where });
			expect(latest().act).toEqual({ kind: "pressed", action: "answers.themes", value: null });
			expect(latest().businessKey).not.toBe(received[1]?.businessKey);
		});

		it("has other keys on another card, and for another person", async () => {
			const { ground, platform, latest, received } = await meet(open);
			const { thread } = await ground.mention("bail");
			const { place } = latest();
			await platform.send(place, card(buttons), "d1");
			await ground.press("Useful", { where: "channel" });
			await ground.press("Useful", { where: "channel", who: "ben" });
			await ground.mention("more on bail", { thread });
			await platform.send(place, card(buttons), "d2");
			await ground.press("Useful", { where: "channel" });
			const presses = received.filter(({ act }) => act.kind === "pressed");
			expect(new Set(presses.map(({ businessKey }) => businessKey)).size).toBe(3);
		});

		it("of choices brings what was chosen, under the name of the choices", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("join");
			const submit = { label: "Send", action: "people.join", value: { step: 2 } };
			const choices: Block = { kind: "choices", name: "agency", label: "Which?", options, submit };
			const { place } = latest();
			await platform.send(place, card(choices), "d1");
			await ground.press("Send", { choose: { agency: "health" } });
			expect(latest().act).toMatchObject({ value: { step: 2, agency: "health" } });
			await platform.send(place, card({ ...choices, multiple: true }), "d2");
			await ground.press("Send", { choose: { agency: ["police", "housing"] } });
			expect(latest().act).toMatchObject({ value: { step: 2, agency: ["police", "housing"] } });
		});

		it("of a form brings what was put into every kind of field, under the names of the fields", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("draft");
			await platform.send(latest().place, card(form()), "d1");
			const put = {
				title: 'R&D <2 weeks> & "stars"',
				learning: "First line, with 100% *care*\n\nand a second",
				on: "2026-04-14",
				at: "09:30",
				sector: "health",
				themes: ["housing", "police"],
			};
			await ground.press("Save", { choose: put });
			const { act } = latest();
			const value = act.kind === "pressed" ? (act.value as typeof put) : put;
			expect(act).toEqual({ kind: "pressed", action: "lessons.save", value: { draft: "7", ...value } });
			expect({ ...value, themes: value.themes.toSorted() }).toEqual({ draft: "7", ...put });
		});

		it("of a form brings what stood there already, and null or nothing for what is empty", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("draft");
			const { place } = latest();
			await platform.send(place, card(form()), "d1");
			await ground.press("Save", { choose: { title: "  " } });
			const empty = { title: null, learning: null, on: null, at: null, sector: null, themes: [] };
			expect(latest().act).toMatchObject({ value: { draft: "7", ...empty } });
			const begun = { title: "A title", learning: "One\ntwo", on: "2026-04-14", at: "09:30" };
			const full = { ...begun, sector: "police", themes: ["health"] };
			await platform.send(place, card(form(full)), "d2");
			await ground.press("Save");
			expect(latest().act).toMatchObject({ value: { draft: "7", ...full } });
		});

		it("that is forged or broken breaks nothing", async () => {
			const { ground, received, latest } = await meet(open);
			expect((await ground.forge()).filter((status) => status >= 500)).toEqual([]);
			expect(received.filter(({ act }) => act.kind !== "pressed")).toEqual([]);
			await ground.say("still there?");
			expect(latest().act).toEqual({ kind: "said", text: "still there?" });
		});
	});

	it("tells that the bot arrived, as one act however many events the platform makes of it", async () => {
		const { ground, received } = await meet(open);
		for (const where of ["direct", "channel"] satisfies Where[]) {
			received.length = 0;
			for (const act of await ground.arrive(where)) await act.again();
			expect(received.map(({ act }) => act.kind)).not.toContain("said");
			expect(new Set(received.map(({ act, place }) => `${act.kind} ${place.kind}`))).toEqual(
				new Set([`arrived ${where}`]),
			);
			expect(new Set(received.map(({ businessKey }) => businessKey)).size).toBe(1);
		}
	});

	it("stops only when the events in hand are handled, and takes none after that", async () => {
		const handling = Promise.withResolvers<void>();
		const begun = Promise.withResolvers<void>();
		const { ground, platform, received } = await meet(open, async ({ act }) => {
			begun.resolve();
			if (act.kind === "said" && act.text === "first") await handling.promise;
			return {};
		});
		const order: string[] = [];
		const said = ground.say("first");
		await begun.promise;
		const stopping = platform.stop().then(() => order.push("stopped"));
		await ground.say("second");
		order.push("handled");
		handling.resolve();
		await stopping;
		expect((await said).statuses).toEqual([200]);
		expect(order).toEqual(["handled", "stopped"]);
		expect(received.map(({ act }) => act)).toEqual([{ kind: "said", text: "first" }]);
	});
}
