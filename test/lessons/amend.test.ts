import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, hal, homes, kent, openPartnership, type Partnership } from "./partnership.ts";
import { release, wanted } from "./written.ts";

const database = useDatabase();
let partnership: Partnership;
const team = { workspace: kent, channel: "team" };
const tenancy = { workspace: homes, channel: "tenancy" };
const ask = "what is a wobblefrock visit a chance for";

beforeEach(async () => {
	partnership = await openPartnership(database.storage);
	await partnership.grant("coordinator", cora);
	await partnership.grant("coordinator", carl);
}, 60_000);
afterEach(() => partnership.stop());

async function correct(learning: string, note: string) {
	await partnership.say("lessons", cora);
	await partnership.press(wanted.title, cora);
	await partnership.press("Correct", cora);
	await partnership.press("What happened, and the learning", cora);
	await partnership.press("Keep", cora, { happened: wanted.happened, learning });
	await partnership.press("Change the correction", cora);
	await partnership.press("What to do now, and other lengths", cora);
	await partnership.press("Keep", cora, { ...wanted, summary: null });
	await partnership.press("Ask for approval", cora);
	await partnership.press("Ask for approval", cora, { note });
	await partnership.press("Look and decide", carl);
	return partnership.press("Approve the correction", carl);
}

async function recall(reason: string) {
	await partnership.say("lessons", cora);
	await partnership.press(wanted.title, cora);
	await partnership.press("Recall", cora);
	return partnership.press("Recall it everywhere", cora, { reason });
}

describe("A released lesson", () => {
	it("is answered from at once, corrected and recalled in place everywhere, and then answered from no more", async () => {
		expect(await partnership.say(ask, hal)).not.toContain(wanted.learning);
		await partnership.say("subscribe", { ...ann, ...team });
		await partnership.say("subscribe", { ...hal, ...tenancy });
		await partnership.press("Change what comes", { ...hal, ...tenancy });
		await partnership.press(
			"Keep",
			{ ...hal, ...tenancy },
			{ detail: "full", rhythm: "atOnce", quiet: "none" },
		);
		await release(partnership, {}, cora, carl);
		const answered = await partnership.say(ask, hal);
		expect(answered).toContain(wanted.learning);
		expect(answered).toContain(
			"Lesson “Ask alone, on every visit”, DHR “Anna”, Example Community Safety Partnership",
		);

		const newer = "A wobblefrock visit is a chance to ask. Ask alone, and say first why you ask.";
		expect(await correct(newer, "It now says that people are told why they are asked.")).toContain(
			"Corrected.",
		);
		const note = "Corrected on 14 April 2026: It now says that people are told why they are asked.";
		expect(partnership.standing(team).at(-1)).toContain(note);
		expect(partnership.standing(team).at(-1)).toContain(newer);
		const full = partnership.standing(tenancy).at(-1);
		expect(full).toContain(note);
		expect(full).toContain(`What happened, in general terms: ${wanted.happened}`);
		for (const where of [team, tenancy])
			expect(partnership.standing(where).filter((text) => text.includes(wanted.headline))).toHaveLength(1);
		const asked = { workspace: homes, person: "hal" };
		expect(partnership.standing(asked).join()).toContain(
			"the lesson “Ask alone, on every visit” has changed since this was written.",
		);
		expect(await partnership.say(ask, ann)).toContain("say first why you ask");

		expect(await recall("A reader told us that one sentence is wrong.")).toContain("Recalled.");
		for (const where of [team, tenancy, asked, { workspace: kent, person: "ann" }]) {
			const standing = partnership.standing(where).join("\n");
			expect(standing).toContain("recalled on 14 April 2026");
			expect(standing).not.toContain(wanted.headline);
			expect(standing).not.toContain("wobblefrock visit is");
		}
		expect(await partnership.say(ask, hal)).not.toContain("say first why you ask");
		const rows = await database.db.delivery.findMany({ where: { state: { in: ["failed", "unsure"] } } });
		expect(rows).toEqual([]);
	}, 120_000);

	it("is marked also where it was being answered from at the moment it was recalled", async () => {
		await release(partnership, {}, cora, carl);
		const { id } = await database.db.lesson.findFirstOrThrow();
		await recall("It was not agreed.");
		await database.db.delivery.create({
			data: {
				...{ key: "reply:late", platform: "terminal", workspace: kent, placeKey: "terminal:kent-police:ann" },
				...{ placeKind: "direct", address: "ann", state: "sent", messageId: "m1", cites: [`lesson-${id}-1`] },
				...{
					said: { summary: wanted.learning, blocks: [] },
					createdAt: partnership.now(),
					sentAt: partnership.now(),
				},
			},
		});
		const shown = await partnership.tick();
		expect(shown).toContain("came in part from a lesson that was recalled");
		expect(await partnership.tick()).toBe("");
	}, 120_000);

	it("is taken down by itself on its take-down date", async () => {
		await partnership.say("subscribe", { ...ann, ...team });
		await release(partnership, {}, cora, carl);
		expect(await partnership.tick("2028-05-02T22:59:00Z")).not.toContain("taken down");
		await partnership.tick("2028-05-02T23:00:00Z");
		expect(partnership.standing(team).at(-1)).toContain("was taken down on 3 May 2028, as was planned");
		expect(await partnership.say(ask, hal)).not.toContain(wanted.learning);
	}, 120_000);
});
