import { describe, expect, it } from "vitest";
import type { Block, Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Outcome } from "#chat/platform.ts";
import { form } from "./everyBlock.ts";
import { type OpenGround, squeezed, type Where } from "./ground.ts";
import { meet } from "./meet.ts";

const card = (...blocks: Block[]): Message => ({ summary: "A card", blocks });
const button: Block = { kind: "buttons", items: [{ label: "Useful", action: "answers.feedback" }] };
/** The id of a message that was sent; another outcome fails the test. */
const idOf = (outcome: Outcome): string => {
	expect(outcome.kind).toBe("sent");
	return outcome.kind === "sent" ? outcome.messageId : "";
};

/** What the bot relies on about places, and about what it has said there. */
export function keepsThePlacesContract(open: OpenGround): void {
	describe("a message that was sent", () => {
		it.each(["direct", "channel"] satisfies Where[])("is replaced where it stands: %s", async (where) => {
			const { ground, platform, latest } = await meet(open);
			await (where === "direct" ? ground.say("bail") : ground.mention("bail"));
			const { place } = latest();
			let id = idOf(await platform.send(place, card({ kind: "prose", text: "On bail." }, button), "d1"));
			await platform.send(place, sentence("Below it."), "d2");
			for (const words of ["Corrected.", "Corrected again."]) {
				id = idOf(await platform.update(place, id, sentence(words)));
				expect(ground.sees("ann", where).map(({ text }) => text)).toEqual([words, "Below it."]);
			}
		});

		it("is replaced whole, however much longer or shorter it becomes", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("bail");
			const { place } = latest();
			let id = idOf(await platform.send(place, sentence("On bail."), "d1"));
			const long = Array.from({ length: 900 }, (_, at) => `Sentence number ${at} of many. `).join("");
			for (const words of [long, "Short.", long, "Short again."]) {
				id = idOf(await platform.update(place, id, sentence(words)));
				const shown = ground.sees("ann", "direct").map(({ text }) => text);
				expect(squeezed(shown.join(""))).toBe(squeezed(words));
			}
		});
	});

	describe("the person's own place", () => {
		it("is where only they read, also when they were met in a channel", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.mention("bail");
			const { direct } = latest().person;
			expect(direct.kind).toBe("direct");
			const id = idOf(await platform.send(direct, sentence("To you alone."), "d1"));
			expect(ground.sees("ann", "direct").map(({ text }) => text)).toEqual(["To you alone."]);
			await platform.update(direct, id, sentence("Corrected."));
			expect(ground.sees("ann", "direct").map(({ text }) => text)).toEqual(["Corrected."]);
			expect([...ground.sees("ann", "channel"), ...ground.sees("ben", "direct")]).toEqual([]);
		});

		it("is the direct conversation itself where they write there", async () => {
			const { ground, latest } = await meet(open);
			await ground.say("bail");
			expect(latest().person.direct.key).toBe(latest().place.key);
		});
	});

	describe("a thread", () => {
		it("tells the channel that it is in, which is where the bot arrived", async () => {
			const { ground, latest } = await meet(open);
			await ground.arrive("channel");
			const { key } = latest().place;
			await ground.mention("bail");
			expect(latest().place.key).not.toBe(key);
			expect(latest().place.channel?.key).toBe(key);
		});
	});

	describe("a channel", () => {
		it.each(["removed", "deleted"] as const)("that is lost is told: %s", async (why) => {
			const { ground, received, latest } = await meet(open);
			await ground.arrive("channel");
			const { key } = latest().place;
			received.length = 0;
			for (const act of await ground.leave(why)) await act.again();
			expect(received.map(({ act, place }) => [act, place.key])).toEqual(
				received.map(() => [{ kind: "left", why }, key]),
			);
			expect(new Set(received.map(({ businessKey }) => businessKey)).size).toBe(1);
		});

		it("that gets another name tells it", async () => {
			const { ground, received, latest } = await meet(open);
			await ground.arrive("channel");
			const { key } = latest().place;
			const act = await ground.rename("kent-news");
			await act.again();
			expect(latest()).toMatchObject({ act: { kind: "renamed", name: "kent-news" }, place: { key } });
			expect(latest().businessKey).toBe(received.at(-2)?.businessKey);
		});
	});

	describe("the bot's own page", () => {
		const page: Message = card({ kind: "prose", text: "Your subscriptions." }, form({ title: "Now" }));

		it("shows what its opening is answered with", async () => {
			const { ground, platform, latest } = await meet(open, () => ({ replace: page }));
			if (!ground.home) return;
			await ground.home.open();
			await platform.stop();
			expect(latest()).toMatchObject({ act: { kind: "opened" }, place: { kind: "direct" } });
			expect(ground.home.sees("ann")).toContain("Your subscriptions.");
			expect(ground.home.sees("ben")).toBeUndefined();
			expect([...ground.sees("ann", "direct"), ...ground.sees("ann", "channel")]).toEqual([]);
		});

		it("is pressed and filled in like a card, and shows what a press is answered with", async () => {
			const { ground, platform, received, latest } = await meet(open, ({ act }) => ({
				replace: act.kind === "opened" ? page : sentence("Saved."),
			}));
			if (!ground.home) return;
			await ground.home.open();
			await ground.home.press("Save", { choose: { learning: "Share early." } });
			expect(latest().act).toMatchObject({ value: { draft: "7", title: "Now", learning: "Share early." } });
			expect(latest().place.key).toBe(received[0]?.place.key);
			expect(latest().person.direct.key).toBe(received[0]?.person.direct.key);
			await platform.send(latest().place, sentence("Said below."), "d1");
			await platform.stop();
			expect(ground.home.sees("ann")).toBe("Saved.");
			expect(ground.sees("ann", "direct").map(({ text }) => text)).toEqual(["Said below."]);
		});
	});
}
