import { z } from "zod";
import type { Press } from "#chat/message.ts";
import type { Seminar } from "#generated/client.ts";

/** A button of this feature about one seminar. */
export function press(
	label: string,
	verb: string,
	seminar: Pick<Seminar, "id">,
	tone?: Press["tone"],
): Press {
	return { label, action: `seminars.${verb}`, value: { seminar: seminar.id }, ...(tone ? { tone } : {}) };
}

/** What such a button brings back. */
export const seminarValue = z.object({ seminar: z.string().regex(/^[a-z0-9-]{1,80}$/) });
