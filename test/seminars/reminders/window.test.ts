import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, it } from "vitest";
import { endOfOffer } from "#seminars/booking/offers.ts";
import {
	type QuietHours,
	type Rule,
	readQuietHours,
	readRules,
	ruleInWords,
} from "#seminars/reminders/rules.ts";
import { awake, isQuiet, verdictOn, windowOf } from "#seminars/reminders/window.ts";

const zone = "Europe/London";
const quiet = readQuietHours("20:00-08:00") as QuietHours;
const [sevenDays, oneDay, twoHours, halfHour, dayAfter] = readRules(
	"-7d 10:00, -1d 10:00, -2h, -30m, +1d 10:00",
) as [Rule, Rule, Rule, Rule, Rule];

/** Any minute of 2026, oftener near the nights in which the clocks change. */
const instant = fc
	.oneof(
		fc.integer({ min: 0, max: 364 * 1440 }).map((minutes) => Date.UTC(2026, 0, 1) + minutes * 60_000),
		fc.integer({ min: -2 * 1440, max: 9 * 1440 }).map((minutes) => Date.UTC(2026, 2, 29) + minutes * 60_000),
		fc.integer({ min: -2 * 1440, max: 9 * 1440 }).map((minutes) => Date.UTC(2026, 9, 25) + minutes * 60_000),
	)
	.map((milliseconds) => new Date(milliseconds));

/** A seminar that begins in waking hours. */
const seminar = instant
	.filter((startsAt) => !isQuiet(startsAt, quiet))
	.chain((startsAt) =>
		fc
			.integer({ min: 1, max: 8 })
			.map((hours) => ({ startsAt, endsAt: new Date(startsAt.getTime() + hours * 3_600_000) })),
	);

const wall = (at: Date) => DateTime.fromJSDate(at, { zone });

describe("A rule", () => {
	it("is read as it is written, and what is not one is told", () => {
		expect(readRules("-7d 10:00,-2h , +30m")).toEqual([
			{ name: "-7d 10:00", from: "start", days: -7, at: { hour: 10, minute: 0 } },
			{ name: "-2h", from: "start", minutes: -120 },
			{ name: "+30m", from: "end", minutes: 30 },
		]);
		expect(readRules("")).toEqual([]);
		for (const wrong of ["7d", "-7d", "-7d 25:00", "-2h 10:00", "soon", "-2h, -2h"])
			expect(readRules(wrong)).toHaveProperty("problem");
		for (const wrong of ["20:00", "20-08", "20:00-20:00", "night"])
			expect(readQuietHours(wrong)).toHaveProperty("problem");
		expect(readQuietHours("none")).toEqual({ from: 0, to: 0 });
	});

	it("is said as people say it", () => {
		expect(["-7d 10:00", "-1d 08:30", "-2h", "+30m", "first"].map(ruleInWords)).toEqual([
			...["7 days before, at 10:00", "1 day before, at 08:30", "2 hours before", "30 minutes after", "first"],
		]);
	});
});

describe("In every week of a year, and in both in which the clocks change,", () => {
	it("a reminder some days before is due on that day, at that time on the wall", () => {
		fc.assert(
			fc.property(seminar, fc.constantFrom([sevenDays, 7], [oneDay, 1]), (one, [rule, days]) => {
				const due = wall(windowOf(rule as Rule, one, quiet).dueAt);
				expect(due.toFormat("HH:mm")).toBe("10:00");
				expect(due.toISODate()).toBe(
					wall(one.startsAt)
						.minus({ days: days as number })
						.toISODate(),
				);
			}),
		);
	});

	it("one after the end is due on the day after it, at that time on the wall", () => {
		fc.assert(
			fc.property(seminar, (one) => {
				const due = wall(windowOf(dayAfter, one, quiet).dueAt);
				expect(due.toFormat("HH:mm")).toBe("10:00");
				expect(due.toISODate()).toBe(wall(one.endsAt).plus({ days: 1 }).toISODate());
			}),
		);
	});

	it("one some hours before is due so long before, or in the morning where that is night", () => {
		fc.assert(
			fc.property(seminar, fc.constantFrom([twoHours, 120], [halfHour, 30]), (one, [rule, minutes]) => {
				const { dueAt } = windowOf(rule as Rule, one, quiet);
				const exactly = new Date(one.startsAt.getTime() - (minutes as number) * 60_000);
				if (isQuiet(exactly, quiet)) expect(wall(dueAt).toFormat("HH:mm")).toBe("08:00");
				else expect(dueAt).toEqual(exactly);
			}),
		);
	});

	it("nothing is said in the night, nor a reminder after the start; and what was missed stays missed", () => {
		const rules = [sevenDays, oneDay, twoHours, halfHour, dayAfter];
		fc.assert(
			fc.property(
				seminar,
				fc.constantFrom(...rules),
				fc.array(instant, { minLength: 20, maxLength: 60 }),
				(one, rule, looks) => {
					const window = windowOf(rule, one, quiet);
					let missed = false;
					const near = looks.flatMap((look) => [
						look,
						new Date(window.dueAt.getTime() + (look.getTime() % (16 * 3_600_000))),
					]);
					for (const look of near.toSorted((a, b) => a.getTime() - b.getTime())) {
						const verdict = verdictOn(window, look, quiet);
						if (verdict === "say") {
							expect(isQuiet(look, quiet)).toBe(false);
							expect(look.getTime()).toBeGreaterThanOrEqual(window.dueAt.getTime());
							if (rule.from === "start") expect(look.getTime()).toBeLessThan(one.startsAt.getTime());
							expect(missed).toBe(false);
						}
						if (missed) expect(verdict).toBe("missed");
						missed = verdict === "missed";
					}
				},
			),
		);
	});

	it("the quiet hours end at their time on the wall", () => {
		fc.assert(
			fc.property(instant, (at) => {
				const end = awake(at, quiet);
				expect(isQuiet(end, quiet)).toBe(false);
				if (isQuiet(at, quiet)) expect(wall(end).toFormat("HH:mm")).toBe("08:00");
				else expect(end).toEqual(at);
				expect(end.getTime() - at.getTime()).toBeLessThanOrEqual(13 * 3_600_000);
			}),
		);
	});

	it("an offered place is kept for its time, never only until the night, and never past the start", () => {
		fc.assert(
			fc.property(
				instant,
				fc.integer({ min: 1, max: 72 }),
				fc.integer({ min: 1, max: 400 }),
				(now, hours, ahead) => {
					const startsAt = new Date(now.getTime() + ahead * 3_600_000);
					const end = endOfOffer(now, startsAt, hours, quiet);
					if (end < startsAt) {
						expect(end.getTime()).toBeGreaterThanOrEqual(now.getTime() + hours * 3_600_000);
						expect(isQuiet(end, quiet)).toBe(false);
					} else expect(end).toEqual(startsAt);
				},
			),
		);
	});
});
