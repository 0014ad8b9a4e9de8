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
function seminarsEnded(db: Db, { after, by }: { after: Date; by: Date }): Promise<Ended[]> {
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

/** A person who was at a seminar as far as is known, and what they said there that they would do. */
type Came = {
	person: string;
	seminar: { id: string; title: string };
	endedAt: Date;
	commitment?: string;
};

/** At the latest a year and a day until a questionnaire is asked, as long until it closes, and some days for good hours. */
const followedUpFor = (366 + 366 + 7) * 24 * 3_600_000;

/**
 * Everybody to follow up of the seminars that ended in the last two years: who came, everybody with a
 * place where nobody noted who came, and who said what they would do differently.
 */
export async function cameLately(db: Db, now: Date): Promise<Came[]> {
	const after = new Date(now.getTime() - followedUpFor);
	const seminars = await seminarsEnded(db, { after, by: now });
	const each = seminars.map(async ({ id, title, endsAt: endedAt }) =>
		(await attended(db, id)).flatMap(({ person, came, commitment }) =>
			person && (came !== false || commitment)
				? [{ person, seminar: { id, title }, endedAt, ...(commitment ? { commitment } : {}) }]
				: [],
		),
	);
	return (await Promise.all(each)).flat();
}

/** The seminars of the last two years with how many came, and how many said what they would do differently. */
export async function seminarsHeld(
	db: Db,
	now: Date,
): Promise<{
	seminars: { title: string; heldOn: Date; attended: number | "not noted" }[];
	commitments: number;
}> {
	const after = new Date(now.getTime() - 730 * 24 * 3_600_000);
	const seminars = await seminarsEnded(db, { after, by: now });
	const rows = await db.seminarBooking.groupBy({
		by: ["seminarId"],
		where: { seminarId: { in: seminars.map(({ id }) => id) }, state: "booked", attendedAt: { not: null } },
		_count: true,
	});
	const counts = new Map(rows.map(({ seminarId, _count }) => [seminarId, _count]));
	return {
		seminars: seminars.map(({ id, title, startsAt }) => ({
			...{ title, heldOn: startsAt, attended: counts.get(id) ?? "not noted" },
		})),
		commitments: await db.seminarCommitment.count({
			where: { seminarId: { in: seminars.map(({ id }) => id) } },
		}),
	};
}
