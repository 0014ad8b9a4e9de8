import type { Place } from "#chat/platform.ts";

/** Where in Slack to post. It is the `address` of a Place, as JSON. */
export type Address = {
	channel: string;
	/** The `ts` of the message that heads the thread. */
	thread?: string;
	/** Set when only this person is to see what is posted. */
	onlyFor?: string;
	/** Answers the command or press that this place comes from, for 30 minutes and 5 times. */
	responseUrl?: string;
};

/** The place of an address. Its key leaves out what changes from event to event. */
export function placeOf(workspace: string, address: Address): Place {
	const { channel, thread, onlyFor } = address;
	const parts = [
		"slack",
		workspace,
		channel,
		...(thread ? [thread] : []),
		...(onlyFor ? [`only-${onlyFor}`] : []),
	];
	return {
		platform: "slack",
		workspace,
		key: parts.join(":"),
		address: JSON.stringify(address),
		kind: isDirect(channel) ? "direct" : "channel",
	};
}

/** Reads back what `placeOf` wrote. */
export function addressOf(place: Place): Address {
	return JSON.parse(place.address) as Address;
}

/** Whether a conversation is between two only: Slack gives those ids that begin with D. */
export function isDirect(channel: string): boolean {
	return channel.startsWith("D");
}
