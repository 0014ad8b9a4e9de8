import type { Incoming } from "#chat/platform.ts";

/** What an answer to this very event needs, beyond its place. */
export type Context = {
	/** The thread in which the event happened, when it had begun before. */
	openThread?: string;
	/** The message whose button was pressed. */
	messageTs?: string;
	/** Whether only the person sees that message. */
	ephemeral?: boolean;
	responseUrl?: string;
	/** Set where the bot is installed org-wide. */
	organisation?: string;
	/** Whose home it was opened or pressed in. */
	homeOf?: string;
	/** The inputs of the form that was sent in which a channel was chosen. */
	chosen?: string[];
};

/** The context that this room put into an incoming event. */
export function contextOf(incoming: Incoming): Context {
	return (incoming.context ?? {}) as Context;
}
