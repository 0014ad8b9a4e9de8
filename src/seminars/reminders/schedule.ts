import { createHash } from "node:crypto";
import { type QuietHours, type Rule, readQuietHours, readRules } from "./rules.ts";

/** When what is said about seminars. */
export type Schedule = {
	/** To delegates, by direct message. */
	reminders: Rule[];
	/** To subscribed channels. */
	channels: Rule[];
	/** When delegates are asked what they will do differently. */
	followUp: Rule[];
	quiet: QuietHours;
};

/** The settings as they are written. */
export type ScheduleText = Record<keyof Schedule, string>;

/** Reads the settings, or tells which of them cannot be read and why. */
export function readSchedule(text: ScheduleText): Schedule | { setting: keyof Schedule; problem: string } {
	const reminders = readRules(text.reminders);
	if ("problem" in reminders) return { setting: "reminders", ...reminders };
	const channels = readRules(text.channels);
	if ("problem" in channels) return { setting: "channels", ...channels };
	const followUp = readRules(text.followUp);
	if ("problem" in followUp) return { setting: "followUp", ...followUp };
	const quiet = readQuietHours(text.quiet);
	if ("problem" in quiet) return { setting: "quiet", ...quiet };
	return { reminders, channels, followUp, quiet };
}

/** Names a schedule: another one has another name. */
export function nameOf(schedule: Schedule): string {
	return createHash("sha256").update(JSON.stringify(schedule)).digest("base64url").slice(0, 16);
}
