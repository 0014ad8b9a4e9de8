import type { Left } from "../platform.ts";

/** Why the bot is no longer in a channel, as it stands after a colon. */
export function whyLeft({ why }: Left): string {
	return reasons[why];
}

const reasons = {
	removed: "I was taken out of it",
	archived: "it was archived",
	deleted: "it was deleted",
};
