import { beforeEach, describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { book, cancelBooking } from "#seminars/booking/book.ts";
import { keepCommitment } from "#seminars/day/commitment.ts";
import { importDelegates } from "#seminars/delegates/importDelegates.ts";
import { forget, forgetAgency, holds, merge } from "#seminars/personal.ts";
import type { Db } from "#storage/open.ts";
import { useDatabase } from "../support/database.ts";
import { keyed, letIn, longAgo, meet, open } from "./world.ts";

const database = useDatabase();
const after = new Date("2026-05-15T09:00:00Z");
const before = new Date("2026-05-01T09:00:00Z");
let police: Agency;
let ann: string;
beforeEach(async () => {
	police = await letIn(database.db, "Kent Police");
	ann = await meet(database.db, police, "ann");
	await open(database.db);
});

function inTransaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
	return database.db.$transaction(work);
}
const books = (person: string, id = "housing") =>
	inTransaction((tx) => book(tx, id, { person, agency: police }, longAgo));

describe("What is held of a person", () => {
	it("is told in words, and nothing of others", async () => {
		await books(ann);
		await books(await meet(database.db, police, "bea"));
		await inTransaction((tx) => keepCommitment(tx, "housing", ann, "Ask about control", after));
		expect(await holds(database.db, ann)).toEqual([
			{
				name: "Seminar “What housing learned”",
				text: "Thursday 14 May 2026, 09:30 to 12:30. You have a place.",
			},
			{ name: "What you will do differently", text: "Ask about control" },
		]);
	});

	it("is deleted when they ask: a coming place goes to others", async () => {
		await books(ann);
		expect(await inTransaction((tx) => forget(tx, ann, before))).toEqual([
			"1 booking(s) of coming seminars, and what you need there",
		]);
		expect(await database.db.seminarBooking.count()).toBe(0);
	});

	it("of a past seminar is a number afterwards, with nobody’s name", async () => {
		await books(ann);
		await inTransaction((tx) => keepCommitment(tx, "housing", ann, "Ask about control", after));
		expect(await inTransaction((tx) => forget(tx, ann, after))).toHaveLength(2);
		const [left] = await database.db.seminarBooking.findMany();
		expect(left).toMatchObject({ personId: null, name: null, agencyId: police.id, state: "booked" });
		expect(await holds(database.db, ann)).toEqual([]);
		expect(await database.db.seminarCommitment.count()).toBe(0);
	});
});

describe("Two persons who turn out to be one", () => {
	it("have the better of their two places, and the other is free again", async () => {
		const bea = await meet(database.db, police, "bea");
		await books(ann);
		await books(bea);
		await inTransaction((tx) => cancelBooking(tx, "housing", ann, before));
		await inTransaction((tx) => merge(tx, bea, ann));
		const rows = await database.db.seminarBooking.findMany();
		expect(rows).toMatchObject([{ personId: ann, state: "booked" }]);
	});

	it("keep what they need, that they were there and the earlier turn, whichever of the two stays", async () => {
		const { db } = database;
		const bea = await meet(db, police, "bea");
		await books(bea);
		await books(ann);
		const needs = { needs: "A hearing loop", attendedAt: after };
		await db.seminarBooking.updateMany({ where: { personId: bea }, data: needs });
		await inTransaction((tx) => merge(tx, bea, ann));
		expect(await db.seminarBooking.findMany()).toMatchObject([{ personId: ann, ...needs, arrival: 1 }]);
	});

	it("wait by the turn of the wait that stays, not by that of a place given up before", async () => {
		const { db } = database;
		const bea = await meet(db, police, "bea");
		await books(bea);
		await books(ann);
		await inTransaction((tx) => cancelBooking(tx, "housing", bea, before));
		await inTransaction((tx) => merge(tx, bea, ann));
		expect(await db.seminarBooking.findMany()).toMatchObject([{ personId: ann, arrival: 2 }]);
	});

	it("keep what each had alone, and one commitment a seminar", async () => {
		const bea = await meet(database.db, police, "bea");
		await open(database.db, { id: "other" });
		await books(bea, "other");
		for (const [person, id] of [
			[ann, "housing"],
			[bea, "housing"],
			[bea, "other"],
		] as const) {
			await books(person, id);
			await inTransaction((tx) => keepCommitment(tx, id, person, `${person} ${id}`, after));
		}
		await inTransaction((tx) => merge(tx, bea, ann));
		const rows = await database.db.seminarBooking.findMany({ orderBy: { seminarId: "asc" } });
		expect(rows.map(({ seminarId, personId }) => [seminarId, personId])).toEqual([
			["housing", ann],
			["other", ann],
		]);
		const commitments = await database.db.seminarCommitment.findMany({ orderBy: { seminarId: "asc" } });
		expect(commitments.map(({ text }) => text)).toEqual(["person-ann housing", "person-bea other"]);
	});
});

describe("An agency that leaves", () => {
	it("takes its listed delegates and the seats held for it along", async () => {
		await open(database.db, { id: "held", holds: [{ agencyId: police.id, seats: 2, until: after }] });
		const listed = [{ line: 2, name: "Dee", agency: police, email: "dee@example.org" }];
		await inTransaction((tx) => importDelegates(tx, "held", listed, keyed, longAgo));
		expect(await inTransaction((tx) => forgetAgency(tx, police.id))).toEqual([
			"1 delegate(s) from lists",
			"seats held at 1 seminar(s)",
		]);
	});
});
