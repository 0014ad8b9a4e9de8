import { DateTime } from "luxon";
import { zone } from "#chat/localTime.ts";

/**
 * The instant at which the clock on the wall shows a date and a time, such as "2026-05-14" and "09:30". A
 * time that comes twice, when the clocks go back, needs "BST" (the first) or "GMT" (the second) after it.
 */
export function atLocalTime(date: string, time: string): { instant: Date } | { problem: string } {
	const [, clock = "", hour = "", minute = "", name] =
		/^((\d{1,2})[:.](\d{2}))(?:\s*(BST|GMT))?$/i.exec(time.trim()) ?? [];
	const day = DateTime.fromISO(date.trim(), { zone });
	if (!/^\d{4}-\d{2}-\d{2}$/.test(date.trim()) || !day.isValid)
		return { problem: `“${date}” is not a date such as 2026-05-14` };
	if (!clock || Number(hour) > 23 || Number(minute) > 59)
		return { problem: `“${time}” is not a time such as 09:30` };
	const wanted = { hour: Number(hour), minute: Number(minute) };
	const at = day.set(wanted);
	if (at.hour !== wanted.hour || at.minute !== wanted.minute)
		return { problem: `there is no ${clock} on ${date}: the clocks go forward then` };
	const times = at.getPossibleOffsets();
	if (times.length < 2) return { instant: at.toJSDate() };
	const named = times.find((each) => each.offset === (name?.toUpperCase() === "BST" ? 60 : 0));
	if (name && named) return { instant: named.toJSDate() };
	return {
		problem: `${clock} comes twice on ${date}, as the clocks go back: write “${clock} BST” for the first or “${clock} GMT” for the second`,
	};
}

/** The first instant after a local date. */
export function endOfLocalDay(date: string): Date | undefined {
	const day = DateTime.fromISO(date, { zone });
	return day.isValid ? day.plus({ days: 1 }).startOf("day").toJSDate() : undefined;
}

/** The local date, such as "2026-05-14". */
export function localDate(instant: Date): string {
	return DateTime.fromJSDate(instant, { zone }).toISODate() ?? "";
}

/** What the clock on the wall shows, such as "09:30"; with "BST" or "GMT" where it shows that twice. */
export function localTime(instant: Date): string {
	const at = DateTime.fromJSDate(instant, { zone });
	return (
		at.toFormat("HH:mm") + (at.getPossibleOffsets().length > 1 ? (at.offset === 60 ? " BST" : " GMT") : "")
	);
}

/** A day in words: "Thursday 14 May 2026". */
function dayInWords(instant: Date): string {
	return DateTime.fromJSDate(instant, { zone }).setLocale("en-GB").toFormat("cccc d MMMM yyyy");
}

/** From when to when, in words: "Thursday 14 May 2026, 09:30 to 12:30". */
export function timesInWords({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): string {
	const until = localDate(startsAt) === localDate(endsAt) ? "" : `${dayInWords(endsAt)}, `;
	return `${dayInWords(startsAt)}, ${localTime(startsAt)} to ${until}${localTime(endsAt)}`;
}

/** An instant in words: "Thursday 14 May 2026 at 09:30". */
export function momentInWords(instant: Date): string {
	return `${dayInWords(instant)} at ${localTime(instant)}`;
}
