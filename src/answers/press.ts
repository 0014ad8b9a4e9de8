import type { Caller } from "#chat/caller.ts";
import type { Handled } from "#chat/feature.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming, Pressed } from "#chat/platform.ts";
import type { Held } from "#knowledge/held.ts";
import type { Db } from "#storage/open.ts";

/** A press of one of the answers' own buttons, with what is needed to meet it. */
export type Press = {
	pressed: Pressed;
	incoming: Incoming;
	caller: Caller;
	held: Held;
	/** What whoever pressed works as, if they said. */
	lens?: string;
	now: Date;
};

/** What a press leads to that no longer leads anywhere. */
export const outOfDate: Handled<Db> = {
	reply: { say: [sentence("That button is out of date. Please ask again, or type “themes”.")] },
};
