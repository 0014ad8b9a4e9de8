import type { Handled } from "#chat/feature.ts";
import { sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";

/** Says one thing, and changes nothing. */
export function tell(text: string): Handled<Db> {
	return { reply: { say: [sentence(text, { discreet: true })] } };
}

/** Why a text was not taken, and what to do about it. */
export function leaveOut(how: "send" | "save"): string {
	const done = how === "send" ? "sent" : "saved";
	return `I have not ${done} it: it seems to hold a name or something else that could identify somebody. Please take that out and ${how} it again.`;
}

export const purged = "That is no longer held.";
export const outOfDate = "That button is out of date.";
export const coordinatorsOnly = "Only coordinators can do that.";
