import { DateTime } from "luxon";

const months = "january february march april may june july august september october november december".split(
	" ",
);
const monthName =
	"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

const shapes: [RegExp, (parts: string[]) => (string | undefined)[]][] = [
	[/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, ([, year, month, day]) => [year, month, day]],
	// British: the day comes first.
	[/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g, ([, day, month, year]) => [year, month, day]],
	[
		new RegExp(`\\b(\\d{1,2})\\s*(?:st|nd|rd|th)?\\s+(?:of\\s+)?${monthName}\\.?,?\\s+(\\d{4})\\b`, "gi"),
		([, day, month, year]) => [year, month, day],
	],
	[
		new RegExp(`\\b${monthName}\\.?\\s+(\\d{1,2})\\s*(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, "gi"),
		([, month, day, year]) => [year, month, day],
	],
	[new RegExp(`\\b${monthName}\\.?,?\\s+(\\d{4})\\b`, "gi"), ([, month, year]) => [year, month]],
	[/\b(\d{4})-(\d{2})\b(?!-)/g, ([, year, month]) => [year, month]],
];

/** Dates as they are written in a text, in its order, and those that no calendar has. */
export type Dates = { found: string[]; unreadable: string[] };

/** Finds dates such as "18 th March 2014", "18/03/2014" (day first), "2014-03-18" and "March 2014", as precise as each is. */
export function findDates(text: string): Dates {
	const found: { at: number; date: string }[] = [];
	const unreadable: string[] = [];
	let rest = text;
	for (const [shape, order] of shapes)
		rest = rest.replace(shape, (...match) => {
			const parts = match.slice(0, -2).map(String);
			const date = iso(order(parts));
			if (date) found.push({ at: Number(match.at(-2)), date });
			else unreadable.push(match[0]);
			return "#".repeat(match[0].length);
		});
	return { found: found.sort((a, b) => a.at - b.at).map(({ date }) => date), unreadable };
}

/** A date given by a person, as "2014-03-18", "2014-03" or "2014"; undefined where it cannot be read. */
export function readDate(text: string): string | undefined {
	const trimmed = text.trim();
	if (/^(?:19|20)\d{2}$/.test(trimmed)) return trimmed;
	const { found, unreadable } = findDates(trimmed);
	return found.length === 1 && unreadable.length === 0 ? found[0] : undefined;
}

function iso([year, month, day]: (string | undefined)[]): string | undefined {
	const named = months.findIndex((name) => name.startsWith((month ?? "").toLowerCase().slice(0, 3)));
	const date = DateTime.fromObject({
		year: Number(year),
		month: /^\d+$/.test(month ?? "") ? Number(month) : named + 1,
		day: day === undefined ? 1 : Number(day),
	});
	if (!date.isValid || date.year < 1900 || date.year > 2100) return undefined;
	return date.toFormat(day === undefined ? "yyyy-MM" : "yyyy-MM-dd");
}
