import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { type OpenGround, squeezed, type Trouble } from "./ground.ts";
import { meet } from "./meet.ts";

const secretWords = ["Ring", "999", "strangled", "refuge"];
const secret = sentence("Ring 999 if you were strangled. A refuge has room.", { discreet: true });
const holdsSecret = (text: string) => secretWords.some((word) => text.includes(word));
const button = { kind: "buttons" as const, items: [{ label: "Useful", action: "answers.feedback" }] };

/** What the bot relies on, where there is a network that notifies people and may fail. */
export function keepsTheNetworkContract(open: OpenGround): void {
	describe("a card that replaces the pressed one", () => {
		it("stands in its place", async () => {
			const { ground, platform, latest } = await meet(open, ({ act }) =>
				act.kind === "pressed" ? { replace: sentence("Noted.") } : {},
			);
			await ground.say("bail");
			await platform.send(latest().place, { summary: "Bail", blocks: [button] }, "d1");
			await platform.send(latest().place, sentence("Below it."), "d2");
			await ground.press("Useful");
			await platform.stop();
			expect(ground.sees("ann", "direct").map(({ text }) => text)).toEqual(["Noted.", "Below it."]);
		});

		it("leaves nothing of it when it is empty", async () => {
			const { ground, platform, latest } = await meet(open, ({ act }) =>
				act.kind === "pressed" ? { replace: { summary: "Hidden.", blocks: [] } } : {},
			);
			await ground.mention("bail");
			const blocks = [...secret.blocks, button];
			await platform.send(latest().place, { ...secret, blocks }, "d1");
			await ground.press("Useful", { where: "channel" });
			await platform.stop();
			const left = ground.sees("ann", "channel").map(({ text }) => text);
			expect(left.join()).toMatch(/^(Hidden\.)?$/);
		});

		it("stands there once when the press was delivered many times at once", async () => {
			const { ground, platform, latest } = await meet(open, ({ act }) =>
				act.kind === "pressed" ? { replace: sentence("Noted.") } : {},
			);
			await ground.say("bail");
			await platform.send(latest().place, { summary: "Bail", blocks: [button] }, "d1");
			await ground.press("Useful", { times: 5 });
			await platform.stop();
			expect(ground.sees("ann", "direct").map(({ text }) => text)).toEqual(["Noted."]);
		});
	});

	describe("an event that is to come again", () => {
		it.each(["words", "a press"])("is not accepted, and is when it came again: %s", async (what) => {
			let again = false;
			const { ground, platform, latest } = await meet(open, () => ({ again }));
			let act = await ground.say("bail");
			await platform.send(latest().place, { summary: "Bail", blocks: [button] }, "d1");
			again = true;
			act = what === "words" ? await ground.say("bail") : await ground.press("Useful");
			expect(act.statuses).toEqual([503]);
			again = false;
			expect(await act.again()).toBe(200);
		});
	});

	it("a request of somebody who is not the platform keeps no stop waiting", async () => {
		const { ground, platform } = await meet(open);
		await ground.dawdle();
		await platform.stop();
	});

	describe("a reply in private", () => {
		it("to words in a channel is seen by nobody else, who see not even that there is one", async () => {
			const { ground, platform, latest } = await meet(open);
			const { thread } = await ground.mention("he hurts me");
			expect((await platform.sendPrivately(latest(), secret)).kind).toBe("sent");
			await ground.mention("and again", { thread });
			expect((await platform.sendPrivately(latest(), secret)).kind).toBe("sent");
			const toHer = [...ground.sees("ann", "direct"), ...ground.sees("ann", "channel")];
			expect(toHer.filter(({ text }) => text.includes("Ring 999 if you were strangled."))).toHaveLength(2);
			expect([...ground.sees("ben", "channel"), ...ground.sees("ben", "direct")]).toEqual([]);
		});

		it("stays in the direct conversation that it answers", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("he hurts me");
			expect((await platform.sendPrivately(latest(), secret)).kind).toBe("sent");
			expect(ground.sees("ann", "direct").map(({ text }) => squeezed(text))).toEqual([
				squeezed(secret.summary),
			]);
			expect(ground.sees("ben", "direct")).toEqual([]);
		});

		it("that only has to wait is told so, with nothing said in public, and goes through afterwards", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.mention("he hurts me");
			ground.troublePrivate("ann", "busy");
			expect((await platform.sendPrivately(latest(), secret)).kind).toBe("later");
			expect([...ground.sees("ann", "direct"), ...ground.sees("ann", "channel")]).toEqual([]);
			expect((await platform.sendPrivately(latest(), secret)).kind).toBe("sent");
			expect(ground.sees("ben", "channel")).toEqual([]);
		});

		it("that nothing lets through leaves in public one line that says where to write, and no more", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.mention("he hurts me");
			ground.troublePrivate("ann", "refused");
			expect((await platform.sendPrivately(latest(), secret)).kind).toBe("never");
			expect(ground.sees("ben", "channel").map(({ text }) => text)).toEqual([
				expect.stringMatching(
					/^I can answer this in a (private chat|direct message)\. Please write to me there\.$/,
				),
			]);
			expect(ground.sees("ann", "direct")).toEqual([]);
		});
	});

	describe("a notification", () => {
		it("says what the message says", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("bail");
			await platform.send(latest().place, sentence("On bail."), "d1");
			expect(ground.notifications().join()).toContain("On bail.");
		});

		it("has none of the words of a discreet message, wherever it goes", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("he hurts me");
			await platform.send(latest().place, secret, "d1");
			await platform.sendPrivately(latest(), secret);
			await ground.mention("he hurts me");
			await platform.sendPrivately(latest(), secret);
			expect(ground.notifications().length).toBeGreaterThanOrEqual(3);
			expect(ground.notifications().filter(holdsSecret)).toEqual([]);
		});
	});

	describe("a post", () => {
		const ends: [Trouble, object, number][] = [
			[{ kind: "slow down", seconds: 7 }, { kind: "later", afterSeconds: 7 }, 0],
			[{ kind: "gone" }, { kind: "never" }, 0],
			[{ kind: "accepted, then dropped" }, { kind: "unknown" }, 1],
			[{ kind: "dropped" }, { kind: "unknown" }, 0],
			[{ kind: "503" }, { kind: "unknown" }, 1],
		];
		it.each(ends)("that meets %j is told apart, and is made exactly once", async (trouble, told, shown) => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("bail");
			ground.trouble(trouble);
			expect(await platform.send(latest().place, sentence("On bail."), "d1")).toMatchObject(told);
			expect(ground.tries()).toBe(1);
			expect(ground.sees("ann", "direct")).toHaveLength(shown);
			expect(await platform.send(latest().place, sentence("On bail."), "d2")).toMatchObject({ kind: "sent" });
		});

		it("that was accepted and lost its answer is found, where the platform can look", async () => {
			const { ground, platform, latest } = await meet(open);
			await ground.say("bail");
			ground.trouble({ kind: "accepted, then dropped" });
			const { place } = latest();
			await platform.send(place, sentence("On bail."), "d1");
			const since = new Date("2026-11-23T09:00:00Z");
			const found = await platform.find?.(place, "d1", since);
			expect(found?.kind ?? "found").toBe("found");
			expect((await platform.find?.(place, "d2", since))?.kind ?? "absent").toBe("absent");
		});
	});
}
