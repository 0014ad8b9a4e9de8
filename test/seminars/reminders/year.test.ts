import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { say } from "#delivery/ledger.ts";
import { book, cancelBooking } from "#seminars/booking/book.ts";
import { noticeMessage } from "#seminars/reminders/noticeMessage.ts";
import { planDue } from "#seminars/reminders/planner.ts";
import { remindersOf, replanAll } from "#seminars/reminders/replan.ts";
import { callOff, changeSeminar } from "#seminars/setup/keep.ts";
import { useDatabase } from "../../support/database.ts";
import { createTestLog } from "../../support/log.ts";
import { draft, letIn, longAgo, meet, open, schedule } from "../world.ts";

const database = useDatabase();
const hour = 3_600_000;
const day = 24 * hour;
const people = ["ann", "bea", "cas"];

type Happening = { at: number } & (
	| { what: "book" | "cancel" | "stop"; who: string }
	| { what: "move"; days: number }
	| { what: "call off" | "look" }
);

const who = fc.constantFrom(...people);
/** Hours from twelve days before the first start to some weeks after it. */
const at = fc.integer({ min: -12 * 24 * 60, max: 25 * 24 * 60 }).map((minutes) => minutes / 60);
/** Looks are far apart at times: minutes are missed, and days. */
const happenings = fc
	.record({
		looks: fc.array(at, { minLength: 3, maxLength: 14 }),
		// Some come just after something is due.
		onTime: fc.array(
			fc.record({ days: fc.integer({ min: -8, max: 3 }), minutes: fc.integer({ min: 0, max: 500 }) }),
			{ maxLength: 6 },
		),
		acts: fc.array(
			fc.oneof(
				{ weight: 6, arbitrary: fc.record({ what: fc.constant("book" as const), who, at }) },
				{ weight: 2, arbitrary: fc.record({ what: fc.constant("cancel" as const), who, at }) },
				{ weight: 1, arbitrary: fc.record({ what: fc.constant("stop" as const), who, at }) },
				{
					weight: 2,
					arbitrary: fc.record({
						what: fc.constant("move" as const),
						days: fc.integer({ min: -3, max: 12 }),
						at,
					}),
				},
				{ weight: 1, arbitrary: fc.record({ what: fc.constant("call off" as const), at }) },
			),
			{ maxLength: 12 },
		),
	})
	.map(({ looks, onTime, acts }): Happening[] =>
		[
			...acts,
			...looks.map((each) => ({ what: "look" as const, at: each })),
			...onTime.map(({ days, minutes }) => ({ what: "look" as const, at: days * 24 + 0.5 + minutes / 60 })),
		].toSorted((a, b) => a.at - b.at),
	);

/** Half past nine on any day of 2026 in Britain, oftener near the changes of the clocks. */
const start = fc.oneof(
	fc.integer({ min: 20, max: 330 }).map((days) => new Date(Date.UTC(2026, 0, 1, 9, 30) + days * day)),
	fc.integer({ min: -4, max: 9 }).map((days) => new Date(Date.UTC(2026, 2, 29, 9, 30) + days * day)),
	fc.integer({ min: -4, max: 9 }).map((days) => new Date(Date.UTC(2026, 9, 25, 9, 30) + days * day)),
);

/** A seminar's life as it should be, told along the way. */
function createLife(startsAt: Date) {
	return {
		startsAt,
		changedAt: longAgo,
		cancelled: false,
		lastLook: longAgo,
		booked: new Map<string, Date>(),
		stopped: new Set<string>(),
		/** Every reminder that was said, by its key. */
		said: new Set<string>(),
	};
}

type Life = ReturnType<typeof createLife>;
const timesOf = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3 * hour) });
const forDelegates = (life: Life) =>
	life.cancelled
		? []
		: remindersOf(timesOf(life.startsAt), schedule).filter(({ audience }) => audience === "delegates");

describe("Over a year, with everything that may happen to a seminar and to those who look,", () => {
	it("each reminder is said at its time, once, to who has a place and wants it; or is counted as missed", async () => {
		await fc.assert(
			fc.asyncProperty(start, happenings, async (startsAt, all) => {
				const { db } = database;
				await db.$executeRaw`TRUNCATE "Seminar", "Agency", "Delivery", "Broadcast" CASCADE`;
				const police = await letIn(db, "Kent Police");
				for (const name of people) await meet(db, police, name);
				await open(db, { ...timesOf(startsAt), capacity: 20 });
				const life = createLife(startsAt);
				for (const each of all) {
					const now = new Date(startsAt.getTime() + each.at * hour);
					if (each.what === "look") await lookAndCheck(life, now);
					else await happen(life, each, police, now);
				}
			}),
			{ numRuns: 50 },
		);
	}, 300_000);
});

async function happen(
	life: Life,
	each: Exclude<Happening, { what: "look" }>,
	agency: Agency,
	now: Date,
): Promise<void> {
	await database.db.$transaction(async (tx) => {
		switch (each.what) {
			case "book": {
				const booked = await book(tx, "housing", { person: `person-${each.who}`, agency }, now);
				if (booked.kind === "booked" && booked.changed) life.booked.set(each.who, now);
				return;
			}
			case "cancel": {
				const { kind } = await cancelBooking(tx, "housing", `person-${each.who}`, now);
				if (kind === "cancelled") life.booked.delete(each.who);
				return;
			}
			case "stop":
				life.stopped.add(each.who);
				await tx.optOut.createMany({
					data: [{ personId: `person-${each.who}`, from: "reminders", since: now }],
					skipDuplicates: true,
				});
				return;
			case "move": {
				const times = timesOf(new Date(life.startsAt.getTime() + each.days * day));
				const kept = await changeSeminar(tx, draft({ ...times, capacity: 20 }), now);
				if (kept.kind === "moved") Object.assign(life, { startsAt: times.startsAt, changedAt: now });
				return;
			}
			case "call off":
				if (await callOff(tx, "housing", now)) life.cancelled = true;
		}
	});
}

async function lookAndCheck(life: Life, now: Date): Promise<void> {
	const { db } = database;
	const { log, errors } = createTestLog();
	const names = { theme: (id: string) => id, agency: (id: string) => id };
	// As two replicas, or one that is started anew, would.
	for (const _ of [1, 2]) {
		await replanAll(db, schedule, now);
		await planDue(
			{ db, say, schedule, log, messageOf: (notice, seminar) => noticeMessage(notice, seminar, names) },
			now,
		);
	}
	expect(errors()).toEqual([]);
	const rows = await db.delivery.findMany({ where: { key: { startsWith: "reminder:" } } });
	const fresh = rows.map(({ key }) => key).filter((key) => !life.said.has(key));
	const due = forDelegates(life);

	// Nothing is said but what is due now, to those who had a place when it fell due and want it.
	const allowed = due.flatMap((reminder) =>
		reminder.dueAt <= now && now < reminder.lapsesAt
			? meant(life, reminder.dueAt).map((name) => keyOf(reminder.which, name))
			: [],
	);
	expect(allowed).toEqual(expect.arrayContaining(fresh));
	for (const key of fresh) life.said.add(key);

	// What fell due since the last look is said now, or counted as missed.
	for (const { kind, which, dueAt, lapsesAt } of due) {
		if (kind !== "reminder" || dueAt <= life.lastLook || dueAt <= life.changedAt || dueAt > now) continue;
		if (now < lapsesAt) {
			for (const name of meant(life, dueAt)) expect(life.said).toContain(keyOf(which, name));
			continue;
		}
		const notice = await db.seminarNotice.findUniqueOrThrow({
			where: { seminarId_kind_which_audience: { seminarId: "housing", kind, which, audience: "delegates" } },
		});
		const had = [...life.booked.values()].filter((since) => since <= dueAt).length;
		if (notice.settledAt?.getTime() === now.getTime()) expect(notice.missed).toBe(had);
		else expect(notice.settledAt).not.toBeNull();
	}
	life.lastLook = now;
}

function meant(life: Life, dueAt: Date): string[] {
	return [...life.booked]
		.filter(([name, since]) => since <= dueAt && !life.stopped.has(name))
		.map(([name]) => name);
}

function keyOf(which: string, name: string): string {
	return `reminder:housing:${which}:person-${name}`;
}
