import type { NoticeKind, Seminar } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { heldUntaken, takenIn } from "../booking/places.ts";
import { lockSeminar, newDayCode, standingOf, withdrawReminders } from "../seminar.ts";
import type { Draft } from "./draft.ts";

/** What became of a draft that was to be kept. */
export type Kept = { kind: "new" | "changed" | "moved" } | { kind: "refused"; problem: string };

/** Keeps a new seminar, as a draft that nobody can book yet. Refuses where the id is taken. */
export async function createSeminar(tx: Db, draft: Draft, now: Date): Promise<Kept> {
	if (draft.startsAt <= now) return { kind: "refused", problem: inThePast };
	const { holds, ...fields } = draft;
	const made = await tx.seminar.createMany({
		data: { ...fields, dayCode: newDayCode(), createdAt: now, changedAt: now },
		skipDuplicates: true,
	});
	if (made.count === 0)
		return {
			kind: "refused",
			problem: `there is a seminar “${draft.id}” already: change that one, or give this one another id`,
		};
	await tx.seminarHold.createMany({ data: holds.map((hold) => ({ ...hold, seminarId: draft.id })) });
	return { kind: "new" };
}

/**
 * Gives a seminar other particulars. Whoever booked hears of another time or place. Refuses fewer seats
 * than are taken, and holding more than are free.
 */
export async function changeSeminar(tx: Db, draft: Draft, now: Date): Promise<Kept> {
	const before = await lockSeminar(tx, draft.id);
	if (!before) return { kind: "refused", problem: `there is no seminar “${draft.id}”` };
	if (before.state === "cancelled") return { kind: "refused", problem: "it was cancelled" };
	const problem = await problemWith(tx, draft, now);
	if (problem) return { kind: "refused", problem };
	const { holds, ...fields } = draft;
	const moved =
		before.startsAt.getTime() !== draft.startsAt.getTime() ||
		before.endsAt.getTime() !== draft.endsAt.getTime();
	if (moved && draft.startsAt <= now) return { kind: "refused", problem: inThePast };
	const elsewhere = before.venue !== draft.venue || before.link !== draft.link;
	const shows = moved || elsewhere || before.title !== draft.title;
	const after = await tx.seminar.update({
		where: { id: draft.id },
		data: {
			...fields,
			...(shows ? { sequence: { increment: 1 } } : {}),
			...(moved ? { changedAt: now, plannedBy: null } : {}),
		},
	});
	await tx.seminarHold.deleteMany({ where: { seminarId: draft.id } });
	await tx.seminarHold.createMany({ data: holds.map((hold) => ({ ...hold, seminarId: draft.id })) });
	if (!(moved || elsewhere)) return { kind: "changed" };
	await withdrawReminders(tx, draft.id);
	if (after.state === "open") await tellAll(tx, after, "moved", now);
	return { kind: "moved" };
}

/** Keeps a draft as a new seminar, or as what a known one is from now on. */
export async function keepSeminar(tx: Db, draft: Draft, now: Date): Promise<Kept> {
	const known = await tx.seminar.count({ where: { id: draft.id } });
	return known > 0 ? changeSeminar(tx, draft, now) : createSeminar(tx, draft, now);
}

/** Opens a seminar for booking and tells the subscribed channels. Whether anything changed. */
export async function openSeminar(tx: Db, id: string, now: Date): Promise<boolean> {
	const seminar = await lockSeminar(tx, id);
	if (seminar?.state !== "draft" || seminar.startsAt <= now) return false;
	await tx.seminar.update({ where: { id }, data: { state: "open", changedAt: now, plannedBy: null } });
	await tell(tx, seminar, { kind: "announcement", which: "first", audience: "channels" }, now);
	return true;
}

/** Calls a seminar off: whoever booked or waits hears of it, and no reminder goes out. Whether anything changed. */
export async function callOff(tx: Db, id: string, now: Date): Promise<boolean> {
	const seminar = await lockSeminar(tx, id);
	if (!seminar || seminar.state === "cancelled" || seminar.endsAt <= now) return false;
	const after = await tx.seminar.update({
		where: { id },
		data: { state: "cancelled", sequence: { increment: 1 }, changedAt: now, plannedBy: null },
	});
	await withdrawReminders(tx, id);
	await tx.seminarNotice.deleteMany({
		where: { seminarId: id, settledAt: null, kind: { in: ["moved", "announcement"] } },
	});
	if (seminar.state === "open") await tellAll(tx, after, "cancelled", now);
	return true;
}

const inThePast = "it would start in the past";

async function problemWith(tx: Db, draft: Draft, now: Date): Promise<string | undefined> {
	const { taken } = await standingOf(tx, draft, now);
	const holds = new Map(
		draft.holds.filter(({ until }) => until > now).map(({ agencyId, seats }) => [agencyId, seats]),
	);
	const standing = { capacity: draft.capacity, holds, taken };
	const booked = takenIn(standing);
	if (draft.capacity < booked)
		return `the capacity of ${draft.capacity} is below the ${booked} places that are taken: some must be given up first`;
	const free = draft.capacity - booked;
	const held = heldUntaken(standing);
	if (held > free) return `${held} more seats would be held than taken, and only ${free} are free`;
	return undefined;
}

/** Delegates, and the channels that were told of the seminar in the first place. */
async function tellAll(tx: Db, seminar: Seminar, kind: "moved" | "cancelled", now: Date): Promise<void> {
	// What was not said yet of an earlier change would be out of date.
	await tx.seminarNotice.deleteMany({ where: { seminarId: seminar.id, kind: "moved", settledAt: null } });
	const which = `${seminar.sequence}`;
	await tell(tx, seminar, { kind, which, audience: "delegates" }, now);
	const announced = await tx.seminarNotice.count({
		where: { seminarId: seminar.id, kind: "announcement", cursor: { not: "" } },
	});
	if (announced > 0) await tell(tx, seminar, { kind, which, audience: "channels" }, now);
}

async function tell(
	tx: Db,
	seminar: Seminar,
	what: { kind: NoticeKind; which: string; audience: "delegates" | "channels" },
	now: Date,
): Promise<void> {
	const lapsesAt = now < seminar.startsAt ? seminar.startsAt : seminar.endsAt;
	await tx.seminarNotice.create({
		data: { ...what, seminarId: seminar.id, createdAt: now, dueAt: now, lapsesAt },
	});
}
