import { z } from "zod";
import type { Press } from "#chat/message.ts";
import type { BookingState, Seminar } from "#generated/client.ts";

/** A button of this feature about one seminar. */
export function press(
	label: string,
	verb: string,
	seminar: Pick<Seminar, "id">,
	tone?: Press["tone"],
): Press {
	return { label, action: `seminars.${verb}`, value: { seminar: seminar.id }, ...(tone ? { tone } : {}) };
}

/** The button that gives up a place, an offer or the wait: what it was shown for, and nothing else. */
export function giveUp(label: string, { id }: Pick<Seminar, "id">, of: BookingState): Press {
	return { label, action: "seminars.cancel", value: { seminar: id, of } };
}

/** What such a button brings back. */
export const seminarValue = z.object({ seminar: z.string().regex(/^[a-z0-9-]{1,80}$/) });
