import type { Handled } from "#chat/feature.ts";
import { sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";

/** Says one thing, and changes nothing. */
export function tell(text: string): Handled<Db> {
	return { reply: { say: [sentence(text, { discreet: true })] } };
}

export const leaveOut =
	"I have not sent it: it seems to hold a name or something else that could identify somebody. Please take that out and send it again.";
export const purged = "That is no longer held.";
export const outOfDate = "That button is out of date.";
export const coordinatorsOnly = "Only coordinators can do that.";
