import { beforeEach, describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { cameLately, seminarsHeld } from "#seminars/attended.ts";
import { book } from "#seminars/booking/book.ts";
import { keepCommitment } from "#seminars/day/commitment.ts";
import { useDatabase } from "../support/database.ts";
import { letIn, longAgo, meet, open } from "./world.ts";

const database = useDatabase();
const weeksLater = new Date("2026-06-11T09:00:00Z");
let police: Agency;
let ann: string;
let bea: string;
beforeEach(async () => {
	police = await letIn(database.db, "Kent Police");
	await open(database.db);
	[ann, bea] = [await books("ann"), await books("bea")];
});

async function books(name: string): Promise<string> {
	const person = await meet(database.db, police, name);
	await database.db.$transaction((tx) => book(tx, "housing", { person, agency: police }, longAgo));
	return person;
}

function notesAsHere(personId: string) {
	return database.db.seminarBooking.updateMany({
		where: { personId },
		data: { attendedAt: new Date("2026-05-14T08:30:00Z") },
	});
}

async function followedUp(now = weeksLater): Promise<string[]> {
	return (await cameLately(database.db, now)).map(({ person }) => person).sort();
}

describe("Who is followed up after a seminar", () => {
	it("is everybody who had a place, where nobody noted who came", async () => {
		expect(await followedUp()).toEqual([ann, bea]);
	});

	it("is everybody until the last questionnaire that may be asked has closed: a year later, and open for a year", async () => {
		expect(await followedUp(new Date("2028-05-18T22:59:59Z"))).toEqual([ann, bea]);
		expect(await followedUp(new Date("2028-07-01T09:00:00Z"))).toEqual([]);
	});

	it("is who came, where that was noted", async () => {
		await notesAsHere(ann);
		expect(await followedUp()).toEqual([ann]);
	});

	it("is also whoever said what they would do differently, though nobody noted that they came", async () => {
		await notesAsHere(ann);
		await database.db.$transaction((tx) =>
			keepCommitment(tx, "housing", bea, "Ask about control", new Date("2026-05-15T09:00:00Z")),
		);
		expect(await cameLately(database.db, weeksLater)).toMatchObject([
			{ person: ann },
			{ person: bea, commitment: "Ask about control" },
		]);
	});
});

describe("The seminars held", () => {
	it("say how many came, or that nobody noted it", async () => {
		const held = async () =>
			(await seminarsHeld(database.db, weeksLater)).seminars.map((one) => one.attended);
		expect(await held()).toEqual(["not noted"]);
		await notesAsHere(ann);
		expect(await held()).toEqual([1]);
	});
});
