import { DateTime } from "luxon";

/** A day as people write it, in local time: "14 April 2026". */
export function day(date: Date): string {
	return local(date).toFormat("d MMMM yyyy");
}

/** A minute as people write it, in local time: "14 April 2026 at 11:20". */
export function moment(date: Date): string {
	return local(date).toFormat("d MMMM yyyy 'at' HH:mm");
}

function local(date: Date): DateTime {
	return DateTime.fromJSDate(date, { zone: "Europe/London" }).setLocale("en-GB");
}
