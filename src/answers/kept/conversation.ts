import type { Context } from "#knowledge/search/search.ts";
import type { Db } from "#storage/open.ts";

const remembered = 24 * 60 * 60 * 1000;

/** What the conversation at a place was last about, if that was within a day. */
export async function lastAbout(db: Db, place: string, now: Date): Promise<Context> {
	const row = await db.conversation.findUnique({ where: { key: place } });
	if (!row || row.expiresAt <= now) return {};
	return { theme: row.theme ?? undefined, role: row.role ?? undefined };
}

/** Keeps what a conversation is about, for a day. */
export async function keepAbout(tx: Db, place: string, about: Context, now: Date): Promise<void> {
	const row = {
		theme: about.theme ?? null,
		role: about.role ?? null,
		expiresAt: new Date(now.getTime() + remembered),
	};
	await tx.conversation.upsert({ where: { key: place }, create: { key: place, ...row }, update: row });
}

/** Ids of the passages that the bot cited last at a place, as far back as the ledger keeps them. */
export async function citedLast(db: Db, place: string): Promise<string[]> {
	const last = await db.delivery.findFirst({
		where: { placeKey: place, NOT: { cites: { isEmpty: true } } },
		orderBy: { createdAt: "desc" },
		select: { cites: true },
	});
	return last?.cites ?? [];
}

/** Ids of the passages that the bot cited at a place within the day that it remembers, the last ones last. */
export async function citedOfLate(db: Db, place: string, now: Date): Promise<string[]> {
	const since = new Date(now.getTime() - remembered);
	const said = await db.delivery.findMany({
		where: { placeKey: place, createdAt: { gt: since }, NOT: { cites: { isEmpty: true } } },
		orderBy: { sequence: "asc" },
		select: { cites: true },
	});
	return [...new Set(said.flatMap(({ cites }) => cites))];
}

/** Ids of the passages that a message of the bot's at a place cites, found by part of its id; none where it is not the bot's. */
export async function citedBy(db: Db, place: string, id: string): Promise<string[]> {
	const said = await db.delivery.findFirst({
		where: { placeKey: place, messageId: { contains: id }, NOT: { cites: { isEmpty: true } } },
		select: { cites: true },
	});
	return said?.cites ?? [];
}

/** Forgets what a person's direct conversations were about. */
export async function forgetAbout(tx: Db, person: string): Promise<void> {
	const accounts = await tx.account.findMany({ where: { personId: person }, select: { directKey: true } });
	const keys = accounts.flatMap(({ directKey }) => directKey ?? []);
	await tx.conversation.deleteMany({ where: { key: { in: keys } } });
}
