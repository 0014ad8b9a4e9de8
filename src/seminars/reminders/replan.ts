import type { NoticeAudience, NoticeKind, Seminar } from "#generated/client.ts";
import type { Client, Db } from "#storage/open.ts";
import { lockSeminar } from "../seminar.ts";
import { localDate } from "../wording/localTime.ts";
import { nameOf, type Schedule } from "./schedule.ts";
import { type Window, windowOf } from "./window.ts";

/** One reminder of a seminar: when, and to whom. */
export type Reminder = Window & { kind: NoticeKind; which: string; audience: NoticeAudience };

/** What is still of interest: follow-ups come days after the end. */
const longestAfterMs = 60 * 24 * 3_600_000;

/** Plans the reminders of every seminar that changed since, or that was planned by another schedule. */
export async function replanAll(db: Client, schedule: Schedule, now: Date): Promise<void> {
	const name = nameOf(schedule);
	const changed = await db.seminar.findMany({
		where: {
			state: { not: "draft" },
			endsAt: { gt: new Date(now.getTime() - longestAfterMs) },
			OR: [{ plannedBy: null }, { plannedBy: { not: name } }],
		},
		select: { id: true },
	});
	for (const { id } of changed) await db.$transaction((tx) => replan(tx, id, schedule, now));
}

/** The reminders that a seminar has by a schedule. One for another day is another reminder. */
export function remindersOf(seminar: Pick<Seminar, "startsAt" | "endsAt">, schedule: Schedule): Reminder[] {
	const day = localDate(seminar.startsAt);
	return (
		[
			["reminder", "delegates", schedule.reminders],
			["reminder", "channels", schedule.channels],
			["followUp", "delegates", schedule.followUp],
		] as const
	).flatMap(([kind, audience, rules]) =>
		rules.map((rule) => ({
			kind,
			audience,
			which: `${rule.name} of ${day}`,
			...windowOf(rule, seminar, schedule.quiet),
		})),
	);
}

/**
 * Makes what is planned for a seminar what it should be: what no longer holds is dropped, what is new is
 * planned, what was said stays said. What would have been due before the change is not planned: whoever
 * had a place then was told of the change itself.
 */
async function replan(tx: Db, id: string, schedule: Schedule, now: Date): Promise<void> {
	const seminar = await lockSeminar(tx, id);
	const name = nameOf(schedule);
	if (!seminar || seminar.plannedBy === name) return;
	const from = seminar.plannedBy === null ? seminar.changedAt : now;
	const wanted = seminar.state === "open" ? remindersOf(seminar, schedule) : [];
	const known = await tx.seminarNotice.findMany({
		where: { seminarId: id, kind: { in: ["reminder", "followUp"] } },
	});
	const same = (one: Omit<Reminder, "lapsesAt" | "dueAt">) => `${one.kind} ${one.audience} ${one.which}`;
	const settled = new Set(known.filter(({ settledAt }) => settledAt).map(same));
	const planned = new Map(known.filter(({ settledAt }) => !settledAt).map((each) => [same(each), each]));
	const stays = wanted.filter((each) => planned.get(same(each))?.dueAt.getTime() === each.dueAt.getTime());
	const fresh = wanted.filter(
		(each) => !stays.includes(each) && !settled.has(same(each)) && each.dueAt > from,
	);
	const kept = new Set(stays.map(same));
	const dropped = [...planned].filter(([key]) => !kept.has(key)).map(([, each]) => each.id);
	await tx.seminarNotice.deleteMany({ where: { id: { in: dropped } } });
	await tx.seminarNotice.createMany({
		data: fresh.map((each) => ({ ...each, seminarId: id, createdAt: now })),
	});
	await tx.seminar.update({ where: { id }, data: { plannedBy: name } });
}
