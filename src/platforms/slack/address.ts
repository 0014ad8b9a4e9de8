import type { Place } from "#chat/platform.ts";

/** Where in Slack to post. It is the `address` of a Place, as JSON. */
export type Address = {
	/** A conversation; or a person, to whom Slack opens the direct conversation when something is posted. */
	channel: string;
	/** With whom, where it is their direct conversation with the bot. */
	person?: string;
	/** The `ts` of the message that heads the thread. */
	thread?: string;
	/** Set when only this person is to see what is posted. */
	onlyFor?: string;
	/** Answers the command or press that this place comes from, for 30 minutes and 5 times. */
	responseUrl?: string;
};

/**
 * The place of an address. Its key leaves out what changes from event to event, and is the same before
 * and after Slack opens a direct conversation.
 */
export function placeOf(workspace: string, address: Address, name?: string): Place {
	const { channel, thread, onlyFor } = address;
	const person = isPerson(channel) ? channel : address.person;
	const parts = [
		"slack",
		workspace,
		...(person ? ["direct", person] : [channel]),
		...(thread ? [thread] : []),
		...(onlyFor ? [`only-${onlyFor}`] : []),
	];
	return {
		platform: "slack",
		workspace,
		key: parts.join(":"),
		...(name ? { name } : {}),
		...(thread || onlyFor ? withinChannel(workspace, channel, name) : {}),
		address: JSON.stringify(address),
		kind: isDirect(channel) ? "direct" : "channel",
	};
}

function withinChannel(workspace: string, channel: string, name?: string): { channel?: Place } {
	return isDirect(channel) ? {} : { channel: placeOf(workspace, { channel }, name) };
}

/** Reads back what `placeOf` wrote. */
export function addressOf(place: Place): Address {
	return JSON.parse(place.address) as Address;
}

/** Whether a conversation is between two only: Slack gives those ids that begin with D, or it is named by the person. */
export function isDirect(channel: string): boolean {
	return channel.startsWith("D") || isPerson(channel);
}

/** Whether this is a person's id, not yet a conversation's. */
export function isPerson(channel: string): boolean {
	return /^[UW]/.test(channel);
}

/** The Slack messages that carry one message of ours. */
export type Posts = { channel: string; ts: string[] };

/** Names the Slack messages that carry one message of ours. */
export function messageIdOf({ channel, ts }: Posts): string {
	return `${channel}/${ts.join(",")}`;
}

/** Reads back what `messageIdOf` wrote; nothing for what Slack gave no address of. */
export function postsOf(messageId: string): Posts | undefined {
	const [channel = "", list = ""] = messageId.split("/");
	const ts = list.split(",").filter(Boolean);
	return channel && ts.length > 0 ? { channel, ts } : undefined;
}
