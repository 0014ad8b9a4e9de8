import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { useDatabase } from "../support/database.ts";
import { ann, carl, cora, kent, openPartnership, type Partnership } from "./partnership.ts";
import { addThemes, askCorrection, correct, recall, release, wanted } from "./written.ts";

const database = useDatabase();
let partnership: Partnership;
const team = { workspace: kent, channel: "team" };

beforeEach(async () => {
	partnership = await openPartnership(database.storage, { withoutContent: true });
	await addThemes(database.db);
	await partnership.grant("coordinator", cora);
	await partnership.grant("coordinator", carl);
	await partnership.say("subscribe", { ...ann, ...team });
	await release(partnership, {}, cora, carl);
});
afterEach(() => partnership.stop());

const annsOwn = () => partnership.standing({ workspace: kent, person: "ann" }).join("\n");

/** Something that the bot said to Ann with all the lessons, as it stands in the ledger once it was sent. */
async function said(text: string) {
	const lessons = await database.db.lesson.findMany();
	const [at, key] = [partnership.now(), `reply:${text}`];
	await database.db.delivery.create({
		data: {
			...{ key, platform: "terminal", workspace: kent, placeKey: "terminal:kent-police:ann" },
			...{ placeKind: "direct", address: "ann", state: "sent", messageId: text, createdAt: at, sentAt: at },
			...{ said: sentence(text), cites: lessons.map(({ id }) => `lesson-${id}-1`) },
		},
	});
}

describe("A correction", () => {
	it("is approved or dropped as it was shown, or not at all", async () => {
		await askCorrection(partnership, { learning: "Other words.", note: "They are others." }, cora, carl);
		const seen = ["Approve the correction", "Drop the correction"].map((each) =>
			partnership.button(each, carl),
		);
		const unseen = { learning: "Words nobody else saw.", note: "They are others again." };
		await askCorrection(partnership, unseen, cora, carl);
		for (const button of seen)
			expect(await partnership.pressIt(button, carl)).toContain(
				"It has changed since you looked. This is how it stands now.",
			);
		const { version, proposed } = await database.db.lesson.findFirstOrThrow();
		expect(version).toBe(1);
		expect(JSON.stringify(proposed)).toContain(unseen.learning);
		expect(await partnership.press("Approve the correction", carl)).toContain("Corrected.");
	});

	it("marks what was being answered from the old words meanwhile, and nothing that was asked after it", async () => {
		const learning = "Say why you ask.";
		await correct(partnership, { learning, note: "It says why." }, cora, carl);
		await said("The old words.");
		const marked = await partnership.tick();
		expect(marked).toContain("has changed since this was written");
		expect(marked).toContain("The old words.");
		partnership.at("2026-04-14T10:21:00Z");
		await partnership.press("Read in full", { ...ann, ...team });
		expect(annsOwn()).toContain(learning);
		expect(await partnership.tick()).toBe("");
	});

	it("marks an answer beside the mark of another lesson in it, which still follows what becomes of that one", async () => {
		const title = "Write it down";
		await release(partnership, { title }, cora, carl);
		await said("The words of both.");
		await correct(partnership, { learning: "One is better.", note: "It is shorter." }, cora, carl);
		await correct(partnership, { title, learning: "So is the other.", note: "It is longer." }, cora, carl);
		for (const part of [wanted.title, title]) expect(annsOwn()).toContain(`“${part}” has changed`);
		expect(annsOwn()).toContain("The words of both.");
		expect(await partnership.tick()).toBe("");
		await correct(partnership, { learning: "One is better still.", note: "It is clearer." }, cora, carl);
		expect(annsOwn()).toContain("It is clearer.");
		expect(annsOwn()).toContain("It is longer.");
		expect(annsOwn()).not.toContain("It is shorter.");
		await recall(partnership, "It was not agreed.", cora, title);
		expect(annsOwn()).toContain("came in part from a lesson that was recalled");
		expect(annsOwn()).not.toContain("The words of both.");
	});
});

describe("A recall", () => {
	it("marks what was being answered from the words meanwhile", async () => {
		await recall(partnership, "It was not agreed.", cora);
		await said("The old words.");
		expect(await partnership.tick()).toContain("came in part from a lesson that was recalled");
		expect(await partnership.tick()).toBe("");
	});
});
