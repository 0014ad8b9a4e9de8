import type { Caller } from "#chat/caller.ts";
import type { Place } from "#chat/platform.ts";
import type { Enquiry as Row } from "#generated/client.ts";
import { Prisma } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";

/** A passage made of a coordinator's answer, until somebody publishes it. */
export type Draft = { title: string; text: string; theme: string };

/** A question that its asker sent to the coordinators, with its texts until they are purged. */
export type Enquiry = Omit<Row, "place" | "draft"> & { place: Place; draft: Draft | null };

/** Keeps a question for the coordinators; resolves with the enquiry, or with nothing where this id was kept already. */
export async function openEnquiry(
	tx: Db,
	asked: { id: string; person: string; caller: Caller; place: Place; question: string },
	now: Date,
): Promise<Enquiry | undefined> {
	const { id, person, caller, place, question } = asked;
	const [row] = await tx.enquiry.createManyAndReturn({
		data: {
			...{ id, personId: person, agencyId: caller.agency.id, agency: describe(caller), place, question },
			askedAt: now,
		},
		skipDuplicates: true,
	});
	return row && read(row);
}

/** The enquiry with this id, if there is one. */
export async function findEnquiry(db: Db, id: string): Promise<Enquiry | undefined> {
	const row = await db.enquiry.findUnique({ where: { id } });
	return row ? read(row) : undefined;
}

/** What somebody asked, the first question first. */
export async function enquiriesOf(db: Db, person: string): Promise<Enquiry[]> {
	const rows = await db.enquiry.findMany({ where: { personId: person }, orderBy: { askedAt: "asc" } });
	return rows.map(read);
}

/** A question's place among those that wait. */
export type Waits = Pick<Enquiry, "id" | "askedAt">;

/** Questions that nobody has answered yet, those that have waited longest first, from after one of them on; and how many more there are. */
export async function waitingEnquiries(
	db: Db,
	most: number,
	after?: Waits,
): Promise<{ first: Enquiry[]; more: number }> {
	const where: Prisma.EnquiryWhereInput = {
		state: { in: ["open", "taken"] },
		...(after && {
			OR: [{ askedAt: { gt: after.askedAt } }, { askedAt: after.askedAt, id: { gt: after.id } }],
		}),
	};
	const rows = await db.enquiry.findMany({ where, orderBy: [{ askedAt: "asc" }, { id: "asc" }], take: most });
	return { first: rows.map(read), more: (await db.enquiry.count({ where })) - rows.length };
}

/**
 * Brings an enquiry from one of the states to another, and resolves with it as it then is; `only` where it is also so. Of several who
 * try at once one succeeds; the others get nothing, and look again at what it has become.
 */
export async function move(
	tx: Db,
	id: string,
	from: Row["state"][],
	to: Prisma.EnquiryUpdateManyMutationInput,
	only: Prisma.EnquiryWhereInput = {},
): Promise<Enquiry | undefined> {
	const where = { ...only, id, state: { in: from } };
	const [row] = await tx.enquiry.updateManyAndReturn({ where, data: to });
	return row && read(row);
}

/**
 * Keeps, or with null discards, the passage that is being made of an answer. Resolves with whether it did: not
 * where one was published, or the answer is no longer held.
 */
export async function keepDraft(tx: Db, id: string, draft: Draft | null): Promise<boolean> {
	const { count } = await tx.enquiry.updateMany({
		where: { id, answer: { not: null }, documentId: null },
		data: { draft: draft ?? Prisma.DbNull },
	});
	return count > 0;
}

/** What an enquiry becomes that nobody will answer any more. */
export const closed = { state: "withdrawn", question: null, answer: null } as const;

/** Ids of the enquiries asked before `before` that nobody has answered, the first first. */
export async function waitingSince(db: Db, before: Date): Promise<string[]> {
	const rows = await db.enquiry.findMany({
		where: { askedAt: { lt: before }, state: { in: ["open", "taken"] } },
		orderBy: { askedAt: "asc" },
		select: { id: true },
	});
	return rows.map(({ id }) => id);
}

/** Ids of the enquiries asked before `before` of which any text is held, the first first. */
export async function textsSince(db: Db, before: Date): Promise<string[]> {
	const rows = await db.enquiry.findMany({
		where: {
			askedAt: { lt: before },
			OR: [{ question: { not: null } }, { answer: { not: null } }, { draft: { not: Prisma.DbNull } }],
		},
		orderBy: { askedAt: "asc" },
		select: { id: true },
	});
	return rows.map(({ id }) => id);
}

/** Takes the texts out of an enquiry; resolves with what is left of it. */
export async function deleteTexts(tx: Db, id: string): Promise<Enquiry | undefined> {
	const data = { question: null, answer: null, draft: Prisma.DbNull };
	const [row] = await tx.enquiry.updateManyAndReturn({ where: { id }, data });
	return row && read(row);
}

/** Where enquiries go: the channels set for them. */
export async function enquiryChannels(db: Db): Promise<Place[]> {
	const rows = await db.enquiryChannel.findMany({ orderBy: { key: "asc" } });
	return rows.map(({ place }) => place as Place);
}

/** Moves a channel that enquiries go to, where this is one. */
export async function moveChannel(tx: Db, key: string, to: Place): Promise<void> {
	const row = await tx.enquiryChannel.findUnique({ where: { key } });
	if (!row) return;
	await tx.enquiryChannel.deleteMany({ where: { key: { in: [key, to.key] } } });
	await tx.enquiryChannel.create({ data: { ...row, key: to.key, place: to } });
}

/** Takes a channel out of those that enquiries go to. Resolves with whether it was one. */
export async function endChannel(tx: Db, key: string): Promise<boolean> {
	return (await tx.enquiryChannel.deleteMany({ where: { key } })).count > 0;
}

/** Takes an agency's channels out of those that enquiries go to. Resolves with how many there were. */
export async function forgetChannels(tx: Db, agencyId: string): Promise<number> {
	const workspaces = await tx.workspace.findMany({ where: { agencyId } });
	const { count } = await tx.enquiryChannel.deleteMany({
		where: {
			OR: workspaces.map(({ platform, id }) => ({
				AND: [
					{ place: { path: ["platform"], equals: platform } },
					{ place: { path: ["workspace"], equals: id } },
				],
			})),
		},
	});
	return count;
}

/** What coordinators see of whoever asks: never a name. */
function describe({ agency }: Caller): string {
	return `${agency.name} (${agency.sector})`;
}

function read(row: Row): Enquiry {
	return { ...row, place: row.place as Place, draft: row.draft as Draft | null };
}
