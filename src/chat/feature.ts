import type { Caller } from "./caller.ts";
import type { Block, Message } from "./message.ts";
import type { ChannelChange, Incoming, Place, SearchResult } from "./platform.ts";

/** What a feature makes of one event. It says; it never sends. */
export type Reply = {
	say: Message[];
	/** Said after the rest, under a key of its own, by which it can be forgotten. */
	last?: { key: string; message: Message };
	/** Names what must be said here once and never again, however often its event comes. Otherwise the event itself does. */
	once?: string;
	/** Put in place of the card that was pressed, or shown on the page that was opened. */
	replace?: Message;
	/** What a search found. */
	results?: SearchResult[];
	/** Ids of the passages that the messages cite, for correction and recall. */
	cites?: string[];
};

/**
 * A reply and the state that goes with it, written in the transaction that commits both; or what somebody
 * wrote within it that the guard is to answer, and then nothing is written.
 */
export type Handled<Tx> =
	| {
			reply: Reply;
			/** Writes; what it returns takes the place of the reply, where only the write can tell what to say. */
			save?: ((tx: Tx) => Promise<void>) | ((tx: Tx) => Promise<Reply>);
	  }
	| { forGuard: string };

/** One of the bot's jobs. `Tx` is the transaction that its state is written in. */
export type Feature<Tx> = {
	/** The first word of its actions: `answers` owns `answers.feedback`. */
	name: string;
	/**
	 * Whether a message is, as a whole, one of its commands, such as "delete my data": then the guard lets it
	 * pass. Must be sure of it: whoever is in danger is not to be taken for somebody who gives a command.
	 */
	commands?(text: string): boolean;
	/**
	 * Whether somebody is answering a question of its in their own words. People then tell of their work, which
	 * sounds like what happened to them: the guard answers only what words alone show as well.
	 */
	awaitsWords?(incoming: Incoming, caller: Caller, now: Date): Promise<boolean>;
	/** Whether this event is this feature's. Features are asked in order; the first that says yes has it. */
	owns(incoming: Incoming, caller: Caller, now: Date): boolean | Promise<boolean>;
	/** Gathers (reads, searches) and decides. Writes nothing: that is `save`'s. */
	handle(incoming: Incoming, caller: Caller, now: Date): Promise<Handled<Tx>>;
	/** What it looks at regularly. */
	due?: Due[];
	/** Its lines in `help`. */
	helps?(caller: Caller): Line[];
	/** Its part of a person's home. */
	home?(caller: Caller, now: Date): Promise<Block[]>;
	/** What it holds about a person, in words. */
	holds?(person: string): Promise<Line[]>;
	/** Deletes what it holds about a person, and says in words what that was. */
	forget?(tx: Tx, person: string, now: Date): Promise<string[]>;
	/** Somebody wants no more of what it sends unasked: ends what is open with them, and says in words what comes of that. */
	spare?(tx: Tx, person: string, now: Date): Promise<string[]>;
	/** Two persons turned out to be one: what it holds of `from` belongs to `into` from now on. */
	merge?(tx: Tx, from: string, into: string, now: Date): Promise<void>;
	/** Follows what became of a channel, in what it keeps of it. */
	follow?(tx: Tx, channel: Place, change: ChannelChange, now: Date): Promise<void>;
	/** Deletes what it holds of an agency besides its people, and says in words what that was. */
	forgetAgency?(tx: Tx, agencyId: string, now: Date): Promise<string[]>;
	/** What stands behind signed links, by kind: made when it is opened. */
	pages?: Record<string, (id: string, now: Date) => Promise<Page | undefined>>;
};

/** Something that is looked at when its cron expression says. `run` asks what is due by now, so a missed look costs nothing. */
export type Due = { name: string; every: string; run(now: Date): Promise<void> };

/** A name and what there is to say of it. */
export type Line = { name: string; text: string };

/** A page or a file that the bot serves. */
export type Page = {
	type: "html" | "csv" | "calendar" | "text";
	body: string;
	/** The file's name, for what is to be saved. */
	name?: string;
};
