import { afterEach, describe, expect, it } from "vitest";
import type { Answered, Incoming, Platform } from "#chat/platform.ts";
import { say } from "#delivery/ledger.ts";
import { callerOf } from "#people/callers.ts";
import { createSeminars } from "#seminars/seminars.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { createBot } from "../../../src/bot.ts";
import { createTestLog } from "../../support/log.ts";
import { usePostgres } from "../../support/postgres.ts";
import { directPlace, keyed, letIn, open, schedule } from "../world.ts";

const postgres = usePostgres();
const now = new Date("2026-04-14T10:20:00Z");
const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closings.splice(0).reverse()) await close();
});

const unused = () => Promise.reject(new Error("not used here"));
const platform: Platform = {
	...{
		name: "terminal",
		start: unused,
		send: unused,
		update: unused,
		sendPrivately: unused,
		settled: unused,
		stop: unused,
	},
};

/** A replica of the bot with nothing but seminars. */
function replica(storage: Storage) {
	const { db } = storage;
	const log = createTestLog();
	const seminars = createSeminars({
		...{ db, say, keyed, schedule, log: log.log, offerHours: 24, keepDays: { needs: 14, names: 180 } },
		screen: () => undefined,
		themes: async () => [],
		link: (kind, id) => `https://bot.example.org/page/${kind}/${id}`,
		subscribedPlaces: async () => [],
		lessons: async () => [],
	});
	const receive = createBot({
		...{ db, say, platforms: [platform], features: [seminars], log: log.log, contact: "your lead" },
		callerOf: (incoming, at) => callerOf(db, incoming, at),
		read: async () => undefined,
		helplines: async () => [],
		clock: () => now,
		pause: async () => {},
	});
	return { receive, errors: log.errors };
}

function pressOf(person: string): Incoming {
	const direct = directPlace(person, "kent-police");
	return {
		...{ eventId: `press of ${person}`, businessKey: `act of ${person}`, place: direct },
		person: { id: person, workspace: "kent-police", name: person, direct },
		act: { kind: "pressed", action: "seminars.book", value: { seminar: "housing" } },
	};
}

function outcomeOf({ replace }: Answered): "booked" | number | undefined {
	if (replace?.summary.includes("You have a place at this seminar.")) return "booked";
	const turn = /You are number (\d+) on the waiting list/.exec(replace?.summary ?? "")?.[1];
	return turn ? Number(turn) : undefined;
}

describe("Five hundred people who press “Book” for 120 places at the same moment", () => {
	it("get 120 places, the rest wait in the order in which they came, and each is answered in their own press", async () => {
		const databaseUrl = await postgres.newDatabase();
		const storages = [await openStorage({ databaseUrl }), await openStorage({ databaseUrl })] as const;
		for (const storage of storages) closings.push(() => storage.close());
		await migrate(storages[0]);
		const { db } = storages[0];
		await letIn(db, "Kent Police");
		await open(db, { capacity: 120 });
		const bots = [replica(storages[0]), replica(storages[1])] as const;

		// A bot that has been running has its connections.
		for (const storage of storages)
			await Promise.all(Array.from({ length: 10 }, () => storage.db.$queryRaw`SELECT 1 FROM pg_sleep(0.1)`));

		const people = Array.from({ length: 500 }, (_, at) => `person-${at}`);
		const answers = await Promise.all(
			people.map((person, at) => bots[at % 2 === 0 ? 0 : 1].receive(pressOf(person))),
		);

		for (const { errors } of bots) expect(errors()).toEqual([]);
		const outcomes = answers.map(outcomeOf);
		expect(outcomes.filter((outcome) => outcome === "booked")).toHaveLength(120);
		const turns = outcomes.filter((outcome) => typeof outcome === "number");
		expect(turns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 380 }, (_, at) => at + 1));

		const rows = await db.seminarBooking.findMany({ orderBy: { arrival: "asc" } });
		expect(rows.map(({ arrival }) => arrival)).toEqual(Array.from({ length: 500 }, (_, at) => at + 1));
		expect(rows.map(({ state }) => state)).toEqual([
			...Array(120).fill("booked"),
			...Array(380).fill("waiting"),
		]);

		// The order in which they came is the one in which the database took them. On each replica that is
		// nearly the order of their presses: by chance they would pass 83 others on average.
		const accounts = await db.account.findMany({});
		const arrivals = new Map(rows.map(({ personId, arrival }) => [personId, arrival]));
		const arrivalOf = new Map(accounts.map(({ userId, personId }) => [userId, arrivals.get(personId) ?? 0]));
		for (const parity of [0, 1]) {
			const pressed = people.filter((_, at) => at % 2 === parity).map((person) => arrivalOf.get(person) ?? 0);
			const taken = pressed.toSorted((a, b) => a - b);
			const passed = pressed.map((arrival, place) => Math.abs(taken.indexOf(arrival) - place));
			expect(passed.reduce((sum, each) => sum + each, 0) / passed.length).toBeLessThan(25);
		}

		// A platform brings a press again: it is answered as it was, and nothing changes.
		const again = await Promise.all(people.slice(0, 40).map((person) => bots[1].receive(pressOf(person))));
		expect(again.map(outcomeOf)).toEqual(outcomes.slice(0, 40));
		expect(await db.seminarBooking.count()).toBe(500);
	}, 120_000);
});
