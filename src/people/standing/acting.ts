import { randomUUID } from "node:crypto";
import type { Caller, Role } from "#chat/caller.ts";
import type { Incoming } from "#chat/platform.ts";
import type { Client, Db } from "#storage/open.ts";
import { agencies, agencyNamed, toAgency } from "../agencies.ts";

/**
 * Lets the one human of local mode act as several people, so that what needs two of them can be tried.
 * Given only in local mode; who acts as whom is forgotten when the bot stops.
 */
export type Acting = {
	/** Whom the sender acts as, if anybody. */
	callerOf(incoming: Incoming): Promise<Caller | undefined>;
	/** Makes the sender act as somebody from the next event on, and says as whom. */
	become(tx: Db, incoming: Incoming, caller: Caller, as: string, now: Date): Promise<string>;
};

export function createActing(db: Client): Acting {
	const parts = new Map<string, string>();
	const keyOf = ({ place, person }: Incoming) => `${place.platform}:${person.workspace}:${person.id}`;

	return {
		async callerOf(incoming) {
			const id = parts.get(keyOf(incoming));
			const person =
				id && (await db.person.findUnique({ where: { id }, include: { agency: true, roles: true } }));
			if (!person) return undefined;
			return {
				agency: toAgency(person.agency),
				person: person.id,
				roles: person.roles.map(({ role }) => role),
			};
		},
		async become(tx, incoming, caller, as, now) {
			if (/^(?:me|myself)$/.test(as)) {
				parts.delete(keyOf(incoming));
				return "You are yourself again.";
			}
			const lead = /^(?:a |the )?lead (?:of|at|for) (.+)$/.exec(as)?.[1];
			const agency = lead ? await agencyNamed(tx, lead) : caller.agency;
			if (!agency) {
				const names = (await agencies(tx)).map(({ name }) => `“${name}”`).join(", ");
				return `There is no agency of that name. There are: ${names}.`;
			}
			const second = /second|other/.test(as) ? "second " : "";
			const name = lead ? `Lead of ${agency.name}` : `The ${second}coordinator`;
			const part = { name, role: lead ? ("lead" as const) : ("coordinator" as const), agencyId: agency.id };
			parts.set(keyOf(incoming), await personOf(tx, incoming, part, now));
			return `You now act as ${name}. Type “as me” to be yourself again.`;
		},
	};
}

/** The person of a part, made when it is first played: their messages come to whoever plays it. */
async function personOf(
	tx: Db,
	{ place, person: sender }: Incoming,
	part: { name: string; role: Role; agencyId: string },
	now: Date,
): Promise<string> {
	const key = {
		platform: place.platform,
		workspaceId: sender.workspace,
		userId: `${sender.id} as ${part.name}`,
	};
	const known = await tx.account.findUnique({ where: { platform_workspaceId_userId: key } });
	if (known) return known.personId;
	const id = randomUUID();
	await tx.person.create({ data: { id, agencyId: part.agencyId, createdAt: now } });
	await tx.account.create({
		data: {
			...key,
			personId: id,
			name: part.name,
			direct: sender.direct,
			directKey: sender.direct.key,
			usedAt: now,
		},
	});
	await tx.roleGrant.create({ data: { personId: id, role: part.role, grantedAt: now } });
	return id;
}
