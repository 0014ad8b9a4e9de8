import type { Log } from "#chat/log.ts";
import type { Platform } from "#chat/platform.ts";

/**
 * A platform with everything around it: people who do things, a far end of ours that takes what the
 * bot posts, and the platform's real SDK between them over loopback HTTP.
 */
export type Ground = {
	/** The workspace that the bot was met in. */
	workspace: string;
	/** A new bot on a web server of its own, not yet started. What people do from now on reaches it. */
	connect(): Promise<Platform>;
	/** Says something to the bot in the direct conversation. `@colleague` mentions somebody else. */
	say(text: string, by?: By): Promise<Act>;
	/** Mentions the bot in the channel, in a thread that has begun or at the head of a new one. */
	mention(text: string, by?: By): Promise<Act>;
	/**
	 * Presses the button that says this on the latest card that has one. Before that, chooses and fills in by
	 * name: a text, a date, a time, the label of an option, or labels. What is not named stays as it stood.
	 */
	press(label: string, by?: By & { where?: Where; choose?: Choice }): Promise<Act>;
	/** Adds the bot: the first event of it, and any others that the platform sends for the same act. */
	arrive(where: Where): Promise<Act[]>;
	/** Takes the bot out of the channel, or the channel away: all events that the platform sends for it. */
	leave(why: "removed" | "deleted"): Promise<Act[]>;
	/** Gives the channel another name. */
	rename(name: string): Promise<Act>;
	/** The bot's own page, where the platform has one. */
	home?: {
		open(by?: By): Promise<Act>;
		press(label: string, by?: By & { choose?: Choice }): Promise<Act>;
		sees(who: string): string | undefined;
	};
	/** Presses with values that no card of ours carries. Tells how each was answered. */
	forge(): Promise<number[]>;
	/** What the bot has said that a person sees, oldest first. */
	sees(who: string, where: Where): Seen[];
	/** The words of every notification that a message of the bot brought up. */
	notifications(): string[];
	/** How often the bot tried to post, whatever came of it. */
	tries(): number;
	/** Lets the next post go wrong. */
	trouble(what: Trouble): void;
	/** Lets every way to reply in private be refused for good, or be busy, once. */
	troublePrivate(who: string, what: "refused" | "busy"): void;
	/** Somebody who is not the platform begins a request to the bot and does not end it. */
	dawdle(): Promise<void>;
	close(): Promise<void>;
};

export type OpenGround = (parts: { log: Log; now: () => Date }) => Promise<Ground>;

export type Where = "direct" | "channel";

/** Who does something, and how. */
export type By = {
	/** A name of our own, "ann" where none is given. */
	who?: string;
	/** The workspace that they belong to, where that is not the bot's. */
	home?: string;
	/** A thread of the channel, by what an earlier act there told. */
	thread?: string;
	/** The moment it is said, by a number of ours: messages of one moment share whatever the platform makes of time. */
	moment?: number;
	/** How often the platform delivers the same event, all at once. */
	times?: number;
};

export type Choice = { [name: string]: string | string[] };

export type Act = {
	/** How the bot answered each delivery of the event. */
	statuses: number[];
	/** The thread in which it happened, for the next to follow. */
	thread: string;
	/** The platform delivers the very same event once more. */
	again(): Promise<number>;
};

/** One message as its reader sees it: all its words, addresses included, in one text. */
export type Seen = { text: string; thread?: string };

export type Trouble = { kind: "slow down"; seconds: number } | { kind: Lasting };
type Lasting = "gone" | "accepted, then dropped" | "dropped" | "503";

/** A text without its white space, to compare what was said with what is shown. */
export function squeezed(text: string): string {
	return text.replace(/\s+/g, "");
}
