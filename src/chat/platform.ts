import type { Json, Message } from "./message.ts";

export type PlatformName = "slack" | "teams" | "terminal";

/** Somewhere we talk: a direct conversation, or a channel with or without a thread. */
export type Place = {
	platform: PlatformName;
	/** Slack team id, Teams tenant id: the workspace in which the bot was met. */
	workspace: string;
	/** Names the place, thread included, the same for ever: for state and for ordering. */
	key: string;
	/** What people call it, where the platform says. */
	name?: string;
	/** All that the platform needs to post here. Only `platforms/<name>/address.ts` reads it. */
	address: string;
	kind: "direct" | "channel";
	/** In a thread: the channel itself, which is where its subscriptions live. */
	channel?: Place;
};

/** Something that a person did, verified by the platform and the same on all of them. */
export type Incoming = {
	/** The platform's id of the event. */
	eventId: string;
	/** The same for the same act, also where the platform repeats it under another event id. */
	businessKey: string;
	/** Where a reply belongs: in a channel, the thread. */
	place: Place;
	/** Who, and the workspace they belong to, which in a shared channel need not be the place's. */
	person: Sender;
	act: Said | Pressed | Arrived | Opened | Searched | ChannelChange;
	/** What the platform needs to answer this very event. Only that platform reads it. */
	context?: unknown;
};

/** Who did it. */
export type Sender = {
	id: string;
	workspace: string;
	/** As the platform gives it with the event; not all events have it. */
	name?: string;
	/** Where only this person reads what is said: their direct conversation, also before there is one. */
	direct: Place;
};

/** A message addressed to the bot, without the mention. */
type Said = { kind: "said"; text: string };

/** A button of ours. Untrusted: the value is parsed by the feature that owns the action. */
export type Pressed = { kind: "pressed"; action: string; value: Json };

/** The bot was added here, or met here for the first time. */
type Arrived = { kind: "arrived" };

/** A person looks at the bot's own page in their client. The reply's `replace` is what it shows. */
type Opened = { kind: "opened" };

/** A person types into the search beside the message box. The reply's `results` are offered. */
type Searched = { kind: "searched"; text: string };

/** The bot was taken out of this channel, or the channel is gone. */
export type Left = { kind: "left"; why: "removed" | "archived" | "deleted" };

/** The channel has another name. */
type Renamed = { kind: "renamed"; name: string };

/**
 * The channel has another id: the event's place is what it was. `before` stands in the keys, addresses and
 * message ids of all that was said there, where from now on `after` belongs.
 */
export type Moved = { kind: "moved"; to: Place; before: string; after: string };

/** People of this other workspace, or organisation, read along in the channel from now on. */
export type Shared = { kind: "shared"; workspace: string };

/** What may become of a channel that something is kept of. */
export type ChannelChange = Left | Renamed | Moved | Shared;

/** What the bot answers within the event itself. Everything else goes through the ledger. */
export type Answered = {
	/** Put in place of the card that was pressed. */
	replace?: Message;
	/** What a search found, best first. */
	results?: SearchResult[];
	/** Words to show in place of what a search found. */
	notice?: string;
	/** It could not be handled now: the platform is to be told to bring it again, where it does so. */
	again?: boolean;
};

/** Something that a person can put into what they are writing. */
export type SearchResult = { title: string; text: string; message: Message };

/** Handles an event; resolves when all that follows from it is committed. Never rejects. */
export type Receive = (incoming: Incoming) => Promise<Answered>;

/** How a sending ended, decided by the platform's `errors.ts`. */
export type Outcome =
	| { kind: "sent"; messageId: string }
	/** Not sent, and worth another try: throttled, or the connection was refused. */
	| { kind: "later"; reason: string; afterSeconds?: number }
	/** Not sent, and never will be: the channel is gone, the blocks are bad. */
	| { kind: "never"; reason: string }
	/** Perhaps sent: a time-out, a reset, a 5xx. Never blindly repeated. */
	| { kind: "unknown"; reason: string };

export type Platform = {
	name: PlatformName;
	/** Begins to receive. */
	start(receive: Receive): Promise<void>;
	/** Posts one message, once: it does not retry. `deliveryId` may be attached, so that `find` can look for it. */
	send(place: Place, message: Message, deliveryId: string): Promise<Outcome>;
	/** Puts a message in the place of one that was sent: a correction, or a recall. Once: it does not retry. */
	update(place: Place, messageId: string, message: Message): Promise<Outcome>;
	/**
	 * Answers so that only the person sees it, as near to where they wrote as the platform allows.
	 * Where it allows nothing private, says in the open only where to write, and tells `never`. Where a
	 * private way is only busy, says nothing and tells `later`.
	 */
	sendPrivately(incoming: Incoming, message: Message): Promise<Outcome>;
	/** Looks for a message whose sending ended unknown. Absent where the platform cannot tell. */
	find?(place: Place, deliveryId: string, since: Date): Promise<Found>;
	/** Resolves when accepted events are handled, and the cards that were pressed are put in place. */
	settled(): Promise<void>;
	/** Stops receiving and resolves when accepted events are handled. */
	stop(): Promise<void>;
};

export type Found =
	| { kind: "found"; messageId: string }
	| { kind: "absent" }
	| { kind: "cannot tell"; reason: string };
