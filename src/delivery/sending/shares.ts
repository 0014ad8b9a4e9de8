import type { Claimed } from "./claimed.ts";
import { type Limit, limitsOf, type Rates, type Room, roomIn, type Used } from "./rates.ts";

/** A workspace in which something was due, and in which lanes. */
export type Waiting = { rate: string; lanes: string[] };

/** For how many there is time, and how many of them may be announcements. */
export type Free = { all: number; announcements: number };

/** How far the limits are used up. */
export type State = {
	now: number;
	/** When the next that is not due yet will be. */
	nextDueAt: number | null;
	inHand: Record<string, number> | null;
	answered: Record<string, number[]> | null;
	paces: Record<string, { nextAt: number | null; silentUntil: number | null }> | null;
};

/** A workspace that waits, with the room in it. */
export type WaitingRoom = Room & Waiting & { used: Used; limits: Limit[] };

/** How much room there is in a workspace that waits. */
export function roomOf({ rate, lanes }: Waiting, state: State, rates: Rates): WaitingRoom {
	const { now, inHand, answered, paces } = state;
	const used: Used = {
		...{ now, inHand: inHand?.[rate] ?? 0, answered: answered?.[rate] ?? [] },
		...{ nextAt: paces?.[rate]?.nextAt ?? 0, silentUntil: paces?.[rate]?.silentUntil ?? 0 },
	};
	const limits = limitsOf(rates, rate);
	return { rate, lanes, used, limits, ...roomIn(limits, used) };
}

/** How many to look for in a workspace. */
export type Share = { rate: string; replies: number; announcements: number };

/** How much time is left when these are taken. */
export function leftOf(free: Free, rows: Claimed[]): Free {
	const announced = rows.filter(({ lane }) => lane === "announcement").length;
	const all = free.all - rows.length;
	return { all, announcements: Math.min(all, Math.max(0, free.announcements - announced)) };
}

/** The least that a share may bring when there was more to take. */
export function leastOf({ replies, announcements }: Omit<Share, "rate">): number {
	return replies === 0 || announcements === 0 ? replies + announcements : Math.min(replies, announcements);
}

/** Those with replies first, since somebody is waiting for them. */
export function byLot(rooms: WaitingRoom[]): WaitingRoom[] {
	return rooms
		.map((room) => ({ room, lot: Math.random() - (room.lanes.includes("reply") ? 1 : 0) }))
		.sort((a, b) => a.lot - b.lot)
		.map(({ room }) => room);
}

/** A workspace’s share of the time that there is among so many; none where nothing of it may go. */
export function share(room: WaitingRoom, taken: number, free: Free, among: number): Share[] {
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
export function inOrder(claimed: Claimed[]): Claimed[] {
	return claimed.toSorted((a, b) => Number(a.lane === "announcement") - Number(b.lane === "announcement"));
}

/** How long one that was taken has to wait yet, by its number among those taken there. */
export function waitOf({ replies, announcements }: Room, { lane }: Claimed, nth: number): number {
	return (lane === "reply" ? replies[nth] : announcements[nth]) ?? 0;
}
