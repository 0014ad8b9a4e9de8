import { toCsv } from "#chat/files/csv.ts";
import type { SeminarBooking } from "#generated/client.ts";
import { peopleOf } from "#people/reach.ts";
import type { Db } from "#storage/open.ts";
import type { Names } from "../wording/facts.ts";

/** A booking with what its delegate is called, and whether reminders reach them. */
export type Delegate = SeminarBooking & { called: string; reachable: boolean };

/** Who has a place, is offered one or waits, by name. Whoever has no name is called by their agency. */
export async function listDelegates(db: Db, seminarId: string, names: Names): Promise<Delegate[]> {
	const bookings = await db.seminarBooking.findMany({
		where: { seminarId, state: { not: "cancelled" } },
		orderBy: { arrival: "asc" },
	});
	const ids = bookings.flatMap(({ personId }) => personId ?? []);
	const people = await peopleOf(db, ids, "reminders");
	return bookings
		.map((booking) => {
			const person = people.get(booking.personId ?? "");
			return {
				...booking,
				called: booking.name ?? person?.name ?? `A delegate of ${names.agency(booking.agencyId)}`,
				reachable: person?.place !== undefined,
			};
		})
		.sort((a, b) => a.called.localeCompare(b.called, "en-GB") || a.arrival - b.arrival);
}

/** The list as a file: who has a place, and who came. What delegates need is not in it. */
export function delegatesCsv(delegates: Delegate[], names: Names): string {
	const rows = delegates.map(({ called, agencyId, state, reachable, attendedAt }) => [
		called,
		names.agency(agencyId),
		state,
		reachable ? "yes" : "no",
		attendedAt ? "yes" : "no",
	]);
	return toCsv([["name", "agency", "state", "reached by reminders", "attended"], ...rows]);
}
