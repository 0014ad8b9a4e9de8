import { beforeEach, describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { say } from "#delivery/ledger.ts";
import { book, cancelBooking } from "#seminars/booking/book.ts";
import { forget } from "#seminars/personal.ts";
import { noticeMessage } from "#seminars/reminders/noticeMessage.ts";
import { planDue } from "#seminars/reminders/planner.ts";
import { replanAll } from "#seminars/reminders/replan.ts";
import { callOff, changeSeminar } from "#seminars/setup/keep.ts";
import { useDatabase } from "../../support/database.ts";
import { createTestLog } from "../../support/log.ts";
import { draft, letIn, longAgo, meet, open, schedule } from "../world.ts";

const database = useDatabase();
const names = { theme: (id: string) => id, agency: (id: string) => id };
let police: Agency;
beforeEach(async () => {
	police = await letIn(database.db, "Kent Police");
});

/** The regular look at what is due. */
async function tick(time: string, chunk?: number): Promise<void> {
	const { log, errors } = createTestLog();
	const now = new Date(time);
	await replanAll(database.db, schedule, now);
	const messageOf = (...[notice, seminar]: Parameters<typeof noticeMessage>) =>
		noticeMessage(notice, seminar, names);
	await planDue(
		{ db: database.db, say, schedule, log, messageOf: (a, b) => messageOf(a, b, names), chunk },
		now,
	);
	expect(errors()).toEqual([]);
}

async function books(name: string, time = longAgo): Promise<string> {
	const person = await meet(database.db, police, name);
	await database.db.$transaction((tx) => book(tx, "housing", { person, agency: police }, time));
	return person;
}

async function keys(): Promise<string[]> {
	const rows = await database.db.delivery.findMany({ orderBy: { sequence: "asc" }, select: { key: true } });
	return rows.map(({ key }) => key);
}

function notices() {
	return database.db.seminarNotice.findMany({
		where: { audience: "delegates" },
		orderBy: { dueAt: "asc" },
		select: { which: true, written: true, unreachable: true, missed: true, settledAt: true },
	});
}

describe("Reminders", () => {
	it("reach each who has a place, once, however often what is due is looked for", async () => {
		await open(database.db);
		await books("ann");
		await books("bea");
		await tick("2026-05-07T08:59:00Z");
		expect(await keys()).toEqual([]);
		await tick("2026-05-07T09:00:00Z");
		await tick("2026-05-07T09:01:00Z");
		expect((await keys()).sort()).toEqual([
			"reminder:housing:-7d 10:00 of 2026-05-14:person-ann",
			"reminder:housing:-7d 10:00 of 2026-05-14:person-bea",
		]);
	});

	it("come at the same time by the clock on the wall in summer and in winter", async () => {
		await open(database.db, {
			startsAt: new Date("2026-03-30T08:30:00Z"),
			endsAt: new Date("2026-03-30T10:30:00Z"),
		});
		await tick("2026-03-01T12:00:00Z");
		const due = await database.db.seminarNotice.findMany({
			where: { audience: "delegates" },
			orderBy: { dueAt: "asc" },
		});
		expect(due.map(({ dueAt }) => dueAt.toISOString())).toEqual([
			"2026-03-23T10:00:00.000Z",
			"2026-03-29T09:00:00.000Z",
			"2026-03-30T07:00:00.000Z",
			"2026-03-31T09:00:00.000Z",
		]);
	});

	it("of two seminars on one day reach the delegates of both, each of their own (M5)", async () => {
		await open(database.db);
		await open(database.db, { id: "health", title: "What health learned" });
		const ann = await books("ann");
		const bea = await meet(database.db, police, "bea");
		await database.db.$transaction(async (tx) => {
			await book(tx, "health", { person: ann, agency: police }, longAgo);
			await book(tx, "health", { person: bea, agency: police }, longAgo);
		});
		await tick("2026-05-07T09:00:00Z");
		await tick("2026-05-07T09:00:00Z");
		expect((await keys()).sort()).toEqual([
			"reminder:health:-7d 10:00 of 2026-05-14:person-ann",
			"reminder:health:-7d 10:00 of 2026-05-14:person-bea",
			"reminder:housing:-7d 10:00 of 2026-05-14:person-ann",
		]);
	});

	it("are written chunk by chunk, with nobody left out and nobody twice", async () => {
		await open(database.db, { capacity: 20 });
		for (let each = 0; each < 11; each++) await books(`p${each}`);
		await tick("2026-05-07T09:00:00Z", 3);
		expect(await keys()).toHaveLength(11);
		expect((await notices())[0]).toMatchObject({ written: 11, missed: 0 });
	});

	it("do not reach who cancelled, or who booked after they were due (M20)", async () => {
		await open(database.db);
		const ann = await books("ann");
		await books("late", new Date("2026-05-07T09:00:30Z"));
		await database.db.$transaction((tx) =>
			cancelBooking(tx, "housing", ann, new Date("2026-05-01T09:00:00Z")),
		);
		await tick("2026-05-07T09:01:00Z");
		expect(await keys()).toEqual([]);
	});

	it("that are written and not sent are taken back from who cancels, and from nobody else", async () => {
		await open(database.db);
		const ann = await books("ann");
		await books("bea");
		await tick("2026-05-07T09:00:00Z");
		await database.db.$transaction((tx) =>
			cancelBooking(tx, "housing", ann, new Date("2026-05-07T09:00:10Z")),
		);
		const states = await database.db.delivery.findMany({ orderBy: { key: "asc" }, select: { state: true } });
		expect(states.map(({ state }) => state)).toEqual(["withdrawn", "queued"]);
	});

	it("do not reach who wants none, and the coordinator can see how many that are", async () => {
		await open(database.db);
		const ann = await books("ann");
		await books("bea");
		await database.db.optOut.create({ data: { personId: ann, from: "reminders", since: longAgo } });
		await tick("2026-05-07T09:00:00Z");
		expect(await keys()).toEqual(["reminder:housing:-7d 10:00 of 2026-05-14:person-bea"]);
		expect((await notices())[0]).toMatchObject({ written: 1, unreachable: 1 });
	});

	it("do not reach who left, whose agency was taken out, or who deleted their data", async () => {
		await open(database.db);
		await books("ann");
		const bea = await books("bea");
		await database.db.workspace.updateMany({ data: { state: "left" } });
		await tick("2026-05-07T09:00:00Z");
		expect(await keys()).toEqual([]);
		expect((await notices())[0]).toMatchObject({ written: 0, unreachable: 2 });
		await database.db.workspace.updateMany({ data: { state: "joined" } });
		await database.db.$transaction((tx) => forget(tx, bea, new Date("2026-05-08T09:00:00Z")));
		await tick("2026-05-13T09:00:00Z");
		expect(await keys()).toEqual(["reminder:housing:-1d 10:00 of 2026-05-14:person-ann"]);
	});

	it("that nobody looked for in time are counted as missed, and not sent in the night", async () => {
		await open(database.db);
		await books("ann");
		await tick("2026-05-01T09:00:00Z");
		await tick("2026-05-07T22:30:00Z");
		expect(await keys()).toEqual([]);
		expect((await notices())[0]).toMatchObject({ written: 0, missed: 1 });
		await tick("2026-05-08T09:00:00Z");
		expect(await keys()).toEqual([]);
	});

	it("follow a seminar that moves, and who booked hears of the move", async () => {
		await open(database.db);
		await books("ann");
		await tick("2026-05-07T09:00:00Z");
		const moved = draft({
			startsAt: new Date("2026-06-11T08:30:00Z"),
			endsAt: new Date("2026-06-11T11:30:00Z"),
		});
		await database.db.$transaction((tx) => changeSeminar(tx, moved, new Date("2026-05-08T09:00:00Z")));
		await tick("2026-05-08T09:01:00Z");
		await tick("2026-05-13T09:01:00Z");
		await tick("2026-06-04T09:01:00Z");
		expect(await keys()).toEqual([
			"reminder:housing:-7d 10:00 of 2026-05-14:person-ann",
			"moved:housing:1:person-ann",
			"reminder:housing:-7d 10:00 of 2026-06-11:person-ann",
		]);
	});

	it("end when a seminar is called off; who booked hears of it, at night only where the morning is too late", async () => {
		await open(database.db);
		await open(database.db, { id: "later", startsAt: new Date("2026-05-20T08:30:00Z") });
		const person = await books("ann");
		await database.db.$transaction((tx) => book(tx, "later", { person, agency: police }, longAgo));
		const night = new Date("2026-05-13T21:00:00Z");
		await tick("2026-05-13T09:00:00Z");
		for (const id of ["housing", "later"]) await database.db.$transaction((tx) => callOff(tx, id, night));
		await tick("2026-05-13T21:01:00Z");
		const told = async () => (await keys()).filter((key) => key.startsWith("cancelled"));
		expect(await told()).toEqual(["cancelled:housing:1:person-ann"]);
		await tick("2026-05-14T07:00:00Z");
		expect(await told()).toEqual(["cancelled:housing:1:person-ann", "cancelled:later:1:person-ann"]);
		expect((await keys()).filter((key) => key.includes("-2h"))).toEqual([]);
	});

	it("that cannot be said do not hold up the others (M17)", async () => {
		await open(database.db);
		await open(database.db, { id: "poison" });
		const person = await books("ann");
		await database.db.$transaction((tx) => book(tx, "poison", { person, agency: police }, longAgo));
		const { log, errors } = createTestLog();
		const now = new Date("2026-05-07T09:00:00Z");
		await replanAll(database.db, schedule, now);
		await planDue(
			{
				...{ db: database.db, say, schedule, log },
				messageOf(notice, seminar) {
					if (seminar.id === "poison") throw new Error("cannot be said");
					return noticeMessage(notice, seminar, names);
				},
			},
			now,
		);
		expect(await keys()).toEqual(["reminder:housing:-7d 10:00 of 2026-05-14:person-ann"]);
		expect(errors()).not.toEqual([]);
	});
});
