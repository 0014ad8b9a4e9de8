import type { Place } from "#chat/platform.ts";

/** The place of a speaker: their direct conversation, or a channel and its thread. */
export function address(speaker: {
	person: string;
	workspace: string;
	channel?: string;
	thread?: string;
}): Place {
	const { person, workspace, channel, thread } = speaker;
	const where = channel ? (thread ? `${channel}:${thread}` : channel) : person;
	return {
		platform: "terminal",
		workspace,
		key: `terminal:${workspace}:${where}`,
		...(channel ? { name: channel } : {}),
		address: where,
		kind: channel ? "channel" : "direct",
		...(thread && channel ? { channel: address({ person, workspace, channel }) } : {}),
	};
}
