import { beforeEach, describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { useDatabase } from "../../support/database.ts";
import { letIn, open } from "../world.ts";
import { createStage } from "./stage.ts";

const database = useDatabase();
let stage: ReturnType<typeof createStage>;
let police: Agency;

const lesson = (id: string, title: string) => ({
	...{ id, title, url: `https://lessons.example.org/${id}` },
	read: { label: `Read: ${title}`, action: "lessons.full", value: { lesson: id } },
});
/** The lessons that are out, and how many of them count as the newest. */
let out: ReturnType<typeof lesson>[];
let newest: number;

beforeEach(async () => {
	police = await letIn(database.db, "Kent Police", "police");
	await letIn(database.db, "Medway Health", "health");
	out = [lesson("l1", "Ask about control")];
	newest = 1;
	stage = createStage(database.db, {
		lessons: async (ids) => (ids ? out.filter(({ id }) => ids.includes(id)) : out.slice(0, newest)),
	});
});
const cora = () => ({ agency: police, name: "cora", roles: ["coordinator" as const] });
const carl = () => ({ ...cora(), name: "carl" });
const ann = () => ({ agency: police, name: "ann" });
const bob = () => ({ agency: police, name: "bob" });

const filled = {
	...{
		title: "What housing learned",
		date: "2026-05-14",
		starts: "09:30",
		ends: "12:30",
		venue: "Town Hall",
	},
	...{
		link: null,
		capacity: "2",
		waiting: "yes",
		for: null,
		themes: ["housing"],
		held: null,
		access: null,
		about: null,
	},
	sessions: "Anna’s review | An independent chair | Kent Police",
};
const id = "what-housing-learned-2026-05-14";
const slides = "Slides | https://slides.example.org/1";
const asRead =
	"Slides https://slides.example.org/1\nAsk about control https://lessons.example.org/l1\n\n[Read: Ask about control]";

async function setUp(): Promise<void> {
	await stage.say(cora(), "new seminar");
	await stage.press(cora(), "Keep as a draft", filled);
	await stage.press(cora(), "Announce and open booking");
}

describe("A coordinator", () => {
	it("sets a seminar up in a form, looks it over, and announces it to the channels that want it", async () => {
		stage.channels.push({ platform: "terminal", workspace: "w", key: "c1", address: "c1", kind: "channel" });
		await stage.say(cora(), "new seminar");
		const draft = await stage.press(cora(), "Keep as a draft", filled);
		expect(draft).toContain("State: a draft: nobody can book yet");
		expect(draft).toContain(
			"1. Anna’s review. Presented by An independent chair, with Kent Police on what they changed.",
		);
		expect(await stage.pressRaw(ann(), "seminars.book", { seminar: id })).toContain("cannot be booked yet");
		expect(await stage.press(cora(), "Announce and open booking")).toContain("State: open for booking");
		await stage.tick("2026-04-14T10:21:00Z");
		await stage.tick("2026-04-14T10:22:00Z");
		expect(await stage.told("c1")).toHaveLength(1);
		expect((await stage.told("c1"))[0]).toContain("Themes: Housing and homelessness");
	});

	it("is shown the form again with what is wrong, and nothing is kept", async () => {
		await stage.say(cora(), "new seminar");
		const again = await stage.press(cora(), "Keep as a draft", { ...filled, ends: "09:00", capacity: "0" });
		expect(again).toContain("Ends: 09:00 is not after the start, 09:30.");
		expect(again).toContain("Capacity: “0” is not a whole number from 1 to 5000.");
		expect(again).toContain("(now: What housing learned)");
		expect(await database.db.seminar.count()).toBe(0);
	});

	it("is asked which of the two, for a time that comes twice", async () => {
		await stage.say(cora(), "new seminar");
		const autumn = { ...filled, date: "2026-10-25", starts: "01:15", ends: "01:45" };
		expect(await stage.press(cora(), "Keep as a draft", autumn)).toContain("Which of the two");
		await stage.press(cora(), "Keep as a draft", { ...autumn, clock: "GMT" });
		const [seminar] = await database.db.seminar.findMany();
		expect(seminar?.startsAt).toEqual(new Date("2026-10-25T01:15:00Z"));
	});

	it("alone can do so: every press is checked", async () => {
		expect(await stage.say(ann(), "new seminar")).toContain("Only coordinators");
		await setUp();
		for (const verb of [
			"create",
			"apply",
			"announce",
			"callOff",
			"change",
			"manage",
			"bookings",
			"allNeeds",
			"importDelegates",
			"mark",
			"materials",
			"waiting",
		])
			expect(await stage.pressRaw(ann(), `seminars.${verb}`, { seminar: id, id }), verb).toContain(
				"Only coordinators",
			);
		expect(await database.db.seminar.count({ where: { state: "open" } })).toBe(1);
	});

	it("cannot lower the capacity below what is booked", async () => {
		await setUp();
		for (const name of ["ann", "bob"])
			await stage.pressRaw({ agency: police, name }, "seminars.book", { seminar: id });
		await stage.press(cora(), "Change");
		expect(await stage.press(cora(), "Keep the changes", { ...filled, capacity: "1" })).toContain(
			"the capacity of 1 is below the 2 places that are taken",
		);
		expect((await database.db.seminar.findUnique({ where: { id } }))?.capacity).toBe(2);
	});

	it("changes a seminar for an agency that is not let in for now, by the form as it was filled in", async () => {
		const { db } = database;
		const [agencies, until] = [["medway-health"], new Date("2026-05-01T23:00:00Z")];
		await open(db, { agencies, holds: [{ agencyId: "medway-health", seats: 1, until }] });
		await db.agency.update({ where: { id: "medway-health" }, data: { state: "suspended" } });
		const form = await stage.pressRaw(cora(), "seminars.change", { seminar: "housing" });
		expect(form).toContain("(now: Medway Health)");
		expect(form).toContain("(now: Medway Health: 1 until 2026-05-01)");
		const same = { ...filled, for: "Medway Health", held: "Medway Health: 1 until 2026-05-01" };
		expect(await stage.press(cora(), "Keep the changes", { ...same, venue: "Library" })).toContain(
			"The changes are kept",
		);
		expect(await db.seminar.findFirst()).toMatchObject({ venue: "Library", agencies });
	});

	it("moves a seminar, and who booked is told where and when it is now", async () => {
		await setUp();
		await stage.pressRaw(ann(), "seminars.book", { seminar: id });
		await stage.press(cora(), "Change");
		expect(
			await stage.press(cora(), "Keep the changes", { ...filled, date: "2026-06-11", venue: "Library" }),
		).toContain("will be told");
		await stage.tick("2026-04-14T10:30:00Z");
		expect((await stage.told(ann())).join()).toContain(
			"When: Thursday 11 June 2026, 09:30 to 12:30\nWhere: Library",
		);
	});

	it("does not undo by an older form what somebody else changed, and nobody is told of it again", async () => {
		await setUp();
		await stage.pressRaw(ann(), "seminars.book", { seminar: id });
		await stage.pressRaw(carl(), "seminars.change", { seminar: id });
		const moved = { ...filled, date: "2026-05-21" };
		await stage.press(cora(), "Change");
		await stage.press(cora(), "Keep the changes", moved);
		await stage.tick("2026-04-14T10:30:00Z");
		const again = await stage.press(carl(), "Keep the changes", { ...filled, title: "What we learned" });
		expect(again).toContain("It has changed since you looked, so I have not kept your changes.");
		expect(again).toContain("(now: 2026-05-21)");
		expect(await stage.press(carl(), "Keep the changes", { ...moved, title: "What we learned" })).toContain(
			"The changes are kept.",
		);
		await stage.tick("2026-04-14T10:31:00Z");
		expect(await database.db.seminar.findUnique({ where: { id } })).toMatchObject({
			...{ title: "What we learned", startsAt: new Date("2026-05-21T08:30:00Z") },
		});
		expect((await stage.told(ann())).filter((text) => text.includes("Changed:"))).toHaveLength(1);
	});

	it("who presses twice to keep the same changes reads twice that they are kept", async () => {
		await setUp();
		await stage.press(cora(), "Change");
		for (let twice = 0; twice < 2; twice++)
			expect(await stage.press(cora(), "Keep the changes", { ...filled, capacity: "5" })).toContain(
				"The changes are kept.",
			);
	});

	it("cancels only after a second yes, and who booked is told", async () => {
		await setUp();
		await stage.pressRaw(ann(), "seminars.book", { seminar: id });
		expect(await stage.press(cora(), "Cancel the seminar")).toContain("it cannot be taken back");
		await stage.press(cora(), "Yes, cancel it");
		await stage.tick("2026-04-14T10:30:00Z");
		expect((await stage.told(ann())).join()).toContain("will not take place");
	});

	it("notes who is there by tapping names, takes one back, and sees how many came", async () => {
		await setUp();
		for (const name of ["ann", "bob"])
			await stage.pressRaw({ agency: police, name }, "seminars.book", { seminar: id });
		stage.at("2026-05-14T08:20:00Z");
		await stage.pressRaw(cora(), "seminars.manage", { seminar: id });
		const asked = await stage.press(cora(), "Attendance");
		expect(asked).toContain("Noted as here: 0 of 2");
		const [first] = await database.db.seminarBooking.findMany({ orderBy: { arrival: "asc" } });
		expect(await stage.press(cora(), "Note as here", { names: [first?.id ?? ""] })).toContain(
			"Noted as here: 1 of 2",
		);
		await stage.press(cora(), "Take somebody back");
		expect(await stage.press(cora(), "Take back", { names: [first?.id ?? ""] })).toContain(
			"Noted as here: 0 of 2",
		);
	});

	it("sees bookings by agency as a chart and a list, and what delegates need", async () => {
		await setUp();
		await stage.pressRaw(ann(), "seminars.book", { seminar: id });
		await stage.press(ann(), "What I need to take part");
		await stage.press(ann(), "Keep this", { needs: "Large print" });
		const card = await stage.pressRaw(cora(), "seminars.bookings", { seminar: id });
		expect(card).toContain("1 of 2 places are taken; Kent Police has most, with 1.");
		expect(card).toContain("Kent Police: 1 booked");
		const told = await stage.press(cora(), "What delegates need");
		expect(told).not.toContain("Large print");
		const url = /https:\S+seminar-needs\/[\w-]+/.exec(told)?.[0] ?? "";
		expect((await stage.open(url)).body).toMatch(/ann.*Large print/);
		await stage.press(ann(), "Give up my place");
		expect((await stage.open(url)).body).not.toContain("Large print");
	});

	it("links materials and lessons in time: delegates have them with the follow-up, and after they answered it", async () => {
		await setUp();
		await stage.pressRaw(ann(), "seminars.book", { seminar: id });
		await stage.press(cora(), "Materials and lessons");
		expect(await stage.press(cora(), "Keep", { materials: "Slides | http://x", lessons: [] })).toContain(
			"is not an https address",
		);
		await stage.press(cora(), "Materials and lessons");
		await stage.press(cora(), "Keep", { materials: slides, lessons: ["l1"] });
		const again = await stage.pressRaw(cora(), "seminars.askMaterials", { seminar: id });
		expect(again).toContain(`(now: ${slides})`);
		await stage.tick("2026-05-15T09:00:00Z");
		expect((await stage.told(ann())).at(-1)).toContain(asRead);
		const empty = await stage.press(ann(), "Keep this", { commitment: null });
		expect(empty).toContain("Nothing is kept.");
		expect(empty).toContain(asRead);
		const kept = await stage.press(ann(), "Keep this", { commitment: "Ask about control." });
		expect(kept).toContain("“Ask about control.”");
		expect(kept).toContain(asRead);
		expect(await stage.press(ann(), "Open the seminar")).toContain(asRead);
		const same = await stage.press(cora(), "Keep", { materials: slides, lessons: ["l1"] });
		expect(same).not.toContain("I send it");
	});

	it("links materials after the follow-up: who was there is sent them once, and finds them in “my seminars”", async () => {
		const { db } = database;
		await setUp();
		for (const who of [ann(), bob()]) await stage.pressRaw(who, "seminars.book", { seminar: id });
		const attendedAt = new Date("2026-05-14T08:30:00Z");
		await db.seminarBooking.updateMany({ where: { arrival: 1 }, data: { attendedAt } });
		await stage.tick("2026-05-15T09:00:00Z");
		stage.at("2026-05-16T20:30:00Z");
		await stage.pressRaw(cora(), "seminars.askMaterials", { seminar: id });
		expect(await stage.press(cora(), "Keep", { materials: slides, lessons: ["l1"] })).toContain(
			"I send it to those who were there.",
		);
		expect(
			await stage.press(cora(), "Keep", { materials: `${slides}\nNotes | https://x.example.org` }),
		).not.toContain("I send it");
		const sent = await db.delivery.findMany({ where: { group: `materials:${id}` } });
		expect(sent).toMatchObject([{ notBefore: new Date("2026-05-17T07:00:00Z") }]);
		expect((await stage.told(ann())).at(-1)).toContain(`To read after “What housing learned”\n\n${asRead}`);
		stage.at("2026-06-01T09:00:00Z");
		expect(await stage.say(ann(), "my seminars")).toContain("This seminar is over.");
		expect(await stage.press(ann(), "Open: What housing learned")).toContain("Notes https://x.example.org");
	});

	it("keeps a lesson linked by the form as it stands, though it has another title and others are newer", async () => {
		await setUp();
		await stage.press(cora(), "Materials and lessons");
		await stage.press(cora(), "Keep", { materials: null, lessons: ["l1"] });
		out = [lesson("l2", "Share what you know"), lesson("l1", "Ask about every kind of control")];
		await stage.pressRaw(cora(), "seminars.askMaterials", { seminar: id });
		const standing = stage.filledIn(cora());
		expect(standing).toEqual({ materials: null, lessons: ["l1"] });
		expect(await stage.press(cora(), "Keep", standing)).toContain("[Read: Ask about every kind of control]");
	});

	it("links a lesson that delegates read by its title of today, and no longer once it was taken back", async () => {
		await setUp();
		await stage.pressRaw(ann(), "seminars.book", { seminar: id });
		await stage.press(cora(), "Materials and lessons");
		await stage.press(cora(), "Keep", { materials: slides, lessons: ["l1"] });
		out = [lesson("l1", "Ask about every kind of control")];
		expect(await stage.pressRaw(ann(), "seminars.show", { seminar: id })).toContain(
			"[Read: Ask about every kind of control]",
		);
		out = [];
		await stage.tick("2026-05-15T09:00:00Z");
		const shown = [
			(await stage.told(ann())).at(-1) ?? "",
			await stage.press(ann(), "Keep this", { commitment: "Listen." }),
			await stage.press(ann(), "Open the seminar"),
		];
		for (const text of shown) {
			expect(text).toContain("Slides https://slides.example.org/1");
			expect(text).not.toContain("Ask about");
		}
	});

	it("closes and opens the waiting list; an old card that is pressed again turns nothing round", async () => {
		await open(database.db, { capacity: 1 });
		await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" });
		await stage.pressRaw(cora(), "seminars.manage", { seminar: "housing" });
		for (let twice = 0; twice < 2; twice++)
			expect(await stage.press(cora(), "Close the waiting list")).toContain("The waiting list is closed");
		expect(await stage.pressRaw(bob(), "seminars.book", { seminar: "housing" })).toContain(
			"there is no waiting list",
		);
		await stage.press(cora(), "Open a waiting list");
		expect(await stage.pressRaw(bob(), "seminars.book", { seminar: "housing" })).toContain(
			"You are number 1",
		);
		// A card from before buttons said what they bring about.
		expect(await stage.pressRaw(cora(), "seminars.waiting", { seminar: "housing" })).toContain(
			"The waiting list is closed",
		);
	});
});
