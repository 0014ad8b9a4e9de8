import type { Caller, Role } from "#chat/caller.ts";
import type { Db } from "#storage/open.ts";
import { lockPeople } from "./agencies.ts";
import { audit } from "./audit.ts";
import { nameOf } from "./names.ts";

/** Who changes a role: a person with roles of their own, or the operator at the command line. */
export type Actor = { by: string; agencyId: string; roles: Role[] } | { by: "operator" };

/** Whoever has the command line. */
export const operator: Actor = { by: "operator" };

/** How a change of a role ended. */
export type RoleChange = "done" | "so already" | "not allowed" | "the last coordinator" | "nobody";

/** A caller as somebody who changes roles. */
export function actorOf({ agency, roles }: Caller, person: string): Actor {
	return { by: person, agencyId: agency.id, roles };
}

/** Whether they may give or take this role to or from somebody of this agency. */
function mayChange(actor: Actor, role: Role, agencyId: string): boolean {
	if (!("roles" in actor) || actor.roles.includes("coordinator")) return true;
	return role === "lead" && actor.roles.includes("lead") && actor.agencyId === agencyId;
}

/** Whose role is to be changed, kept from being changed by others at once; or why it is not to be. */
async function personToChange(tx: Db, actor: Actor, id: string, role: Role) {
	await lockPeople(tx);
	const person = await tx.person.findUnique({ where: { id }, include: { roles: true } });
	if (!person) return "nobody";
	return mayChange(actor, role, person.agencyId) ? person : "not allowed";
}

/** Gives somebody a role: lead of their own agency, or coordinator of the partnership. */
export async function grantRole(
	tx: Db,
	actor: Actor,
	{ personId, role }: { personId: string; role: Role },
	now: Date,
): Promise<RoleChange> {
	const person = await personToChange(tx, actor, personId, role);
	if (typeof person === "string") return person;
	if (person.roles.some((grant) => grant.role === role)) return "so already";
	await tx.roleGrant.create({ data: { personId, role, grantedAt: now } });
	const what = `role granted: ${role}`;
	await audit(tx, { by: actor.by, what, about: personId, agencyId: person.agencyId }, now);
	return "done";
}

/** Takes a role from somebody. Only the operator may take it from the last coordinator. */
export async function revokeRole(
	tx: Db,
	actor: Actor,
	{ personId, role }: { personId: string; role: Role },
	now: Date,
): Promise<RoleChange> {
	const person = await personToChange(tx, actor, personId, role);
	if (typeof person === "string") return person;
	if (!person.roles.some((grant) => grant.role === role)) return "so already";
	if (role === "coordinator" && actor.by !== "operator" && (await isLastCoordinator(tx, personId)))
		return "the last coordinator";
	await tx.roleGrant.delete({ where: { personId_role: { personId, role } } });
	const what = `role revoked: ${role}`;
	await audit(tx, { by: actor.by, what, about: personId, agencyId: person.agencyId }, now);
	return "done";
}

/** Whether nobody else who is let in is a coordinator. */
export async function isLastCoordinator(db: Db, personId: string): Promise<boolean> {
	const holders = await db.roleGrant.findMany({
		where: { role: "coordinator", person: { agency: { state: "active" } } },
		select: { personId: true },
	});
	return holders.length === 1 && holders[0]?.personId === personId;
}

/** A role that somebody holds, as lists show it. */
export type Held = {
	personId: string;
	/** Their accounts, as the command line names them: "slack:T0123:U0456". */
	accounts: string[];
	role: Role;
	name: string;
	agency: { id: string; name: string };
	since: Date;
};

/** Who holds which role, by agency and name: of one agency its leads, or of all everybody. */
export async function rolesHeld(db: Db, agencyId?: string): Promise<Held[]> {
	const rows = await db.roleGrant.findMany({
		where: agencyId ? { role: "lead", person: { agencyId } } : {},
		include: { person: { include: { agency: true, accounts: { orderBy: { usedAt: "desc" } } } } },
		orderBy: [{ role: "desc" }, { person: { agency: { name: "asc" } } }, { grantedAt: "asc" }],
	});
	return rows.map(({ personId, role, grantedAt, person }) => ({
		...{ personId, role, since: grantedAt },
		name: nameOf(person.accounts),
		accounts: person.accounts.map(
			({ platform, workspaceId, userId }) => `${platform}:${workspaceId}:${userId}`,
		),
		agency: { id: person.agency.id, name: person.agency.name },
	}));
}
