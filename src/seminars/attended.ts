import type { Db } from "#storage/open.ts";

/** A delegate of a seminar that took place, for whoever follows up. */
export type Attended = {
	/** Id of the person; absent where they were only on a list and cannot be written to. */
	person?: string;
	agencyId: string;
	/** Whether somebody noted that they came. Where nobody noted anything of anybody, it is not known. */
	came: boolean | "not noted";
	/** The one thing that they wanted to do differently. */
	commitment?: string;
};

/** A seminar that took place. */
type Ended = { id: string; title: string; startsAt: Date; endsAt: Date; themes: string[] };

/** The seminars that took place and ended after one moment, and by another, the first first. */
export function seminarsEnded(db: Db, { after, by }: { after: Date; by: Date }): Promise<Ended[]> {
	return db.seminar.findMany({
		where: { state: "open", endsAt: { gt: after, lte: by } },
		orderBy: [{ endsAt: "asc" }, { id: "asc" }],
		select: { id: true, title: true, startsAt: true, endsAt: true, themes: true },
	});
}

/** All who had a place at a seminar, with whether they came and what they committed to. */
export async function attended(db: Db, seminarId: string): Promise<Attended[]> {
	const bookings = await db.seminarBooking.findMany({
		where: { seminarId, state: "booked", seminar: { state: "open" } },
		orderBy: { id: "asc" },
		select: { personId: true, agencyId: true, attendedAt: true },
	});
	const commitments = new Map(
		(await db.seminarCommitment.findMany({ where: { seminarId } })).map((each) => [each.personId, each.text]),
	);
	const noted = bookings.some(({ attendedAt }) => attendedAt);
	return bookings.map(({ personId, agencyId, attendedAt }) => {
		const commitment = commitments.get(personId ?? "");
		return {
			...(personId ? { person: personId } : {}),
			agencyId,
			came: noted ? attendedAt !== null : "not noted",
			...(commitment ? { commitment } : {}),
		};
	});
}
