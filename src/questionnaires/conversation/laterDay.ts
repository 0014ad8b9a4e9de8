import { DateTime } from "luxon";
import { zone } from "#chat/localTime.ts";

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const counts = ["", "one", "two", "three", "four", "five", "six", "seven"];

/** The day that is meant by "tomorrow", "Monday", "in 3 days", "12 May" or "2026-05-12"; never today or before. */
export function laterDay(text: string, now: Date): string | undefined {
	const today = DateTime.fromJSDate(now, { zone }).startOf("day");
	const said = text.toLowerCase().replace(/[.,]/g, " ").replace(/\s+/g, " ").trim();
	const day = relative(said, today) ?? named(said, today) ?? written(said, today);
	return day && day > today ? (day.toISODate() ?? undefined) : undefined;
}

/** That day, or the Monday after where it is on a weekend: nobody is written to then. */
export function workingDay(day: string): string {
	const at = DateTime.fromISO(day, { zone });
	const monday = at.plus({ days: Math.max(0, 8 - at.weekday) });
	return (at.weekday > 5 ? monday : at).toISODate() ?? day;
}

function relative(said: string, today: DateTime): DateTime | undefined {
	if (said === "tomorrow") return today.plus({ days: 1 });
	if (said === "the day after tomorrow" || said === "day after tomorrow") return today.plus({ days: 2 });
	if (said === "next week") return today.plus({ weeks: 1 }).startOf("week");
	const within = /^in (?:(\d{1,2})|([a-z]+)) (day|week)s?$/.exec(said);
	if (!within) return undefined;
	const [, digits, word = "", unit] = within;
	const count = digits ? Number(digits) : word === "a" ? 1 : counts.indexOf(word);
	if (count < 1) return undefined;
	return today.plus(unit === "week" ? { weeks: count } : { days: count });
}

function named(said: string, today: DateTime): DateTime | undefined {
	const name = said.replace(/^(?:next|on|this) /, "");
	const wanted = weekdays.findIndex((weekday) => weekday === name || weekday.slice(0, 3) === name) + 1;
	if (wanted === 0) return undefined;
	return today.plus({ days: (wanted - today.weekday + 7) % 7 || 7 });
}

function written(said: string, today: DateTime): DateTime | undefined {
	const plain = said
		.replace(/^(?:on )?(?:the )?/, "")
		.replace(/(\d)(?:st|nd|rd|th)\b/, "$1")
		.replace(" of ", " ");
	for (const format of [
		"yyyy-MM-dd",
		"d MMMM yyyy",
		"d MMM yyyy",
		"d/M/yyyy",
		"d MMMM",
		"d MMM",
		"d/M",
		"MMMM d",
	]) {
		const day = DateTime.fromFormat(plain, format, { zone, locale: "en-GB" });
		if (!day.isValid) continue;
		return !format.includes("y") && day.set({ year: today.year }) <= today
			? day.set({ year: today.year + 1 })
			: format.includes("y")
				? day
				: day.set({ year: today.year });
	}
	return undefined;
}
