import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTalk, type Talk } from "../support/talk.ts";
import { letIn, longAgo, open } from "./world.ts";

let talk: Talk;
const lena = { person: "lena" };
const ann = { person: "ann", name: "Ann Dale" };

beforeAll(async () => {
	talk = await openTalk();
	await talk.grant("lead", lena);
	await open(talk.storage.db);
});
afterAll(async () => {
	expect(talk.log.errors()).toEqual([]);
	await talk.stop();
});

describe("A lead's home", () => {
	it("says nothing of delegates while nobody of the agency goes anywhere", async () => {
		expect(await talk.ask("home", lena)).not.toContain("Delegates of");
	});

	it("shows who of the agency goes to a coming seminar, and nobody else's delegates", async () => {
		const { db } = talk.storage;
		await talk.terminal.press("seminars.book", { seminar: "housing" }, ann);
		const other = await letIn(db, "Homes Trust", "housing");
		const theirs = {
			seminarId: "housing",
			agencyId: other.id,
			name: "Bea Field",
			arrival: 99,
			since: longAgo,
		};
		await db.seminarBooking.create({ data: { ...theirs, state: "booked" } });
		await talk.house.allSaid();
		const home = await talk.ask("home", lena);
		expect(home).toContain("Delegates of Agency local");
		expect(home).toMatch(/What housing learned, .+: 1 place\./);
		const shown = JSON.stringify(await talk.act("Who goes: What housing learned", lena));
		expect(shown).toContain("Ann Dale");
		expect(shown).toContain("has a place");
		expect(shown).not.toContain("Bea Field");
	});

	it("is the lead's alone", async () => {
		expect(await talk.ask("home", ann)).not.toContain("Delegates of");
		await talk.terminal.press("seminars.ofAgency", { seminar: "housing" }, ann);
		await talk.house.allSaid();
		expect(JSON.stringify(talk.shown.at(-1)?.message)).toContain("Only leads can see");
	});
});
