import type { Message } from "./message.ts";
import type { Incoming } from "./platform.ts";

/** What a feature makes of one event. It says; it never sends. */
type Reply = {
	say: Message[];
	/** Names what must be said here once and never again, however often its event comes. Otherwise the event itself does. */
	once?: string;
	/** Put in place of the card that was pressed. */
	replace?: Message;
	/** Ids of the passages that the messages cite, for correction and recall. */
	cites?: string[];
};

/** A reply and the state that goes with it, written in the transaction that commits both. */
export type Handled<Tx> = {
	reply: Reply;
	save?: (tx: Tx) => Promise<void>;
};

/** One of the bot's jobs. `Tx` is the transaction that its state is written in. */
export type Feature<Tx> = {
	/** The first word of its actions: `answers` owns `answers.feedback`. */
	name: string;
	/** Whether this event is this feature's. Features are asked in order; the first that says yes has it. */
	owns(incoming: Incoming): boolean;
	/** Gathers (reads, searches) and decides. Writes nothing: that is `save`'s. */
	handle(incoming: Incoming, now: Date): Promise<Handled<Tx>>;
};
