import { DateTime } from "luxon";

/** Where the people are: the clock on their wall. */
export const zone = "Europe/London";

/** A day, or the day of an instant, as people say it: "14 April 2026". */
export function dayInWords(day: Date | string): string {
	return inWords(typeof day === "string" ? DateTime.fromISO(day, { zone }) : local(day), "d MMMM yyyy");
}

/** An instant as people say it: "14 April 2026 at 11:20". */
export function momentInWords(instant: Date): string {
	return inWords(local(instant), "d MMMM yyyy 'at' HH:mm");
}

/** An instant, as the clock on the wall shows it. */
export function local(instant: Date): DateTime {
	return DateTime.fromJSDate(instant, { zone });
}

function inWords(at: DateTime, format: string): string {
	return at.setLocale("en-GB").toFormat(format);
}
