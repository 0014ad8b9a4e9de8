import { randomUUID } from "node:crypto";
import type { Feature } from "#chat/feature.ts";
import type { Db } from "#storage/open.ts";
import { audit } from "../audit.ts";

/** Why two people are not made one. */
export type NotLinked = "other agency" | "same workspace" | "loses a role" | "nobody";

/**
 * Why these two cannot be one person with two accounts; undefined when they can. A role stays with the
 * account that was there first, so nobody's goes to somebody who could neither have nor give it.
 */
export async function whyNotOne(db: Db, into: string, from: string): Promise<NotLinked | undefined> {
	const people = await db.person.findMany({
		where: { id: { in: [into, from] } },
		include: { accounts: true, roles: true },
	});
	if (people.length < 2) return "nobody";
	if (new Set(people.map(({ agencyId }) => agencyId)).size > 1) return "other agency";
	const accounts = people.flatMap((person) => person.accounts);
	const workspaces = new Set(accounts.map(({ platform, workspaceId }) => `${platform}:${workspaceId}`));
	if (workspaces.size < accounts.length) return "same workspace";
	const rolesOf = (id: string) =>
		people.flatMap((person) => (person.id === id ? person.roles.map(({ role }) => role) : []));
	const [kept, brought] = [rolesOf(into), rolesOf(from)];
	const losesOne = !kept.includes("coordinator") && brought.some((role) => !kept.includes(role));
	return losesOne ? "loses a role" : undefined;
}

/**
 * Makes two people one: the accounts, roles and opt-outs of `from`, and every feature's rows, go to
 * `into`, and of `from` nothing is left. Ask `whyNotOne` first.
 */
export async function linkPeople(
	tx: Db,
	into: string,
	from: string,
	features: Pick<Feature<Db>, "merge">[],
	now: Date,
): Promise<void> {
	const { agencyId, roles, optOuts } = await tx.person.findUniqueOrThrow({
		where: { id: from },
		include: { roles: true, optOuts: true },
	});
	await tx.account.updateMany({ where: { personId: from }, data: { personId: into, linkedAt: now } });
	const moved = <T>(rows: T[]) => rows.map((row) => ({ ...row, personId: into }));
	await tx.roleGrant.createMany({ data: moved(roles), skipDuplicates: true });
	await tx.optOut.createMany({ data: moved(optOuts), skipDuplicates: true });
	for (const feature of features) await feature.merge?.(tx, from, into, now);
	await tx.person.delete({ where: { id: from } });
	await audit(tx, { by: into, what: "accounts linked", about: from, agencyId }, now);
}

/**
 * Undoes linking: what is held stays with the account that was there first, and each of the others
 * becomes somebody of whom nothing else is held. False when there is nothing to undo.
 */
export async function unlinkAccounts(tx: Db, personId: string, now: Date): Promise<boolean> {
	const linked = await tx.account.findMany({
		where: { personId, linkedAt: { not: null } },
		include: { person: true },
	});
	for (const { platform, workspaceId, userId, person } of linked) {
		const { agencyId } = person;
		const alone = await tx.person.create({ data: { id: randomUUID(), agencyId, createdAt: now } });
		await tx.account.update({
			where: { platform_workspaceId_userId: { platform, workspaceId, userId } },
			data: { personId: alone.id, linkedAt: null },
		});
		await audit(tx, { by: personId, what: "accounts unlinked", about: alone.id, agencyId }, now);
	}
	return linked.length > 0;
}
