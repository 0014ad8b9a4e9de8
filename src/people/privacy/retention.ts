import type { Prisma } from "#generated/client.ts";
import type { Client } from "#storage/open.ts";
import { forgetPerson, type Holders } from "./personData.ts";

/** How many days what is kept. */
export type RetentionDays = { people: number; audit: number };

/** How long the people of a workspace are kept that the bot was taken out of: Slack asks for 14 working days at most. */
const leftDays = 14;
const linkDays = 30;

/**
 * Deletes what has been kept long enough: people with no role who were not met for so long, people of
 * workspaces that the bot was taken out of, codes and links that ran out, and old entries of the audit.
 */
export async function purgePeople(
	db: Client,
	days: RetentionDays,
	holders: Holders,
	now: Date,
): Promise<void> {
	const before = (count: number) => new Date(now.getTime() - count * 86_400_000);
	await db.linkCode.deleteMany({ where: { expiresAt: { lte: now } } });
	await db.usedSignIn.deleteMany({ where: { expiresAt: { lte: now } } });
	await db.installLink.deleteMany({ where: { expiresAt: { lte: before(linkDays) } } });
	await forgetAll(db, holders, now, {
		roles: { none: {} },
		accounts: { none: { usedAt: { gte: before(days.people) } } },
		createdAt: { lt: before(days.people) },
	});
	await forgetAll(db, holders, now, {
		accounts: { some: {}, every: { workspace: { state: "left", leftAt: { lt: before(leftDays) } } } },
	});
	await db.$transaction(async (tx) => {
		// The audit refuses every deletion but that of a transaction which says that it is retention.
		await tx.$queryRaw`SELECT set_config('audit.retention', 'on', true)`;
		await tx.auditEntry.deleteMany({ where: { at: { lt: before(days.audit) } } });
	});
}

async function forgetAll(
	db: Client,
	holders: Holders,
	now: Date,
	where: Prisma.PersonWhereInput,
): Promise<void> {
	const people = await db.person.findMany({ where, select: { id: true } });
	for (const { id } of people)
		await db.$transaction(async (tx) => void (await forgetPerson(tx, id, holders, "retention", now)));
}
