import ICAL from "ical.js";
import { beforeEach, describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { message, plain } from "#chat/plain.ts";
import { attended } from "#seminars/attended.ts";
import { callOff, changeSeminar } from "#seminars/setup/keep.ts";
import { useDatabase } from "../../support/database.ts";
import { draft, letIn, open } from "../world.ts";
import { createStage } from "./stage.ts";

const database = useDatabase();
let stage: ReturnType<typeof createStage>;
let police: Agency;
let health: Agency;
beforeEach(async () => {
	police = await letIn(database.db, "Kent Police", "police");
	health = await letIn(database.db, "Medway Health", "health");
	stage = createStage(database.db);
});
const ann = () => ({ agency: police, name: "ann" });
const bea = () => ({ agency: health, name: "bea" });
const cas = () => ({ agency: police, name: "cas" });

describe("A practitioner", () => {
	it("asks when the next seminar is, opens it, books, and sees it among their own", async () => {
		await open(database.db, { about: "Three reviews, and what changed." });
		const list = await stage.say(ann(), "When is the next seminar?");
		expect(list).toContain("What housing learned: Thursday 14 May 2026, 09:30 to 12:30, Town Hall, Chatham.");
		expect(await stage.press(ann(), "Open: What housing learned")).toContain("3 of 3 places are free");
		const booked = await stage.press(ann(), "Book a place");
		expect(booked).toContain("You have a place at this seminar.");
		expect(booked).toContain("housing.ics");
		expect(await stage.say(ann(), "my seminars")).toContain("You have a place.");
		await stage.press(ann(), "Open: What housing learned");
		expect(await stage.press(ann(), "Calendar entry")).toContain(
			"Open this file to put the seminar into your calendar",
		);
	});

	it("who books from a channel is answered in private, and nobody else is told", async () => {
		stage.channels.push({
			platform: "terminal",
			workspace: "kent-police",
			key: "c1",
			address: "c1",
			kind: "channel",
		});
		await open(database.db);
		await stage.tick("2026-04-14T10:21:00Z");
		expect((await stage.told("c1")).join()).toContain("Seminar: What housing learned");
		expect(await stage.press({ ...ann(), channel: "c1" }, "Book a place")).toBe("");
		expect((await stage.told(ann())).join()).toContain("You have a place at this seminar.");
		expect(await stage.told("c1")).toHaveLength(1);
	});

	it("who comes when all places are taken waits, and is offered the first that comes free, in turn", async () => {
		await open(database.db, { capacity: 1 });
		await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" });
		expect(await stage.pressRaw(bea(), "seminars.book", { seminar: "housing" })).toContain(
			"You are number 1 on the waiting list.",
		);
		expect(await stage.pressRaw(cas(), "seminars.book", { seminar: "housing" })).toContain(
			"You are number 2 on the waiting list.",
		);
		expect(await stage.press(ann(), "Give up my place")).toContain(
			"You have no place at this seminar any more",
		);
		await stage.tick("2026-04-14T10:22:00Z");
		expect((await stage.told(bea())).join()).toContain(
			"I keep it for you until Wednesday 15 April 2026 at 11:22.",
		);
		expect(await stage.told(cas())).toEqual([]);
		expect(await stage.press(bea(), "Take the place")).toContain("You have a place");
		await stage.tick("2026-04-14T10:23:00Z");
		expect(await stage.told(cas())).toEqual([]);
		expect(await stage.press(cas(), "Leave the waiting list")).toContain(
			"You are not on the waiting list any more",
		);
	});

	it("who has a place by now does not lose it by an older card about the waiting list or the offer", async () => {
		await open(database.db, { capacity: 1 });
		for (const who of [ann(), bea()]) await stage.pressRaw(who, "seminars.book", { seminar: "housing" });
		await stage.press(ann(), "Give up my place");
		await stage.tick("2026-04-14T10:22:00Z");
		await stage.press(bea(), "Take the place");
		await stage.press(bea(), "What I need to take part");
		await stage.press(bea(), "Keep this", { needs: "A hearing loop" });
		for (const old of ["Leave the waiting list", "No, thank you"])
			expect(await stage.press(bea(), old)).toContain("You have a place at this seminar.");
		expect(await database.db.seminarBooking.findFirst({ where: { state: "booked" } })).toMatchObject({
			needs: "A hearing loop",
		});
		// A card from before buttons said what they give up.
		expect(await stage.pressRaw(bea(), "seminars.cancel", { seminar: "housing" })).toContain(
			"You have no place at this seminar any more",
		);
	});

	it("who lets an offer lapse is told so, and the next is asked; a late press takes nothing from them", async () => {
		await open(database.db, { capacity: 1 });
		for (const who of [ann(), bea(), cas()])
			await stage.pressRaw(who, "seminars.book", { seminar: "housing" });
		await stage.press(ann(), "Give up my place");
		await stage.tick("2026-04-14T10:22:00Z");
		stage.at("2026-04-15T10:22:00Z");
		expect(await stage.press(bea(), "Take the place")).toContain("The time to take this place is over");
		await stage.tick("2026-04-15T10:23:00Z");
		expect((await stage.told(bea())).at(-1)).toContain("it goes to whoever is next");
		expect((await stage.told(cas())).join()).toContain("A place for you");
	});

	it("is not offered a place in the night", async () => {
		await open(database.db, { capacity: 1 });
		for (const who of [ann(), bea()]) await stage.pressRaw(who, "seminars.book", { seminar: "housing" });
		await stage.press(ann(), "Give up my place");
		await stage.tick("2026-04-14T21:00:00Z");
		expect(await stage.told(bea())).toEqual([]);
		await stage.tick("2026-04-15T07:00:00Z");
		expect((await stage.told(bea())).join()).toContain("A place for you");
	});

	it("cannot book what is for others, is cancelled, is a draft or has begun, and is told so kindly", async () => {
		await open(database.db, { sectors: ["health"] });
		expect(await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" })).toContain(
			"for other agencies or sectors",
		);
		expect(await stage.say(ann(), "seminars")).toContain("There is no seminar planned at present");
		await database.db.$transaction((tx) => callOff(tx, "housing", new Date("2026-04-14T10:30:00Z")));
		expect(await stage.pressRaw(bea(), "seminars.book", { seminar: "housing" })).toContain("was cancelled");
		await open(database.db, { id: "begun", startsAt: new Date("2026-04-14T08:00:00Z") });
		expect(await stage.pressRaw(bea(), "seminars.book", { seminar: "begun" })).toContain("has begun");
		expect(await stage.pressRaw(bea(), "seminars.book", { seminar: "nothing" })).toContain(
			"I do not know that seminar",
		);
		expect(await stage.pressRaw(bea(), "seminars.book", "rubbish")).toContain("out of date");
	});

	it("who has a place at a seminar that was cancelled, or is over, is told that first, wherever they look", async () => {
		const { db } = database;
		await open(db);
		await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" });
		stage.at("2026-05-14T11:30:00Z");
		expect(await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" })).toContain("is over");
		stage.at("2026-04-14T10:30:00Z");
		const now = new Date("2026-04-14T10:30:00Z");
		await db.$transaction((tx) => callOff(tx, "housing", now));
		const { id: person } = await db.person.findFirstOrThrow();
		const home = await stage.feature.home?.({ agency: police, roles: [], person }, now);
		const told = [
			await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" }),
			await stage.pressRaw(ann(), "seminars.take", { seminar: "housing" }),
			await stage.pressRaw(ann(), "seminars.cancel", { seminar: "housing", of: "waiting" }),
			await stage.say(ann(), "my seminars"),
			plain(message(home ?? [])),
			JSON.stringify(await stage.feature.holds?.(person)),
		];
		for (const text of told) {
			expect(text).toMatch(/cancelled\./i);
			expect(text).not.toContain("You have a place");
		}
	});

	it("says what they need to take part, and what describes a case is not kept", async () => {
		await open(database.db);
		await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" });
		await stage.press(ann(), "What I need to take part");
		expect(await stage.press(ann(), "Keep this", { needs: "A hearing loop" })).toContain(
			"The coordinators can see",
		);
		await stage.press(ann(), "What I need to take part");
		const told = await stage.press(ann(), "Keep this", {
			needs: "My partner hits me and I am scared to go home tonight",
		});
		expect(told).not.toContain("The coordinators can see");
		const [booking] = await database.db.seminarBooking.findMany();
		expect(booking?.needs).toBe("A hearing loop");
		await stage.tick("2026-06-01T09:00:00Z");
		expect((await database.db.seminarBooking.findFirst())?.needs).toBeNull();
	});

	it("is reminded, arrives with the code of the day, and is asked once what they will do differently", async () => {
		await open(database.db);
		await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" });
		await stage.pressRaw(bea(), "seminars.book", { seminar: "housing" });
		await stage.tick("2026-05-07T09:00:00Z");
		await stage.tick("2026-05-13T09:00:00Z");
		await stage.tick("2026-05-14T07:00:00Z");
		expect(await stage.told(ann())).toHaveLength(3);
		expect(await stage.press(ann(), "I’m here")).toContain("What is the code of the day?");
		const { dayCode } = await database.db.seminar.findUniqueOrThrow({ where: { id: "housing" } });
		expect(await stage.press(ann(), "I’m here", { code: "WRONG" })).toContain("not the code of the day");
		expect(await stage.say(ann(), `I'm here ${dayCode.toLowerCase()}`)).toContain("noted as here");
		await stage.tick("2026-05-15T09:00:00Z");
		await stage.tick("2026-05-15T09:01:00Z");
		expect(
			(await stage.told(ann())).filter((text) => text.includes("one thing you will do differently")),
		).toHaveLength(1);
		// Somebody noted who came, so who did not is not asked.
		expect((await stage.told(bea())).join()).not.toContain("one thing you will do differently");
		expect(
			await stage.press(ann(), "Keep this", { commitment: "Ask about control, not only about injuries." }),
		).toContain("Ask about control");
		const found = await attended(database.db, "housing");
		expect(found.map(({ came, commitment }) => ({ came, commitment }))).toEqual(
			expect.arrayContaining([
				{ came: true, commitment: "Ask about control, not only about injuries." },
				{ came: false, commitment: undefined },
			]),
		);
	});

	it("who says only “here” on another day is not taken for a delegate", async () => {
		await open(database.db);
		await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" });
		expect(await stage.say(ann(), "I’m here")).toBe("");
		expect(await stage.say(ann(), "what do reviews say about booking systems?")).toBe("");
		stage.at("2026-05-14T08:00:00Z");
		expect(await stage.say(ann(), "I’m here")).toContain("What is the code of the day?");
	});
});

describe("The calendar file", () => {
	const event = async (url: string) => {
		const page = await stage.open(url);
		expect(page.type).toBe("calendar");
		const calendar = new ICAL.Component(ICAL.parse(page.body));
		const one = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined);
		return { method: calendar.getFirstPropertyValue("method"), one };
	};
	const link = (text: string) => /https:\S+/.exec(text)?.[0] ?? "";

	it("is the same entry for ever, rises with each change, and says what it is", async () => {
		await open(database.db, { title: "Körper, Geist; und: mehr", link: "https://meet.example.org/x" });
		const url = link(
			(await stage.pressRaw(ann(), "seminars.book", { seminar: "housing" })).split("housing.ics): ")[1] ?? "",
		);
		const first = await event(url);
		expect(first.method).toBe("REQUEST");
		expect(first.one.summary).toBe("Körper, Geist; und: mehr");
		expect(first.one.startDate.toJSDate()).toEqual(new Date("2026-05-14T08:30:00Z"));
		expect(first.one.endDate.toJSDate()).toEqual(new Date("2026-05-14T11:30:00Z"));
		expect(first.one.location).toBe("Town Hall, Chatham");
		expect(first.one.component.getFirstPropertyValue("status")).toBe("CONFIRMED");

		const moved = draft({
			startsAt: new Date("2026-10-26T09:30:00Z"),
			endsAt: new Date("2026-10-26T11:30:00Z"),
		});
		await database.db.$transaction((tx) => changeSeminar(tx, moved, new Date("2026-04-15T09:00:00Z")));
		const second = await event(url);
		expect(second.method).toBe("REQUEST");
		expect(second.one.uid).toBe(first.one.uid);
		expect(second.one.sequence).toBeGreaterThan(first.one.sequence);
		expect(second.one.startDate.toJSDate()).toEqual(new Date("2026-10-26T09:30:00Z"));

		await stage.press(ann(), "Give up my place");
		const third = await event(url);
		expect(third.method).toBe("CANCEL");
		expect(third.one.component.getFirstPropertyValue("status")).toBe("CANCELLED");
		expect(third.one.sequence).toBeGreaterThan(second.one.sequence);

		await stage.press(ann(), "Book again");
		const fourth = await event(url);
		expect(fourth.method).toBe("REQUEST");
		expect(fourth.one.sequence).toBeGreaterThan(third.one.sequence);

		await database.db.$transaction((tx) => callOff(tx, "housing", new Date("2026-04-16T09:00:00Z")));
		const fifth = await event(url);
		expect(fifth.method).toBe("CANCEL");
		expect(fifth.one.sequence).toBeGreaterThan(fourth.one.sequence);
		expect(fifth.one.uid).toBe(first.one.uid);
	});
});
