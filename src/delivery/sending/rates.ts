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
	/** When the next announcement may go. */
	nextAt: number;
	/** When the platform wants to hear from us again. */
	silentUntil: number;
	/** How many are being sent. */
	inHand: number;
	/** When the last ones were answered. */
	answered: number[];
};

/** How long each of those that may be taken up now has to wait yet, and when there is room for more. */
export type Room = { replies: number[]; announcements: number[]; opensAt: number };

/** Not more at once in one workspace: one that answers slowly must not hold up the others. */
const mostAtOnce = 25;
/** What has to wait no longer than this is taken up already, so that it goes at its very moment. */
const aheadMs = 100;

/**
 * The room in a workspace. What is being sent may arrive at any moment until it is answered, so in a short
 * window it counts until a whole window after its answer: then the far end never sees more than its limit,
 * however late things arrive. Announcements go evenly besides, so that at any time a reply finds room.
 */
export function roomIn(limits: Limit[], used: Used): Room {
	const { now, silentUntil, inHand } = used;
	if (silentUntil > now) return { replies: [], announcements: [], opensAt: silentUntil };
	const most = Math.max(0, mostAtOnce - inHand);
	const counted = limits.map((limit): Counted => ({ limit, leaving: leavingAt(limit, used) }));
	const first = (times: (counted: Counted, used: Used, nth: number) => number) => {
		const timeOf = (nth: number) => Math.max(now, ...counted.map((one) => times(one, used, nth)));
		const waits: number[] = [];
		let time = timeOf(0);
		for (; waits.length < most && time <= now + aheadMs; time = timeOf(waits.length)) waits.push(time - now);
		return { waits, next: waits.length < most ? time - aheadMs : Number.POSITIVE_INFINITY };
	};
	const replies = first(timeOfReply);
	const announcements = first(timeOfAnnouncement);
	return { replies: replies.waits, announcements: announcements.waits, opensAt: announcements.next };
}

/** When the next may go after so many were taken up. */
export function nextAfter(limits: Limit[], used: Used, taken: number): number | undefined {
	const [slowest] = [...limits].sort((a, b) => spread(b).every - spread(a).every);
	if (!slowest || taken === 0) return undefined;
	return begin(slowest, used) + taken * spread(slowest).every;
}

/** The longest window in which answers are counted, in seconds. */
export function longestCounted(rates: Rates): number {
	const limits = Object.values(rates).flatMap(({ workspace, updates = [] }) => [...workspace, ...updates]);
	return Math.max(0, ...limits.filter(isCounted).map(({ seconds }) => seconds));
}

/** How many of a conversation's limit announcements leave to replies. */
export function keptForReplies({ most }: Limit): number {
	return most > 1 ? Math.ceil(most / 10) : 0;
}

/** How long so many posts to one workspace take at the least, in seconds. */
export function secondsToSend(limits: Limit[], posts: number): number {
	return Math.max(0, ...limits.map(({ most, seconds }) => Math.ceil((posts * seconds) / most)));
}

/** A long window would take long to count, and going evenly keeps it well enough. */
function isCounted({ most, seconds }: Limit): boolean {
	return seconds <= 5 || most < 20;
}

/**
 * How far apart they go; how many may catch up after a delay; and how many replies may go before their time.
 * Where nothing is counted, both are taken from what is permitted; else what is counted bounds them.
 */
function spread(limit: Limit): { every: number; late: number; early: number } {
	const { most, seconds } = limit;
	if (isCounted(limit)) return { every: (seconds * 1000) / most, late: Math.ceil(most * 0.3), early: most };
	// The rest of what is spared makes up for posts that arrive a second later than others.
	const spare = Math.max(3, Math.round(most * 0.037));
	return {
		every: (seconds * 1000) / (most - spare),
		late: Math.max(1, Math.floor(spare / 5)),
		early: Math.max(1, Math.floor(spare * 0.4)),
	};
}

function begin(limit: Limit, { now, nextAt }: Used): number {
	const { every, late } = spread(limit);
	return Math.max(nextAt, now - late * every);
}

/** A limit, and when those that count against it leave its window, soonest first. */
type Counted = { limit: Limit; leaving: number[] };

function leavingAt(limit: Limit, { now, answered }: Used): number[] {
	if (!isCounted(limit)) return [];
	const leaving = answered.map((at) => at + limit.seconds * 1000).filter((at) => at > now);
	return leaving.sort((a, b) => a - b);
}

function timeOfAnnouncement(counted: Counted, used: Used, nth: number): number {
	const { limit } = counted;
	return Math.max(begin(limit, used) + nth * spread(limit).every, timeCounted(counted, used, nth));
}

function timeOfReply(counted: Counted, used: Used, nth: number): number {
	const { limit } = counted;
	const { every, early } = spread(limit);
	return Math.max(begin(limit, used) + (nth - early) * every, timeCounted(counted, used, nth));
}

/** When one that was answered leaves the window and makes room for it. Those in hand that wait have the first such moments. */
function timeCounted({ limit, leaving }: Counted, { now, inHand }: Used, nth: number): number {
	if (!isCounted(limit)) return now;
	const behind = nth - (limit.most - inHand - leaving.length);
	return behind < 0 ? now : (leaving[behind] ?? Number.POSITIVE_INFINITY);
}
