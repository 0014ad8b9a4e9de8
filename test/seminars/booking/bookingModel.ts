import fc from "fast-check";
import { book, cancelBooking, takeOffer } from "#seminars/booking/book.ts";
import { endOfOffer, settleWaiting } from "#seminars/booking/offers.ts";
import { importDelegates } from "#seminars/delegates/importDelegates.ts";
import { changeSeminar } from "#seminars/setup/keep.ts";
import type { Client } from "#storage/open.ts";
import { draft, keyed, schedule } from "../world.ts";

/** The agencies of the model; their names and ids are the same. */
export const agencies = ["police", "health", "housing"];
/** Who books: the first letter tells the agency. */
const people = agencies.flatMap((agency) => Array.from({ length: 5 }, (_, at) => `${agency}-${at}`));

const agencyOf = (person: string) => person.split("-")[0] ?? "";
const startsAt = new Date("2026-05-14T08:30:00Z");
const heldUntil = new Date("2026-03-01T00:00:00Z");
const begins = new Date("2026-02-20T10:00:00Z");
const offerHours = 24;

/** Something that happens to the seminar. */
export type Step =
	| { do: "book" | "cancel" | "take"; person: string }
	| { do: "settle" | "restart" }
	| { do: "pass"; hours: number }
	| { do: "capacity"; capacity: number }
	| { do: "import"; delegates: string[] };

/** Anything that may happen, in any order. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{
			weight: 8,
			arbitrary: fc.record({ do: fc.constant("book" as const), person: fc.constantFrom(...people) }),
		},
		{
			weight: 4,
			arbitrary: fc.record({ do: fc.constant("cancel" as const), person: fc.constantFrom(...people) }),
		},
		{
			weight: 3,
			arbitrary: fc.record({ do: fc.constant("take" as const), person: fc.constantFrom(...people) }),
		},
		{ weight: 4, arbitrary: fc.record({ do: fc.constant("settle" as const) }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
		{
			weight: 3,
			arbitrary: fc.record({ do: fc.constant("pass" as const), hours: fc.integer({ min: 1, max: 80 }) }),
		},
		{
			weight: 2,
			arbitrary: fc.record({
				do: fc.constant("capacity" as const),
				capacity: fc.integer({ min: 2, max: 8 }),
			}),
		},
		{
			weight: 2,
			arbitrary: fc.record({
				do: fc.constant("import" as const),
				delegates: fc.uniqueArray(
					fc.constantFrom(...agencies.flatMap((each) => [`${each}-x`, `${each}-y`])),
					{
						minLength: 1,
						maxLength: 4,
					},
				),
			}),
		},
	),
	{ maxLength: 45 },
);

/** How the seminars of these tests begin: four places, of which one is held for the police until March. */
export const beginning = {
	capacity: 4,
	startsAt,
	holds: [{ agencyId: "police", seats: 1, until: heldUntil }],
};

type Entry = { who: string; state: "booked" | "offered" | "waiting"; until?: Date };

/**
 * What should be, worked out in the plainest way: a line of people, some seats that anybody may take and
 * some that are held. `entries` are in the order in which people came.
 */
export function createModel() {
	let entries: Entry[] = [];
	let capacity = beginning.capacity;
	let now = begins;
	const sits = (state: string) => state !== "waiting";
	/** Seats that are free: for anybody, and for the police alone. */
	const free = (line: Entry[]) => {
		const seated = line.filter(({ state }) => sits(state));
		const police = seated.filter(({ who }) => agencyOf(who) === "police").length;
		const held = now < heldUntil && police === 0 ? 1 : 0;
		return { anybody: capacity - seated.length - held, police: held };
	};
	const canSit = (who: string, line: Entry[]) => {
		const { anybody, police } = free(line);
		return anybody + (agencyOf(who) === "police" ? police : 0) > 0;
	};
	/** The line once everybody who waits and could sit sits. */
	const seatedAll = (line: Entry[]) =>
		line.reduce<Entry[]>(
			(all, each) =>
				each.state === "waiting" && canSit(each.who, all)
					? all.map((one) => (one === each ? { ...each, state: "offered" } : one))
					: all,
			line,
		);
	const without = (who: string) => entries.filter((each) => each.who !== who);
	const gone = ({ state, until }: Entry) => state === "offered" && until !== undefined && until <= now;

	return {
		get now() {
			return now;
		},
		/** Who has what, in the order in which they came. */
		line: () => entries.map(({ who, state }) => `${who} ${state}`),
		step(step: Step): void {
			switch (step.do) {
				case "book": {
					const known = entries.find(({ who }) => who === step.person);
					if (known && !gone(known)) return;
					entries = without(step.person);
					const state = canSit(step.person, seatedAll(entries)) ? "booked" : "waiting";
					entries = [...entries, { who: step.person, state }];
					return;
				}
				case "cancel":
					entries = without(step.person);
					return;
				case "take":
					entries = entries.map((each) =>
						each.who === step.person && each.state === "offered" && !gone(each)
							? { who: each.who, state: "booked" }
							: each,
					);
					return;
				case "settle": {
					const hour = Number(now.toLocaleString("en-GB", { timeZone: "Europe/London", hour: "2-digit" }));
					if (hour < 8 || hour >= 20) return;
					entries = entries.filter((each) => !gone(each));
					const until = endOfOffer(now, startsAt, offerHours, schedule.quiet);
					entries = seatedAll(entries).map((each) =>
						each.state === "offered" && !each.until ? { ...each, until } : each,
					);
					return;
				}
				case "pass":
					now = new Date(now.getTime() + step.hours * 3_600_000);
					return;
				case "capacity": {
					const seated = entries.filter(({ state }) => sits(state)).length;
					const before = capacity;
					capacity = step.capacity;
					if (free(entries).anybody < 0 || capacity < seated) capacity = before;
					return;
				}
				case "import": {
					const fresh = step.delegates.filter((who) => !entries.some((each) => each.who === who));
					let line = entries;
					for (const who of fresh) {
						if (!canSit(who, line)) return;
						line = [...line, { who, state: "booked" }];
					}
					entries = line;
				}
			}
		},
	};
}

/** Does a step to the database, as at `now`. */
export async function doStep(db: Client, step: Step, now: Date): Promise<void> {
	const booker = (person: string) => ({
		person,
		agency: { id: agencyOf(person), name: agencyOf(person), sector: "other" as const },
	});
	await db.$transaction(async (tx) => {
		switch (step.do) {
			case "book":
				return void (await book(tx, "housing", booker(step.person), now));
			case "cancel":
				return void (await cancelBooking(tx, "housing", step.person, now));
			case "take":
				return void (await takeOffer(tx, "housing", step.person, now));
			case "settle":
				return void (await settleWaiting(tx, "housing", { quiet: schedule.quiet, offerHours }, now));
			case "capacity":
				return void (await changeSeminar(tx, draft({ ...beginning, capacity: step.capacity }), now));
			case "import": {
				const listed = step.delegates.map((name, at) => ({
					...{ line: at + 2, name, email: `${name}@example.org`, agency: booker(name).agency },
				}));
				return void (await importDelegates(tx, "housing", listed, keyed, now));
			}
		}
	});
}

/** Who has what in the database, in the order in which they came. */
export async function lineIn(db: Client): Promise<string[]> {
	const rows = await db.seminarBooking.findMany({
		where: { seminarId: "housing", state: { not: "cancelled" } },
		orderBy: { arrival: "asc" },
	});
	return rows.map(({ personId, name, state }) => `${personId ?? name} ${state}`);
}
