import type { Session, Storage } from "#storage/open.ts";
import type { Claimed } from "./claimed.ts";
import { enter, giveBack, pace, take, whatIsUsed, whoWaits } from "./claimSql.ts";
import { keptForReplies, longestCounted, nextAfter, type Rates, type Room } from "./rates.ts";
import {
	byLot,
	type Free,
	inOrder,
	leastOf,
	leftOf,
	roomOf,
	type State,
	share,
	type Waiting,
	type WaitingRoom,
	waitOf,
} from "./shares.ts";

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
		const remembered = performance.now() - options.memory.readAt < rememberMs;
		const [, state, waiting] = await Promise.all([
			enterTurn(session, options),
			readState(session, options),
			remembered ? options.memory.waiting : readWaiting(session, options),
		]);
		const clockAt = performance.now();
		const { now, nextDueAt } = state;
		const { rooms, rows, deferredTo } = await takeAll(session, state, { waiting, remembered }, options);
		const takenOf = byRate(rows);
		const claimed = rooms.flatMap((room) =>
			takenOf(room.rate).map((one, nth) => ({ ...one, takenAt, goAt: clockAt + waitOf(room, one, nth) })),
		);
		writePace(session, rooms, (rate) => takenOf(rate).length);
		const deferredMs = Math.max(0, ...deferredTo.map((to) => to - now));
		if (claimed.length >= options.free.all) return { claimed: inOrder(claimed), paced: true, deferredMs };

		const full = rooms.filter(({ rate, announcements }) => takenOf(rate).length >= announcements.length);
		const opens = ({ opensAt }: Room) =>
			Number.isFinite(opensAt) && opensAt > now ? opensAt : now + lookAgainMs;
		// Where a reply came up meanwhile is not remembered.
		const unseen = remembered ? [now + rememberMs] : [];
		const again = Math.min(
			nextDueAt ?? Number.POSITIVE_INFINITY,
			...deferredTo,
			...full.map(opens),
			...unseen,
		);
		return {
			claimed: inOrder(claimed),
			paced: full.some(({ used }) => used.silentUntil <= now),
			deferredMs,
			...(Number.isFinite(again) ? { againMs: Math.max(1, again - now) } : {}),
		};
	});
}

function enterTurn(session: Session, { lost, seconds }: ClaimOptions): Promise<unknown> {
	const entered = session.query(enter, [turnstile]);
	return lost.length === 0 ? entered : Promise.all([entered, session.query(giveBack, [lost, seconds])]);
}

async function readState(session: Session, { rates, at }: ClaimOptions): Promise<State> {
	const [state] = await session.query(whatIsUsed, [at?.toISOString() ?? null, longestCounted(rates)]);
	return state as State;
}

/** Who waits now, which is remembered for the next look. */
async function readWaiting(session: Session, { memory, at }: ClaimOptions): Promise<Waiting[]> {
	memory.waiting = (await session.query(whoWaits, [at?.toISOString() ?? null])) as Waiting[];
	memory.readAt = performance.now();
	return memory.waiting;
}

// Finding out who waits takes longer than taking from them, where many do.
const rememberMs = 100;

/** Takes from those that are known to wait, and where they waited a moment ago and have too little, from all that wait now. */
async function takeAll(
	session: Session,
	state: State,
	{ waiting, remembered }: { waiting: Waiting[]; remembered: boolean },
	options: ClaimOptions,
): Promise<{ rooms: WaitingRoom[]; rows: Claimed[]; deferredTo: number[] }> {
	const { memory, rates, free } = options;
	const taken: Took = { rows: [], deferredTo: [] };
	const rooms = new Map<string, WaitingRoom>();
	const takeFrom = async (some: Waiting[]) => {
		const own = some.map((one) => roomOf(one, state, rates));
		for (const room of own) rooms.set(room.rate, room);
		await takeInTurn(session, own, taken, state.now, options);
	};
	const hadTooLittle = () => leftOf(free, taken.rows).announcements > 0;
	await takeFrom(waiting);
	if (remembered && hadTooLittle()) await takeFrom(await readWaiting(session, options));
	if (hadTooLittle()) memory.readAt = Number.NEGATIVE_INFINITY;
	return { rooms: [...rooms.values()], ...taken };
}

/** What was taken, in the order in which it has its moments. */
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
	let queue = byLot(rooms);
	while (rows.length < options.free.all) {
		const free = leftOf(options.free, rows);
		const takenOf = byRate(rows);
		const shareAmong = (among: number) => (room: WaitingRoom) =>
			share(room, takenOf(room.rate).length, free, among);
		const able = queue.filter((room) => shareAmong(1)(room).length > 0);
		const next = able.splice(0, free.announcements || free.all);
		if (next.length === 0) return;
		const shares = next.flatMap(shareAmong(next.length));
		const [took] = await session.query(take, [
			new Date(now).toISOString(),
			JSON.stringify(shares),
			JSON.stringify(conversationLimits(options.rates)),
			...[free.all, free.announcements, options.claim, options.seconds],
		]);
		const { claimed, deferred } = took as { claimed: Claimed[]; deferred: { rate: string; to: number }[] };
		rows.push(...inOrder(claimed));
		deferredTo.push(...deferred.map(({ to }) => to));
		const foundOf = byRate([...claimed, ...deferred]);
		const mayHaveMore = shares.filter(({ rate, ...looked }) => foundOf(rate).length >= leastOf(looked));
		const again = new Set(mayHaveMore.map(({ rate }) => rate));
		queue = [...able, ...next.filter(({ rate }) => again.has(rate))];
	}
}

/** Finds what is of one rate without going through all of it each time. */
function byRate<One extends { rate: string }>(all: One[]): (rate: string) => One[] {
	const groups = Map.groupBy(all, ({ rate }) => rate);
	return (rate) => groups.get(rate) ?? [];
}

function writePace(session: Session, rooms: WaitingRoom[], taken: (rate: string) => number): void {
	const paces = rooms.flatMap(({ rate, limits, used }) => {
		const nextAt = nextAfter(limits, used, taken(rate));
		return nextAt === undefined ? [] : [{ rate, nextAt: new Date(nextAt) }];
	});
	if (paces.length > 0) session.queryLast(pace, [JSON.stringify(paces)]);
}

function conversationLimits(rates: Rates) {
	return Object.entries(rates).flatMap(([platform, { conversation }]) =>
		conversation.map((limit) => ({ platform, ...limit, kept: keptForReplies(limit) })),
	);
}
