import type { Say } from "#delivery/ledger.ts";
import type { Seminar } from "#generated/client.ts";
import { peopleOf } from "#people/reach.ts";
import type { Keyed } from "#storage/keyed.ts";
import type { Db } from "#storage/open.ts";
import { cancelBooking } from "../booking/book.ts";
import { releasedCard } from "../practitioner/bookingCards.ts";
import { lockSeminar } from "../seminar.ts";
import { delegatesOf, emailHash } from "./importDelegates.ts";
import type { Listed } from "./readDelegates.ts";

/**
 * Takes back the places of imported delegates who are not in a list, and tells those of them whom we talk
 * with. A later list that has them again gives them a place anew. How many they were.
 */
export async function releaseAbsent(
	tx: Db,
	seminarId: string,
	listed: Listed[],
	{ keyed, say }: { keyed: Keyed; say: Say },
	now: Date,
): Promise<number> {
	const seminar = await lockSeminar(tx, seminarId);
	if (!seminar || seminar.startsAt <= now) return 0;
	const inList = new Set(listed.map(({ email }) => emailHash(email, keyed)));
	const absent = (await delegatesOf(tx, seminarId)).filter(
		({ state, emailHash: hash }) => state === "booked" && !inList.has(hash ?? ""),
	);
	const unlinked = absent.filter(({ personId }) => personId === null);
	await tx.seminarBooking.deleteMany({ where: { id: { in: unlinked.map(({ id }) => id) } } });
	const linked = absent.flatMap(({ id, personId, sequence }) =>
		personId ? [{ id, person: personId, sequence }] : [],
	);
	for (const { person } of linked) await cancelBooking(tx, seminarId, person, now);
	await tx.seminarBooking.updateMany({
		where: { id: { in: linked.map(({ id }) => id) } },
		data: { name: null, emailHash: null },
	});
	await tell(tx, seminar, linked, say, now);
	return absent.length;
}

async function tell(
	tx: Db,
	seminar: Seminar,
	released: { person: string; sequence: number }[],
	say: Say,
	now: Date,
): Promise<void> {
	const people = await peopleOf(
		tx,
		released.map(({ person }) => person),
		"notices",
	);
	const message = releasedCard(seminar);
	const deliveries = released.flatMap(({ person, sequence }) => {
		const place = people.get(person)?.place;
		const key = `released:${seminar.id}:${sequence}:${person}`;
		return place ? [{ key, place, message, cites: [], person }] : [];
	});
	await say(tx, deliveries, now);
}
