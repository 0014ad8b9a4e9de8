import { DateTime } from "luxon";
import { zone } from "#chat/localTime.ts";
import type { QuietHours, Rule } from "./rules.ts";

/** From when something may be said, and from when on it is missed rather than said. */
export type Window = { dueAt: Date; lapsesAt: Date };

/** Half a working day late, a reminder still helps; after that it is missed. */
const mayBeLateMs = 4 * 3_600_000;

/**
 * When a rule's reminder is said. One that falls into the quiet hours waits for their end; it is missed
 * from the next quiet hours on, when it is too late, and, where it is for before the start, from the start.
 */
export function windowOf(rule: Rule, seminar: { startsAt: Date; endsAt: Date }, quiet: QuietHours): Window {
	const dueAt = awake(instantOf(rule, seminar), quiet);
	const ends = [new Date(dueAt.getTime() + mayBeLateMs), nextQuiet(dueAt, quiet)];
	if (rule.from === "start") ends.push(seminar.startsAt);
	return { dueAt, lapsesAt: earliest(ends) };
}

/** Whether it is one of the quiet hours on the wall. */
export function isQuiet(instant: Date, { from, to }: QuietHours): boolean {
	const { hour, minute } = local(instant);
	const now = hour * 60 + minute;
	return from <= to ? from <= now && now < to : now >= from || now < to;
}

/** This instant, or the end of the quiet hours that it falls into. */
export function awake(instant: Date, quiet: QuietHours): Date {
	return isQuiet(instant, quiet) ? nextOnTheWall(instant, quiet.to) : instant;
}

/** What comes in the quiet hours and would be known less than this long before it matters is said at once. */
const inTimeMs = 3 * 3_600_000;

/** What becomes of something with this window now: quiet hours are waited out where it is known in time after them. */
export function verdictOn(
	{ dueAt, lapsesAt }: Window,
	now: Date,
	quiet: QuietHours,
): "wait" | "say" | "missed" {
	if (now < dueAt) return "wait";
	if (now >= lapsesAt) return "missed";
	return isQuiet(now, quiet) && awake(now, quiet).getTime() + inTimeMs <= lapsesAt.getTime() ? "wait" : "say";
}

function instantOf(rule: Rule, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): Date {
	const from = local(rule.from === "start" ? startsAt : endsAt);
	if ("minutes" in rule) return from.plus({ minutes: rule.minutes }).toJSDate();
	return from.plus({ days: rule.days }).set(rule.at).startOf("minute").toJSDate();
}

function nextQuiet(instant: Date, { from, to }: QuietHours): Date {
	return from === to ? new Date(8.64e15) : nextOnTheWall(instant, from);
}

/** The first instant after this one at which the clock on the wall shows so many minutes since midnight. */
function nextOnTheWall(instant: Date, minutes: number): Date {
	const at = { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 };
	const today = local(instant).set(at);
	return (today.toMillis() > instant.getTime() ? today : local(instant).plus({ days: 1 }).set(at)).toJSDate();
}

function earliest(instants: Date[]): Date {
	return new Date(Math.min(...instants.map((each) => each.getTime())));
}

function local(instant: Date): DateTime {
	return DateTime.fromJSDate(instant, { zone });
}
