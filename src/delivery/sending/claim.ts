import type { Message } from "#chat/message.ts";
import type { PlatformName } from "#chat/platform.ts";
import type { Session, Storage } from "#storage/open.ts";
import { enter, giveBack, pace, take, whatIsUsed, whoWaits } from "./claimSql.ts";
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
	/** What a look finds out that the next one may begin with. */
	memory: Memory;
	/** A test's time; the database's otherwise, whose clock all replicas share. */
	at?: Date;
};

/** The workspaces in which something was due, and when that was read, by this process's clock that only goes forward. */
type Memory = { waiting: Waiting[]; readAt: number };

type Waiting = { rate: string; lanes: string[] };

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
		const state = await readState(session, options);
		const clockAt = performance.now();
		const { now, nextDueAt } = state;
		const { rooms, rows, deferredTo } = await takeAll(session, state, options);
		const claimed = rooms.flatMap((room) => {
			const own = inOrder(rows.filter(({ rate }) => rate === room.rate));
			return own.map((one, nth) => ({ ...one, takenAt, goAt: clockAt + waitOf(room, one, nth) }));
		});
		await writePace(session, rooms, claimed);
		const deferredMs = Math.max(0, ...deferredTo.map((to) => to - now));
		if (claimed.length >= options.free.all) return { claimed: inOrder(claimed), paced: true, deferredMs };

		const takenOf = (rate: string) => claimed.filter((one) => one.rate === rate).length;
		const full = rooms.filter(({ rate, announcements }) => takenOf(rate) >= announcements.length);
		const opens = ({ opensAt }: Room) =>
			Number.isFinite(opensAt) && opensAt > now ? opensAt : now + lookAgainMs;
		const again = Math.min(nextDueAt ?? Number.POSITIVE_INFINITY, ...deferredTo, ...full.map(opens));
		return {
			claimed: inOrder(claimed),
			paced: full.some(({ used }) => used.silentUntil <= now),
			deferredMs,
			...(Number.isFinite(again) ? { againMs: Math.max(1, again - now) } : {}),
		};
	});
}

/** How far the limits are used up. */
type State = {
	now: number;
	/** When the next that is not due yet will be. */
	nextDueAt: number | null;
	inHand: Record<string, number> | null;
	answered: Record<string, number[]> | null;
	paces: Record<string, { nextAt: number | null; silentUntil: number | null }> | null;
};

async function readState(session: Session, { rates, at }: ClaimOptions): Promise<State> {
	const [state] = await session.query(whatIsUsed, [at?.toISOString() ?? null, longestCounted(rates)]);
	return state as State;
}

function roomOf({ rate, lanes }: Waiting, state: State, rates: Rates): WaitingRoom {
	const { now, inHand, answered, paces } = state;
	const used: Used = {
		...{ now, inHand: inHand?.[rate] ?? 0, answered: answered?.[rate] ?? [] },
		...{ nextAt: paces?.[rate]?.nextAt ?? 0, silentUntil: paces?.[rate]?.silentUntil ?? 0 },
	};
	const limits = limitsOf(rates, rate);
	return { rate, lanes, used, limits, ...roomIn(limits, used) };
}

type WaitingRoom = Room & Waiting & { used: Used; limits: Limit[] };

/** How many to look for in a workspace. */
type Share = { rate: string; replies: number; announcements: number };

// Finding out who waits takes longer than taking from them, where many do.
const rememberMs = 100;

/** Takes from those that waited a moment ago, and where they have too little, from all that wait now. */
async function takeAll(
	session: Session,
	state: State,
	options: ClaimOptions,
): Promise<{ rooms: WaitingRoom[]; rows: Claimed[]; deferredTo: number[] }> {
	const { memory, rates, free } = options;
	const taken: Took = { rows: [], deferredTo: [] };
	const rooms = new Map<string, WaitingRoom>();
	const takeFrom = async (waiting: Waiting[]) => {
		const own = waiting.map((one) => roomOf(one, state, rates));
		for (const room of own) rooms.set(room.rate, room);
		await takeInTurn(session, own, taken, state.now, options);
	};
	if (performance.now() - memory.readAt < rememberMs) await takeFrom(memory.waiting);
	if (leftOf(free, taken.rows).announcements > 0) {
		memory.waiting = (await session.query(whoWaits, [new Date(state.now).toISOString()])) as Waiting[];
		memory.readAt = performance.now();
		await takeFrom(memory.waiting);
	}
	return { rooms: [...rooms.values()], ...taken };
}

/** How much time is left when these are taken. */
function leftOf(free: Free, rows: Claimed[]): Free {
	const announced = rows.filter(({ lane }) => lane === "announcement").length;
	const all = free.all - rows.length;
	return { all, announcements: Math.min(all, Math.max(0, free.announcements - announced)) };
}

type Took = { rows: Claimed[]; deferredTo: number[] };

/**
 * Takes from one handful of workspaces after the other, in an order drawn by lot, until there is no more
 * time or nothing more to take: so a look mostly costs the same, however many workspaces are waiting.
 */
async function takeInTurn(
	session: Session,
	rooms: WaitingRoom[],
	{ rows, deferredTo }: Took,
	now: number,
	options: ClaimOptions,
): Promise<void> {
	const takenOf = (rate: string) => rows.filter((one) => one.rate === rate).length;
	let queue = byLot(rooms);
	while (queue.length > 0 && rows.length < options.free.all) {
		const free = leftOf(options.free, rows);
		const next = queue.splice(0, Math.max(1, free.announcements));
		const shares = next.flatMap((room) => share(room, takenOf(room.rate), free, next.length));
		if (shares.length === 0) continue;
		const [took] = await session.query(take, [
			new Date(now).toISOString(),
			JSON.stringify(shares),
			JSON.stringify(conversationLimits(options.rates)),
			...[free.all, free.announcements, options.claim, options.seconds],
		]);
		const { claimed, deferred } = took as { claimed: Claimed[]; deferred: { rate: string; to: number }[] };
		rows.push(...claimed);
		deferredTo.push(...deferred.map(({ to }) => to));
		const found = (rate: string) => [...claimed, ...deferred].filter((one) => one.rate === rate).length;
		const mayHaveMore = shares.filter(({ rate, ...looked }) => found(rate) >= leastOf(looked));
		queue = [...queue, ...next.filter(({ rate }) => mayHaveMore.some((one) => one.rate === rate))];
	}
}

/** The least that a share may bring when there was more to take. */
function leastOf({ replies, announcements }: Omit<Share, "rate">): number {
	return replies === 0 || announcements === 0 ? replies + announcements : Math.min(replies, announcements);
}

/** Those with replies first, since somebody is waiting for them. */
function byLot(rooms: WaitingRoom[]): WaitingRoom[] {
	return rooms
		.map((room) => ({ room, lot: Math.random() - (room.lanes.includes("reply") ? 1 : 0) }))
		.sort((a, b) => a.lot - b.lot)
		.map(({ room }) => room);
}

function share(room: WaitingRoom, taken: number, free: Free, among: number): Share[] {
	const left = (waits: number[], lane: string) =>
		room.lanes.includes(lane) ? Math.max(0, waits.length - taken) : 0;
	const replies = Math.min(left(room.replies, "reply"), free.all);
	const announcements = Math.min(
		left(room.announcements, "announcement"),
		Math.ceil(free.announcements / among),
	);
	return replies + announcements > 0 ? [{ rate: room.rate, replies, announcements }] : [];
}

/** Replies first: they have the first moments, and are begun first. */
function inOrder(claimed: Claimed[]): Claimed[] {
	return claimed.toSorted((a, b) => Number(a.lane === "announcement") - Number(b.lane === "announcement"));
}

function waitOf({ replies, announcements }: Room, { lane }: Claimed, nth: number): number {
	return (lane === "reply" ? replies[nth] : announcements[nth]) ?? 0;
}

async function writePace(session: Session, rooms: WaitingRoom[], claimed: Claimed[]): Promise<void> {
	const paces = rooms.flatMap(({ rate, limits, used }) => {
		const taken = claimed.filter((one) => one.rate === rate).length;
		const nextAt = nextAfter(limits, used, taken);
		return nextAt === undefined ? [] : [{ rate, nextAt: new Date(nextAt) }];
	});
	if (paces.length > 0) await session.query(pace, [JSON.stringify(paces)]);
}

function conversationLimits(rates: Rates) {
	return Object.entries(rates).flatMap(([platform, { conversation }]) =>
		conversation.map((limit) => ({ platform, ...limit, kept: keptForReplies(limit) })),
	);
}
