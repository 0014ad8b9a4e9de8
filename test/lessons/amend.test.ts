import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, hal, homes, kent, openPartnership, type Partnership } from "./partnership.ts";
import { correct, recall, release, wanted } from "./written.ts";

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
		const change = "It now says that people are told why they are asked.";
		expect(await correct(partnership, { learning: newer, note: change }, cora, carl)).toContain("Corrected.");
		const note = `Corrected on 14 April 2026: ${change}`;
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

		expect(await recall(partnership, "A reader told us that one sentence is wrong.", cora)).toContain(
			"Recalled.",
		);
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

	it("is taken down by itself on its take-down date", async () => {
		await partnership.say("subscribe", { ...ann, ...team });
		await release(partnership, {}, cora, carl);
		expect(await partnership.tick("2028-05-02T22:59:00Z")).not.toContain("taken down");
		await partnership.tick("2028-05-02T23:00:00Z");
		expect(partnership.standing(team).at(-1)).toContain("was taken down on 3 May 2028, as was planned");
		expect(await partnership.say(ask, hal)).not.toContain(wanted.learning);
	}, 120_000);
});
