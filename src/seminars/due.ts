import type { Due } from "#chat/feature.ts";
import { fault } from "#chat/log.ts";
import type { ToSay } from "#delivery/ledger.ts";
import { peopleOf } from "#people/reach.ts";
import type { Db } from "#storage/open.ts";
import { type Settled, seminarsWithWaiting, settleWaiting } from "./booking/offers.ts";
import { materialsNow } from "./day/materialsNow.ts";
import { known, type SeminarsOptions } from "./handling.ts";
import { lapsedCard, offerCard } from "./practitioner/bookingCards.ts";
import { planChannels } from "./reminders/channels.ts";
import { noticeMessage } from "./reminders/noticeMessage.ts";
import { type PlannerParts, planDue } from "./reminders/planner.ts";
import { replanAll } from "./reminders/replan.ts";
import type { Material } from "./seminar.ts";

/** What the seminars look at regularly. */
export function createDue(options: SeminarsOptions): Due[] {
	const { db, say, schedule, log } = options;
	return [
		{
			name: "seminar notices",
			every: "* * * * *",
			async run(now) {
				await replanAll(db, schedule, now);
				const { names } = await known(options);
				const materials = await materialsToSend(options, now);
				const messageOf: PlannerParts["messageOf"] = (notice, seminar) =>
					noticeMessage(notice, seminar, names, materials.get(seminar.id));
				const parts = { db, say, schedule, log, messageOf };
				await planChannels({ ...parts, subscribedPlaces: options.subscribedPlaces }, now);
				await planDue(parts, now);
			},
		},
		{
			name: "seminar waiting lists",
			every: "* * * * *",
			async run(now) {
				for (const id of await seminarsWithWaiting(db, now))
					try {
						await db.$transaction((tx) => offer(options, tx, id, now));
					} catch (error) {
						log.error({ seminar: id, ...fault(error) }, "A waiting list could not be looked at");
					}
			},
		},
		{ name: "seminar retention", every: "41 4 * * *", run: (now) => deleteOld(options, now) },
	];
}

/** What can be read after each seminar of which a follow-up is due. */
async function materialsToSend(options: SeminarsOptions, now: Date): Promise<Map<string, Material[]>> {
	const seminars = await options.db.seminar.findMany({
		where: { notices: { some: { kind: "followUp", settledAt: null, dueAt: { lte: now } } } },
	});
	const each = seminars.map(async (seminar) => [seminar.id, await materialsNow(options, seminar)] as const);
	return new Map(await Promise.all(each));
}

/** Offers what is free to those who wait, and tells them; and tells those whose offer is over. */
async function offer(options: SeminarsOptions, tx: Db, id: string, now: Date): Promise<void> {
	const { schedule, offerHours, say } = options;
	const settled = await settleWaiting(tx, id, { quiet: schedule.quiet, offerHours }, now);
	if (settled) await say(tx, await toldOf(tx, settled), now);
}

async function toldOf(tx: Db, { seminar, offered, lapsed }: Settled): Promise<ToSay[]> {
	const ids = [...offered, ...lapsed].flatMap(({ personId }) => personId ?? []);
	const people = await peopleOf(tx, ids, "notices");
	const told = [
		...offered.map((booking) => ({
			what: "offer",
			booking,
			message: offerCard(seminar, booking.offeredUntil),
		})),
		...lapsed.map((booking) => ({ what: "lapsed", booking, message: lapsedCard(seminar) })),
	];
	return told.flatMap(({ what, booking, message }): ToSay[] => {
		const reached = people.get(booking.personId ?? "");
		if (!reached?.place) return [];
		const key = `${what}:${seminar.id}:${booking.sequence}:${reached.person}`;
		return [{ key, place: reached.place, message, cites: [], person: reached.person }];
	});
}

/** Deletes what people needed soon after an event, and later who they were on a list. */
async function deleteOld({ db, keepDays }: SeminarsOptions, now: Date): Promise<void> {
	const before = (days: number) => ({ endsAt: { lt: new Date(now.getTime() - days * 24 * 3_600_000) } });
	await db.seminarBooking.updateMany({
		where: { needs: { not: null }, seminar: before(keepDays.needs) },
		data: { needs: null },
	});
	await db.seminarBooking.updateMany({
		where: { OR: [{ name: { not: null } }, { emailHash: { not: null } }], seminar: before(keepDays.names) },
		data: { name: null, emailHash: null, codeHash: null },
	});
}
