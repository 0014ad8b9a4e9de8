import { DateTime } from "luxon";
import { zone } from "#chat/localTime.ts";

const opens = { hour: 9, minute: 30 };
const closes = { hour: 16, minute: 30 };

/** Whether people may be written to unasked now: on a working day, in working hours. */
export function isGoodTime(now: Date): boolean {
	const local = DateTime.fromJSDate(now, { zone });
	return local.weekday <= 5 && local >= local.set(opens) && local < local.set(closes);
}

/** When an invitation goes out, so many days after a seminar: mid-morning, from Tuesday to Thursday. */
export function invitationTime(endedAt: Date, days: number): Date {
	return midMorning(dayAfter(endedAt, days), (weekday) => weekday >= 2 && weekday <= 4);
}

/** When a reminder goes out, so many days after the invitation: mid-morning, on a working day. */
export function reminderTime(askedAt: Date, days: number): Date {
	return midMorning(dayAfter(askedAt, days), (weekday) => weekday <= 5);
}

/** When somebody is asked again who chose a day, such as "2026-05-12": mid-morning, and after a weekend. */
export function chosenTime(day: string): Date {
	return reminderTime(DateTime.fromISO(day, { zone }).toJSDate(), 0);
}

/** The end of the day so many days after. */
export function closingTime(from: Date, days: number): Date {
	return DateTime.fromJSDate(from, { zone }).plus({ days }).endOf("day").toJSDate();
}

function dayAfter(from: Date, days: number): DateTime {
	return DateTime.fromJSDate(from, { zone }).startOf("day").plus({ days });
}

function midMorning(from: DateTime, good: (weekday: number) => boolean): Date {
	let day = from;
	while (!good(day.weekday)) day = day.plus({ days: 1 });
	return day.set({ hour: 10, minute: 0, second: 0, millisecond: 0 }).toJSDate();
}
