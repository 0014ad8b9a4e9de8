import type { Feature, Line } from "#chat/feature.ts";
import { dayInWords, momentInWords } from "#chat/localTime.ts";
import type { Db } from "#storage/open.ts";
import { audit } from "../audit.ts";
import { platformTitle } from "../names.ts";

/** What was said to people, by the ledger: deletes it there, and resolves with how many messages that were. */
export type Ledger = {
	forget(
		tx: Db,
		where: { places: string[] } | { workspaces: { platform: string; id: string }[] },
	): Promise<number>;
};

/** All who may hold something of a person or an agency. */
export type Holders = { features: Feature<Db>[]; ledger: Ledger };

/** What is held of a person here, in words; their features' parts are their own. */
export async function holdsOf(db: Db, personId: string): Promise<Line[]> {
	const person = await db.person.findUnique({
		where: { id: personId },
		include: { agency: true, accounts: true, roles: true, optOuts: true, codes: true },
	});
	if (!person) return [];
	const entries = await db.auditEntry.count({ where: { OR: [{ by: personId }, { about: personId }] } });
	const { agency, accounts, roles, optOuts, codes } = person;
	return [
		{ name: "Agency", text: agency.name },
		...accounts.map(({ platform, name, userId, usedAt }) => ({
			name: `Your ${platformTitle(platform)} account`,
			text: `${name ? `${name}, ` : ""}with the id ${userId} and how to write to you there; last used on ${dayInWords(usedAt)}`,
		})),
		...(roles.length > 0 ? [{ name: "Your roles", text: roles.map(({ role }) => role).join(", ") }] : []),
		...(optOuts.length > 0
			? [
					{
						name: "What you stopped",
						text: optOuts.map(({ from }) => (from === "all" ? "everything" : from)).join(", "),
					},
				]
			: []),
		...codes.map(({ purpose, expiresAt }) => ({
			name: purpose === "role" ? "Your code for a role" : "Your code for linking accounts",
			text: `only a hash of it, until ${momentInWords(expiresAt)}`,
		})),
		...(entries > 0
			? [
					{
						name: "Record of changes",
						text: `${entries === 1 ? "one entry" : `${entries} entries`} of what was done by you or to your role, under a random id`,
					},
				]
			: []),
	];
}

/**
 * Deletes a person: what each feature holds, what was said to them, and they themselves. Says in words
 * what that was. The audit keeps that it was done, under an id that then names nobody.
 */
export async function forgetPerson(
	tx: Db,
	personId: string,
	{ features, ledger }: Holders,
	by: string,
	now: Date,
): Promise<string[]> {
	const person = await tx.person.findUnique({
		where: { id: personId },
		include: { accounts: true, roles: true },
	});
	if (!person) return [];
	const said: string[] = [];
	for (const feature of features) said.push(...((await feature.forget?.(tx, personId, now)) ?? []));
	const places = person.accounts.flatMap(({ directKey }) => directKey ?? []);
	const messages = await ledger.forget(tx, { places });
	await tx.person.delete({ where: { id: personId } });
	await audit(tx, { by, what: "data deleted", about: personId, agencyId: person.agencyId }, now);
	return [
		...said,
		person.accounts.length === 1 ? "your account" : `your ${person.accounts.length} accounts`,
		...(person.roles.length > 0
			? [`your role as ${person.roles.map(({ role }) => role).join(" and ")}`]
			: []),
		...(messages > 0 ? [`what I had said to you (${messages})`] : []),
	];
}
