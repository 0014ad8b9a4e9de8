import type { Db } from "#storage/open.ts";
import { nameOf } from "./names.ts";

/** What was done to whom by whom: ids and fixed words alone. Never a name, a token or what anybody wrote. */
export type Audited = {
	/** A person's id, or who acts without being one: "operator", "settings", "first contact", "platform", "retention". */
	by: string;
	/** Fixed words, such as "role granted: lead". */
	what: string;
	/** Id of the person, agency or workspace that it was done to. */
	about?: string;
	agencyId?: string;
};

/** Writes an entry of the audit in the transaction of what it tells. */
export async function audit(tx: Db, entry: Audited, now: Date): Promise<void> {
	await tx.auditEntry.create({ data: { ...entry, at: now } });
}

/** An entry as people read it, with the names that those it tells of have now. */
export type AuditLine = { id: string; at: Date; by: string; what: string; about?: string };

/** The entries, latest first; with `before`, those earlier than that entry. */
export async function readAudit(
	db: Db,
	{ most, before }: { most: number; before?: string },
): Promise<AuditLine[]> {
	const rows = await db.auditEntry.findMany({
		orderBy: [{ at: "desc" }, { id: "desc" }],
		take: most,
		...(before ? { cursor: { id: before }, skip: 1 } : {}),
	});
	const names = await namesOf(
		db,
		rows.flatMap(({ by, about }) => [by, about ?? ""]),
	);
	const said = (id: string) => names.get(id) ?? (isRowId(id) ? "somebody whose data was deleted" : id);
	return rows.map(({ id, at, by, what, about }) => ({
		...{ id, at, what, by: said(by) },
		...(about ? { about: said(about) } : {}),
	}));
}

async function namesOf(db: Db, ids: string[]): Promise<Map<string, string>> {
	const people = await db.person.findMany({
		where: { id: { in: ids } },
		include: { agency: true, accounts: { orderBy: { usedAt: "desc" } } },
	});
	const agencies = await db.agency.findMany({ where: { id: { in: ids } } });
	return new Map([
		...people.map(({ id, agency, accounts }) => [id, `${nameOf(accounts)} (${agency.name})`] as const),
		...agencies.map(({ id, name }) => [id, name] as const),
	]);
}

function isRowId(id: string): boolean {
	return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id);
}
