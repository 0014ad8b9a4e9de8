import type { Line } from "#chat/feature.ts";
import type { SeminarBooking } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { together } from "./booking/together.ts";
import { standInWords } from "./practitioner/seminarCards.ts";
import { withdrawReminders } from "./seminar.ts";
import { timesInWords } from "./wording/localTime.ts";

/** All that is held of a person here, in words. */
export async function holds(db: Db, person: string): Promise<Line[]> {
	const bookings = await db.seminarBooking.findMany({
		where: { personId: person },
		include: { seminar: true },
		orderBy: { seminar: { startsAt: "asc" } },
	});
	const commitments = await db.seminarCommitment.findMany({
		where: { personId: person },
		orderBy: { at: "asc" },
	});
	return [
		...bookings.map(({ seminar, state, name, needs, attendedAt }) => ({
			name: `Seminar “${seminar.title}”`,
			text: [
				`${timesInWords(seminar)}. ${standInWords(seminar, state)}`,
				name ? `On the list of delegates as ${name}.` : "",
				needs ? `You need: ${needs}` : "",
				attendedAt ? "You were noted as there." : "",
			]
				.filter(Boolean)
				.join(" "),
		})),
		...commitments.map(({ text }) => ({ name: "What you will do differently", text })),
	];
}

/**
 * Deletes what is held of a person: places at coming seminars go to others, and of past ones only a count
 * stays, with the agency.
 */
export async function forget(tx: Db, person: string, now: Date): Promise<string[]> {
	const coming = await tx.seminarBooking.findMany({
		where: { personId: person, seminar: { endsAt: { gt: now } } },
		select: { seminarId: true },
	});
	for (const { seminarId } of coming) await withdrawReminders(tx, seminarId, person);
	const deleted = await tx.seminarBooking.deleteMany({
		where: { personId: person, seminar: { endsAt: { gt: now } } },
	});
	const unnamed = await tx.seminarBooking.updateMany({
		where: { personId: person },
		data: { personId: null, name: null, emailHash: null, codeHash: null, needs: null },
	});
	const commitments = await tx.seminarCommitment.deleteMany({ where: { personId: person } });
	return [
		...(deleted.count > 0 ? [`${deleted.count} booking(s) of coming seminars, and what you need there`] : []),
		...(unnamed.count > 0 ? [`your name on ${unnamed.count} past seminar(s): only a number stays`] : []),
		...(commitments.count > 0 ? [`${commitments.count} line(s) on what you will do differently`] : []),
	];
}

/** Two persons turned out to be one: what is held of `from` belongs to `into`, who keeps one place a seminar. */
export async function merge(tx: Db, from: string, into: string): Promise<void> {
	const own = new Map(
		(await tx.seminarBooking.findMany({ where: { personId: into } })).map((each) => [each.seminarId, each]),
	);
	for (const booking of await tx.seminarBooking.findMany({ where: { personId: from } })) {
		const other = own.get(booking.seminarId);
		const [kept, worse] = other && rankOf(other) <= rankOf(booking) ? [other, booking] : [booking, other];
		if (worse) await tx.seminarBooking.delete({ where: { id: worse.id } });
		// Whoever was on a list is known again when it is imported anew.
		const listed = worse?.emailHash ? { name: worse.name, emailHash: worse.emailHash } : {};
		const both = worse ? together(kept, worse) : {};
		await tx.seminarBooking.update({ where: { id: kept.id }, data: { personId: into, ...listed, ...both } });
	}
	const said = new Set(
		(await tx.seminarCommitment.findMany({ where: { personId: into } })).map(({ seminarId }) => seminarId),
	);
	await tx.seminarCommitment.deleteMany({ where: { personId: from, seminarId: { in: [...said] } } });
	await tx.seminarCommitment.updateMany({ where: { personId: from }, data: { personId: into } });
}

/** Deletes what is held of an agency besides its people: its delegates from lists, and the seats held for it. */
export async function forgetAgency(tx: Db, agencyId: string): Promise<string[]> {
	const delegates = await tx.seminarBooking.deleteMany({ where: { agencyId, name: { not: null } } });
	const seats = await tx.seminarHold.deleteMany({ where: { agencyId } });
	return [
		...(delegates.count > 0 ? [`${delegates.count} delegate(s) from lists`] : []),
		...(seats.count > 0 ? [`seats held at ${seats.count} seminar(s)`] : []),
	];
}

function rankOf({ state }: SeminarBooking): number {
	return ["booked", "offered", "waiting", "cancelled"].indexOf(state);
}
