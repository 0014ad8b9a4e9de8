import type { Place } from "#chat/platform.ts";

/** The place of a speaker: their direct conversation, or a channel and its thread. */
export function address(speaker: {
	person: string;
	workspace: string;
	channel?: string;
	thread?: string;
}): Place {
	const where = speaker.channel ? `${speaker.channel}:${speaker.thread ?? "top"}` : speaker.person;
	return {
		platform: "terminal",
		workspace: speaker.workspace,
		key: `terminal:${speaker.workspace}:${where}`,
		address: where,
		kind: speaker.channel ? "channel" : "direct",
	};
}
