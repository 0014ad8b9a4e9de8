import type { Message } from "#chat/message.ts";
import type { PlatformName } from "#chat/platform.ts";
import type { Session, Storage } from "#storage/open.ts";
import { enter, giveBack, pace, take, whoWaits } from "./claimSql.ts";
import {
	keptForReplies,
	type Limit,
	limitsOf,
	longestCounted,
	nextAfter,
	type Rates,
	type Room,
	roomIn,
	type Used,
} from "./rates.ts";

/** A delivery that a worker has in hand: nobody else takes it up, or anything else for its place, until the claim ends. */
export type Claimed = {
	id: string;
	claim: string;
	key: string;
	act: "post" | "update";
	lane: "reply" | "announcement";
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

/** What a look for work brought. */
export type Taken = {
	claimed: Claimed[];
	/** Whether something waits for nothing but its turn under the limit of its workspace. */
	paced: boolean;
	/** For how long something was put off that waits for nothing but the limit of its conversation. */
	deferredMs: number;
	/** When to look again; undefined when nothing is waiting. */
	againMs?: number;
};

export type ClaimOptions = {
	rates: Rates;
	claim: string;
	/** Claims whose answer never came: what they took was not sent. */
	lost: string[];
	/** How many there is time for, and how many of them may be announcements. */
	free: Free;
	/** How long the claim lasts: longer than any sending. */
	seconds: number;
	/** A test's time; the database's otherwise, whose clock all replicas share. */
	at?: Date;
};

type Free = { all: number; announcements: number };

// Where it cannot be known when there is room again, such as when another replica has it.
const lookAgainMs = 200;
// Any number that nothing else locks by.
const turnstile = 5_110_216;

/**
 * Takes up what may go now: within every limit, the head of each place only, replies first, and no more
 * than there is time for. Replicas do so one after the other, so that together they keep the limits.
 */
export function claim(storage: Storage, options: ClaimOptions): Promise<Taken> {
	const takenAt = performance.now();
	return storage.transaction(async (session) => {
		await session.query(enter, [turnstile]);
		if (options.lost.length > 0) await session.query(giveBack, [options.lost, options.seconds]);
		const waiting = (await session.query(whoWaits, [
			options.at?.toISOString() ?? null,
			longestCounted(options.rates),
		])) as Waiting[];
		const now = waiting[0]?.now;
		if (now === undefined) return { claimed: [], paced: false, deferredMs: 0 };
		const clockAt = performance.now();
		const rooms = waiting.map((used) => {
			const limits = limitsOf(options.rates, used.rate);
			return { used, limits, ...roomIn(limits, used) };
		});
		const { rows, deferredTo } = await takeAll(session, rooms, now, options);
		const claimed = rooms.flatMap((room) => {
			const own = rows.filter(({ rate }) => rate === room.used.rate);
			return inOrder(own).map((one, nth) => ({ ...one, takenAt, goAt: clockAt + waitOf(room, one, nth) }));
		});
		await writePace(session, rooms, claimed);
		const deferredMs = Math.max(0, ...deferredTo.map((to) => to - now));
		if (claimed.length >= options.free.all) return { claimed, paced: true, deferredMs };

		const takenOf = (rate: string) => claimed.filter((one) => one.rate === rate).length;
		const full = rooms.filter(({ used, announcements }) => takenOf(used.rate) >= announcements.length);
		const opens = ({ opensAt }: Room) =>
			Number.isFinite(opensAt) && opensAt > now ? opensAt : now + lookAgainMs;
		const again = Math.min(
			waiting[0]?.nextDueAt ?? Number.POSITIVE_INFINITY,
			...deferredTo,
			...full.map(opens),
		);
		return {
			claimed,
			paced: full.some(({ used }) => used.silentUntil <= now),
			deferredMs,
			...(Number.isFinite(again) ? { againMs: Math.max(1, again - now) } : {}),
		};
	});
}

/** A workspace in which something is due. */
type Waiting = Used & { rate: string; lanes: string; nextDueAt: number | null };

type WaitingRoom = Room & { used: Waiting; limits: Limit[] };

/** How many to look for in a workspace. */
type Share = { rate: string; replies: number; announcements: number };

/**
 * Takes from one handful of workspaces after the other, in an order drawn by lot, until there is no more
 * time or nothing more to take: so a look mostly costs the same, however many workspaces are waiting.
 */
async function takeAll(
	session: Session,
	rooms: WaitingRoom[],
	now: number,
	options: ClaimOptions,
): Promise<{ rows: Claimed[]; deferredTo: number[] }> {
	const rows: Claimed[] = [];
	const deferredTo: number[] = [];
	const takenOf = (rate: string) => rows.filter((one) => one.rate === rate).length;
	let queue = byLot(rooms);
	while (queue.length > 0 && rows.length < options.free.all) {
		const announced = rows.filter(({ lane }) => lane === "announcement").length;
		const free = {
			all: options.free.all - rows.length,
			announcements: options.free.announcements - announced,
		};
		const next = queue.splice(0, Math.max(1, free.announcements));
		const shares = next.flatMap((room) => share(room, takenOf(room.used.rate), free, next.length));
		if (shares.length === 0) continue;
		const [took] = await session.query(take, [
			new Date(now).toISOString(),
			JSON.stringify(shares),
			JSON.stringify(conversationLimits(options.rates)),
			...[free.all, Math.max(0, free.announcements), options.claim, options.seconds],
		]);
		const { claimed, deferred } = took as { claimed: Claimed[]; deferred: { rate: string; to: number }[] };
		rows.push(...claimed);
		deferredTo.push(...deferred.map(({ to }) => to));
		const found = (rate: string) => [...claimed, ...deferred].filter((one) => one.rate === rate).length;
		const mayHaveMore = shares.filter(
			({ rate, replies, announcements }) =>
				found(rate) >= Math.max(1, Math.min(replies || Infinity, announcements || Infinity)),
		);
		queue = [...queue, ...next.filter(({ used }) => mayHaveMore.some(({ rate }) => rate === used.rate))];
	}
	return { rows, deferredTo };
}

/** Those with replies first, since somebody is waiting for them. */
function byLot(rooms: WaitingRoom[]): WaitingRoom[] {
	return rooms
		.map((room) => ({ room, lot: Math.random() - (room.used.lanes.includes("reply") ? 1 : 0) }))
		.sort((a, b) => a.lot - b.lot)
		.map(({ room }) => room);
}

function share({ used, ...room }: WaitingRoom, taken: number, free: Free, among: number): Share[] {
	const left = (waits: number[], lane: string) =>
		used.lanes.includes(lane) ? Math.max(0, waits.length - taken) : 0;
	const replies = Math.min(left(room.replies, "reply"), free.all);
	const announcements = Math.min(
		left(room.announcements, "announcement"),
		Math.max(0, Math.ceil(free.announcements / among)),
	);
	return replies + announcements > 0 ? [{ rate: used.rate, replies, announcements }] : [];
}

/** Replies first: they have the first moments. */
function inOrder(claimed: Claimed[]): Claimed[] {
	return claimed.toSorted((a, b) => Number(a.lane === "announcement") - Number(b.lane === "announcement"));
}

function waitOf({ replies, announcements }: Room, { lane }: Claimed, nth: number): number {
	return (lane === "reply" ? replies[nth] : announcements[nth]) ?? 0;
}

async function writePace(session: Session, rooms: WaitingRoom[], claimed: Claimed[]): Promise<void> {
	const paces = rooms.flatMap(({ limits, used }) => {
		const taken = claimed.filter(({ rate }) => rate === used.rate).length;
		const nextAt = nextAfter(limits, used, taken);
		return nextAt === undefined ? [] : [{ rate: used.rate, nextAt: new Date(nextAt) }];
	});
	if (paces.length > 0) await session.query(pace, [JSON.stringify(paces)]);
}

function conversationLimits(rates: Rates) {
	return Object.entries(rates).flatMap(([platform, { conversation }]) =>
		conversation.map((limit) => ({ platform, ...limit, kept: keptForReplies(limit) })),
	);
}
