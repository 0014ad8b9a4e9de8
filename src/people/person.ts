import { randomUUID } from "node:crypto";
import type { Caller } from "#chat/caller.ts";
import type { Incoming, Sender } from "#chat/platform.ts";
import type { Db } from "#storage/open.ts";

/**
 * Id of the caller's Person row, which is made when there is none; notes when and where they were met.
 * For those who do more than ask: of others nothing is kept.
 */
export async function ensurePerson(tx: Db, incoming: Incoming, caller: Caller, now: Date): Promise<string> {
	if (caller.person) {
		await noteMet(tx, incoming, caller.person, now);
		return caller.person;
	}
	const { place, person: sender } = incoming;
	const met = metAs(sender, now);
	const key = { platform: place.platform, workspaceId: sender.workspace };
	const made = await tx.person.create({
		data: { id: randomUUID(), agencyId: caller.agency.id, createdAt: now },
	});
	const account = await tx.account.upsert({
		where: { platform_workspaceId_userId: { ...key, userId: sender.id } },
		create: { ...key, ...met, userId: sender.id, personId: made.id },
		update: met,
	});
	// Two events of somebody new may come together: the first to make the account names the person.
	if (account.personId !== made.id) await tx.person.delete({ where: { id: made.id } });
	return account.personId;
}

/** Notes where somebody who is kept was met, and as when it counts. */
export async function noteMet(
	db: Db,
	{ place, person: sender }: Incoming,
	personId: string,
	usedAt: Date,
): Promise<void> {
	await db.account.updateMany({
		where: { platform: place.platform, workspaceId: sender.workspace, userId: sender.id, personId },
		data: metAs(sender, usedAt),
	});
}

function metAs({ name, direct }: Sender, usedAt: Date) {
	return { ...(name ? { name } : {}), direct, directKey: direct.key, usedAt };
}

/**
 * Id of the person of an account that may not have been met yet: made, without a way to write to them,
 * when there is none. Undefined when the workspace is not one of ours.
 */
export async function personAt(
	tx: Db,
	key: { platform: string; workspaceId: string; userId: string },
	now: Date,
): Promise<string | undefined> {
	const known = await tx.account.findUnique({ where: { platform_workspaceId_userId: key } });
	if (known) return known.personId;
	const { platform, workspaceId: id } = key;
	const workspace = await tx.workspace.findUnique({
		where: { platform_id: { platform, id }, state: { not: "left" } },
	});
	if (!workspace) return undefined;
	const { id: personId } = await tx.person.create({
		data: { id: randomUUID(), agencyId: workspace.agencyId, createdAt: now },
	});
	await tx.account.create({ data: { ...key, personId, usedAt: now } });
	return personId;
}
