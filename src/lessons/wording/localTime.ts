import { DateTime } from "luxon";
import { local, zone } from "#chat/localTime.ts";

/** Local hours in which nothing is sent that can wait: minutes from midnight; none where they are the same. */
export type QuietHours = { from: number; to: number };

/** When each week the digests are: ISO weekday and minutes from midnight. */
export type WeeklyTime = { weekday: number; minutes: number };

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Today's date on the wall, such as "2026-04-14". */
export function today(now: Date): string {
	return local(now).toISODate() ?? "";
}

/** The local day a year after today. */
export function nextYear(now: Date): string {
	return local(now).plus({ years: 1 }).toISODate() ?? "";
}

/** When a local day such as "2028-05-03" begins. */
export function beginningOf(day: string): Date {
	return DateTime.fromISO(day, { zone }).startOf("day").toJSDate();
}

/** The instant at which the clock on the wall shows this day and time; nothing where there is no such time. */
export function atLocalTime(day: string, time: string): Date | undefined {
	const minutes = minuteOfDay(time);
	const date = DateTime.fromISO(day, { zone });
	if (minutes === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day) || !date.isValid) return undefined;
	const at = date.set(onTheWall(minutes));
	return at.hour * 60 + at.minute === minutes ? at.toJSDate() : undefined;
}

/** This instant, or the end of the quiet hours that it falls into. */
export function awake(instant: Date, { from, to }: QuietHours): Date {
	const { hour, minute } = local(instant);
	const at = hour * 60 + minute;
	const quiet = from <= to ? from <= at && at < to : at >= from || at < to;
	if (!quiet) return instant;
	const end = local(instant).set(onTheWall(to));
	return (end.toMillis() > instant.getTime() ? end : end.plus({ days: 1 }).set(onTheWall(to))).toJSDate();
}

/** The first time after this instant at which the clock on the wall shows the weekly time. */
export function nextWeekly(after: Date, { weekday, minutes }: WeeklyTime): Date {
	const from = local(after);
	const days = (weekday - from.weekday + 7) % 7;
	const at = from.plus({ days }).set(onTheWall(minutes));
	return (at.toMillis() > after.getTime() ? at : at.plus({ days: 7 }).set(onTheWall(minutes))).toJSDate();
}

/** Reads quiet hours such as "20:00-08:00"; "none" is none. */
export function readQuiet(text: string): QuietHours | undefined {
	if (text === "none") return { from: 0, to: 0 };
	const [from, to, ...more] = text.split("-").map(minuteOfDay);
	return from === undefined || to === undefined || more.length > 0 ? undefined : { from, to };
}

/** Reads a weekly time such as "Mon 09:00". */
export function readWeekly(text: string): WeeklyTime | { problem: string } {
	const [, day = "", time = ""] = /^\s*([A-Za-z]{3,9})\s+(\d{2}:\d{2})\s*$/.exec(text) ?? [];
	const at = weekdays.findIndex(
		(name) => day.length >= 3 && name.toLowerCase().startsWith(day.toLowerCase()),
	);
	const minutes = minuteOfDay(time);
	if (at < 0 || minutes === undefined) return { problem: `“${text}” is not like “Mon 09:00”` };
	return { weekday: at + 1, minutes };
}

/** A weekly time in words: "Mondays at 09:00". */
export function weeklyInWords({ weekday, minutes }: WeeklyTime): string {
	return `${weekdays[weekday - 1]}s at ${timeOf(minutes)}`;
}

/** Quiet hours in words: "20:00 to 08:00", or "none". */
export function quietInWords(text: string): string {
	return text === "none" ? "none" : text.replace("-", " to ");
}

function minuteOfDay(text: string): number | undefined {
	const [, hour, minute] = /^\s*(\d{2}):(\d{2})\s*$/.exec(text) ?? [];
	if (!hour || Number(hour) > 23 || Number(minute) > 59) return undefined;
	return Number(hour) * 60 + Number(minute);
}

function timeOf(minutes: number): string {
	return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

function onTheWall(minutes: number) {
	return { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 };
}
