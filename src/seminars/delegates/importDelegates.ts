import { randomUUID } from "node:crypto";
import type { Seminar, SeminarBooking } from "#generated/client.ts";
import type { Keyed } from "#storage/keyed.ts";
import type { Db } from "#storage/open.ts";
import { freeFor, heldUntaken, type Standing, takenIn, withOneMore } from "../booking/places.ts";
import { lockSeminar, standingOf } from "../seminar.ts";
import { type Coded, codeFor, hashOfCode } from "./codes.ts";
import { type Listed, normalEmail } from "./readDelegates.ts";

/** What an import did. */
export type Imported = {
	seminar: Seminar;
	added: number;
	updated: number;
	unchanged: number;
	/** Delegates of the list who gave up their place in chat: an import does not book them again. */
	stayCancelled: number;
	/** Delegates of an earlier list who are not in this one: they keep their places. */
	absent: string[];
	/** All delegates of this list who have a place, with their codes. */
	coded: Coded[];
};

/**
 * Gives the delegates of a list their places: all of them, or, where there is a problem, none. The same
 * list again changes nothing; a later one updates. An address is kept only as a keyed hash, by which a
 * later list knows the delegate again. The codes of those who have not used theirs come back.
 */
export async function importDelegates(
	tx: Db,
	seminarId: string,
	listed: Listed[],
	keyed: Keyed,
	now: Date,
): Promise<Imported | { problems: string[] }> {
	const seminar = await lockSeminar(tx, seminarId);
	if (!seminar) return { problems: [`There is no seminar “${seminarId}”.`] };
	if (seminar.state === "cancelled") return { problems: ["The seminar was cancelled."] };
	if (seminar.state === "draft") return { problems: [stillDraft] };
	const hashed = listed.map((each) => ({ ...each, emailHash: emailHash(each.email, keyed) }));
	const known = await delegatesOf(tx, seminarId);
	const byEmail = new Map(known.map((booking) => [booking.emailHash, booking]));
	const fresh = hashed.filter((each) => !byEmail.has(each.emailHash));
	const updates = hashed.flatMap((each) => {
		const booking = byEmail.get(each.emailHash);
		return booking && (booking.name !== each.name || booking.agencyId !== each.agency.id)
			? [{ booking, each }]
			: [];
	});
	const problems = await withoutSeat(tx, seminar, fresh, updates, now);
	if (problems.length > 0) return { problems };

	await add(tx, seminar, fresh, keyed, now);
	for (const { booking, each } of updates)
		await tx.seminarBooking.update({
			where: { id: booking.id },
			data: { name: each.name, agencyId: each.agency.id },
		});
	const inList = new Set(hashed.map((each) => each.emailHash));
	const still = hashed.flatMap((each) => byEmail.get(each.emailHash) ?? []);
	return {
		seminar,
		added: fresh.length,
		updated: updates.length,
		unchanged: still.length - updates.length,
		stayCancelled: still.filter(({ state }) => state === "cancelled").length,
		absent: known
			.filter((booking) => booking.state === "booked" && !inList.has(booking.emailHash ?? ""))
			.map(({ name }) => name ?? ""),
		coded: await codedOf(tx, seminarId, hashed, keyed),
	};
}

const stillDraft =
	"The seminar is still a draft, and nobody is reminded of a draft. Please announce it first: by “Announce and open booking” in chat, or by “seminars import FILE --open”.";

/** What is kept of an address: nobody without the key can try addresses against it. */
export function emailHash(email: string, keyed: Keyed): string {
	return keyed(`delegate address ${normalEmail(email)}`);
}

/** The bookings that came from a list, in the order in which they came. */
export function delegatesOf(db: Db, seminarId: string): Promise<SeminarBooking[]> {
	return db.seminarBooking.findMany({
		where: { seminarId, emailHash: { not: null } },
		orderBy: { arrival: "asc" },
	});
}

type Hashed = Listed & { emailHash: string };

type Update = { booking: SeminarBooking; each: Hashed };

/** Why the list cannot be taken as it is: somebody would have no seat, or seats held for others would be used. */
async function withoutSeat(
	tx: Db,
	seminar: Seminar,
	fresh: Hashed[],
	updates: Update[],
	now: Date,
): Promise<string[]> {
	const before = await standingOf(tx, seminar, now);
	const taken = new Map(before.taken);
	const count = (agencyId: string, by: number) => taken.set(agencyId, (taken.get(agencyId) ?? 0) + by);
	for (const { booking, each } of updates)
		if (booking.state === "booked") {
			count(booking.agencyId, -1);
			count(each.agency.id, 1);
		}
	let standing: Standing = { ...before, taken };
	if (updates.length > 0 && heldUntaken(standing) > seminar.capacity - takenIn(standing))
		return ["The agencies that delegates have now would take seats that are held for others."];
	const problems: string[] = [];
	for (const { line, agency } of fresh) {
		if (freeFor(standing, agency.id) === 0)
			problems.push(`Line ${line}: there is no seat left for ${agency.name}.`);
		else standing = withOneMore(standing, agency.id);
	}
	if (problems.length === 0) return [];
	return [
		`There are not seats enough: ${problems.length} of ${fresh.length} new delegates would have none. The capacity is ${seminar.capacity}.`,
		...problems.slice(0, 10),
	];
}

async function add(tx: Db, seminar: Seminar, fresh: Hashed[], keyed: Keyed, now: Date): Promise<void> {
	const { lastArrival } = await standingOf(tx, seminar, now);
	await tx.seminarBooking.createMany({
		data: fresh.map(({ name, agency, emailHash: hash }, at) => {
			const id = randomUUID();
			return {
				id,
				seminarId: seminar.id,
				agencyId: agency.id,
				name,
				emailHash: hash,
				codeHash: hashOfCode(codeFor(id, keyed), keyed),
				state: "booked" as const,
				arrival: lastArrival + 1 + at,
				since: now,
			};
		}),
	});
}

async function codedOf(tx: Db, seminarId: string, hashed: Hashed[], keyed: Keyed): Promise<Coded[]> {
	const booked = new Map(
		(await delegatesOf(tx, seminarId))
			.filter(({ state }) => state === "booked")
			.map((booking) => [booking.emailHash, booking]),
	);
	return hashed.flatMap(({ name, agency, email, emailHash: hash }) => {
		const booking = booked.get(hash);
		if (!booking) return [];
		const code = booking.personId ? undefined : codeFor(booking.id, keyed);
		return [{ name, agency: agency.name, email, code }];
	});
}
