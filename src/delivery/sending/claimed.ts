import type { Message } from "#chat/message.ts";
import type { PlatformName } from "#chat/platform.ts";

/** A delivery that a worker has in hand: nobody else takes it up, or anything else for its place, until the claim ends. */
export type Claimed = {
	id: string;
	claim: string;
	key: string;
	act: "post" | "update";
	lane: "reply" | "announcement";
	/** The broadcast that it waits and ends with. What somebody decided to send again goes whatever becomes of that. */
	broadcast: string | null;
	platform: PlatformName;
	workspace: string;
	rate: string;
	placeKey: string;
	placeKind: "direct" | "channel";
	address: string;
	state: "queued" | "unsure";
	said: Message | null;
	shared: string | null;
	attempts: number;
	reason: string | null;
	/** When an attempt began of which it is unknown how it ended, in ISO 8601. */
	since: string | null;
	/** How long ago that was, and how long ago it was first taken up, by the database's clock. */
	sinceMs: number | null;
	ageMs: number;
	/** What an update changes. */
	original: string | null;
	originalState: "queued" | "sent" | "failed" | "unsure" | "withdrawn" | null;
	originalMessageId: string | null;
	originalOpen: boolean | null;
	/** When the look for it began, and when it may go, by this process's clock that only goes forward. */
	takenAt: number;
	goAt: number;
};
