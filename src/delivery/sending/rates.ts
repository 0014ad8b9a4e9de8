import type { PlatformName } from "#chat/platform.ts";

/** At most so many in any so many seconds. */
export type Limit = { most: number; seconds: number };

/** What a platform allows. */
export type Limits = {
	/** In one channel or direct conversation, its threads included. */
	conversation: Limit[];
	/** In one workspace or tenant. */
	workspace: Limit[];
	/** In one workspace, for changes of messages, where they do not count as posts. */
	updates?: Limit[];
};

/** The limits of each platform. */
export type Rates = Record<PlatformName, Limits>;

/** What the platforms document. Slack's one a second with a burst of three is three in any three seconds. */
export const defaultRates: Rates = {
	slack: {
		conversation: [{ most: 3, seconds: 3 }],
		workspace: [{ most: 300, seconds: 60 }],
		updates: [{ most: 50, seconds: 60 }],
	},
	teams: {
		conversation: [
			{ most: 7, seconds: 1 },
			{ most: 8, seconds: 2 },
			{ most: 60, seconds: 30 },
			{ most: 1800, seconds: 3600 },
		],
		workspace: [{ most: 50, seconds: 1 }],
	},
	terminal: { conversation: [], workspace: [] },
};

/** The platforms on which changes of messages have a limit of their own. */
export const updatesApart: PlatformName[] = ["slack"];

/** Names the limit that a post in a workspace counts against; that of an update there may begin "slack.update". */
export function rateOf(platform: string, workspace: string): string {
	return `${platform} ${workspace}`;
}

/** The limits in a workspace that a rate names. */
export function limitsOf(rates: Rates, rate: string): Limit[] {
	const [platform = "", act] = (rate.split(" ")[0] ?? "").split(".");
	const limits = rates[platform as PlatformName];
	return (act === "update" ? limits?.updates : limits?.workspace) ?? [];
}

/** How much of its limits a workspace has used. Times in milliseconds. */
export type Used = {
	now: number;
	/** When the next may go, where they go evenly. */
	nextAt: number;
	/** When the platform wants to hear from us again. */
	silentUntil: number;
	/** How many are being sent. */
	inHand: number;
	/** When the last ones were answered. */
	answered: number[];
};

/** How many may go now, and when there is more room: `opensAt` counts only where something was held back. */
export type Room = { replies: number; announcements: number; opensAt: number };

/** Not more at once in one workspace: one that answers slowly must not hold up the others. */
const mostAtOnce = 25;

/**
 * The room in a workspace. What is being sent may arrive at any moment until it is answered, so it counts
 * until a whole window after its answer: then the far end never sees more than its limit, however late
 * things arrive. A long window is spread evenly instead, which leaves room for replies at any time.
 */
export function roomIn(limits: Limit[], used: Used): Room {
	if (used.silentUntil > used.now) return { replies: 0, announcements: 0, opensAt: used.silentUntil };
	const rooms = limits.map((limit) => (goesEvenly(limit) ? evenRoom(limit, used) : countedRoom(limit, used)));
	const most = Math.max(0, mostAtOnce - used.inHand);
	return {
		replies: Math.min(most, ...rooms.map(({ replies }) => replies)),
		announcements: Math.min(most, ...rooms.map(({ announcements }) => announcements)),
		opensAt: Math.max(used.now, ...rooms.map(({ opensAt }) => opensAt)),
	};
}

/** When the next may go after so many were taken, where they go evenly. */
export function nextAfter(limits: Limit[], used: Used, taken: number): number | undefined {
	const even = limits.filter(goesEvenly);
	if (even.length === 0 || taken === 0) return undefined;
	return Math.max(...even.map((limit) => begin(limit, used) + taken * spread(limit).every));
}

/** The longest window in which answers are counted, in seconds. */
export function longestCounted(rates: Rates): number {
	const limits = Object.values(rates).flatMap(({ workspace, updates = [] }) => [...workspace, ...updates]);
	return Math.max(0, ...limits.filter((limit) => !goesEvenly(limit)).map(({ seconds }) => seconds));
}

/** How many of a conversation's limit announcements leave to replies. */
export function keptForReplies({ most }: Limit): number {
	return most > 1 ? Math.ceil(most / 10) : 0;
}

/** How long so many posts to one workspace take at the least, in seconds. */
export function secondsToSend(limits: Limit[], posts: number): number {
	return Math.max(0, ...limits.map(({ most, seconds }) => Math.ceil((posts * seconds) / most)));
}

function goesEvenly({ most, seconds }: Limit): boolean {
	return seconds > 5 && most >= 20;
}

/** Of the permitted, some are kept back: a third to catch up with after a delay, the rest for replies. */
function spread({ most, seconds }: Limit): { every: number; late: number; forReplies: number } {
	const spare = Math.max(3, Math.round(most * 0.03));
	const late = Math.floor(spare / 3);
	return { every: (seconds * 1000) / (most - spare), late, forReplies: spare - late };
}

function begin(limit: Limit, { now, nextAt }: Used): number {
	const { every, late } = spread(limit);
	return Math.max(nextAt, now - late * every);
}

function evenRoom(limit: Limit, used: Used): Room {
	const { every, forReplies } = spread(limit);
	const from = begin(limit, used);
	const upTo = (time: number) => Math.max(0, Math.floor((time - from) / every) + 1);
	const replies = upTo(used.now + forReplies * every);
	return {
		replies,
		announcements: upTo(used.now),
		opensAt: replies === 0 ? from - forReplies * every : from,
	};
}

function countedRoom({ most, seconds }: Limit, { now, inHand, answered }: Used): Room {
	const counted = answered.filter((at) => at > now - seconds * 1000);
	const room = Math.max(0, most - inHand - counted.length);
	const opensAt = room === 0 && counted.length > 0 ? Math.min(...counted) + seconds * 1000 : now;
	return { replies: room, announcements: room, opensAt };
}
