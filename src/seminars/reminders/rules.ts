import { many } from "#chat/wording/many.ts";

/** When something is said about a seminar: days before its start or after its end, or hours and minutes. */
export type Rule = {
	/** As it was written: names the reminder for ever. */
	name: string;
	from: "start" | "end";
} & ({ days: number; at: { hour: number; minute: number } } | { minutes: number });

/** Local hours, such as from 20:00 to 08:00, in which nothing is sent that can wait; in minutes from midnight. */
export type QuietHours = { from: number; to: number };

/**
 * Reads rules such as "-7d 10:00, -2h, +1d 10:00": days before the start at a local time, hours (or
 * minutes, "-30m") before the start, days after the end at a local time.
 */
export function readRules(text: string): Rule[] | { problem: string } {
	const rules: Rule[] = [];
	for (const part of text.split(",").map((each) => each.trim().replace(/\s+/g, " "))) {
		if (!part) continue;
		const rule = readRule(part);
		if (!rule) return { problem: `“${part}” is not like “-7d 10:00”, “-2h”, “-30m” or “+1d 10:00”` };
		if (rules.some(({ name }) => name === rule.name)) return { problem: `“${part}” is there twice` };
		rules.push(rule);
	}
	return rules;
}

/** A rule by its name, as people say it: "7 days before, at 10:00", "2 hours before". */
export function ruleInWords(name: string): string {
	const [, sign, count, unit = "", time] = /^([+-])(\d+)([dhm])(?: (\d{2}:\d{2}))?$/.exec(name) ?? [];
	const called = units[unit];
	if (!called) return name;
	const long = many(Number(count), called);
	return `${long} ${sign === "-" ? "before" : "after"}${time ? `, at ${time}` : ""}`;
}

const units: Record<string, string> = { d: "day", h: "hour", m: "minute" };

/** Reads quiet hours such as "20:00-08:00". "none" is none. */
export function readQuietHours(text: string): QuietHours | { problem: string } {
	if (text.trim() === "none") return { from: 0, to: 0 };
	const [from, to, ...more] = text.split("-").map(minuteOfDay);
	if (from === undefined || to === undefined || more.length > 0 || from === to)
		return { problem: `“${text}” is not like “20:00-08:00”, nor “none”` };
	return { from, to };
}

function readRule(text: string): Rule | undefined {
	const [, sign, count, unit, time] = /^([+-])(\d{1,3})([dhm])(?: (\d{2}:\d{2}))?$/.exec(text) ?? [];
	if (!sign) return undefined;
	const amount = Number(count) * (sign === "-" ? -1 : 1);
	const from = sign === "-" ? "start" : "end";
	if (unit !== "d") return time ? undefined : { name: text, from, minutes: amount * (unit === "h" ? 60 : 1) };
	const minutes = minuteOfDay(time ?? "");
	if (minutes === undefined) return undefined;
	return { name: text, from, days: amount, at: { hour: Math.floor(minutes / 60), minute: minutes % 60 } };
}

function minuteOfDay(text: string): number | undefined {
	const [, hour, minute] = /^\s*(\d{2}):(\d{2})\s*$/.exec(text) ?? [];
	if (!hour || Number(hour) > 23 || Number(minute) > 59) return undefined;
	return Number(hour) * 60 + Number(minute);
}
