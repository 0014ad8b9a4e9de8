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

/**
 * An entry as people read it, with the names that those it tells of have now: also of whoever has become
 * one with another since. What it was done to is left out where it has no name here, such as a lesson.
 */
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
	const ids = rows.flatMap(({ by, about }) => [by, about ?? ""]);
	const heirs = await heirsOf(db, ids);
	const names = await namesOf(db, [...ids, ...heirs.values()]);
	const named = (id: string) => names.get(heirs.get(id) ?? id) ?? (isRowId(id) ? undefined : id);
	return rows.map(({ id, at, by, what, about }) => {
		const whom = about && (named(about) ?? (isDoneToPeople(what) ? deleted : undefined));
		return { id, at, what, by: named(by) ?? deleted, ...(whom ? { about: whom } : {}) };
	});
}

const deleted = "somebody whose data was deleted";

function isDoneToPeople(what: string): boolean {
	return /^(?:role|accounts|data) /.test(what);
}

/** Those of the ids whose person became one with another, with the id that is theirs since. */
async function heirsOf(db: Db, ids: string[]): Promise<Map<string, string>> {
	const linked = await db.auditEntry.findMany({
		where: { what: "accounts linked", about: { in: ids } },
		select: { by: true, about: true },
	});
	if (linked.length === 0) return new Map();
	const heirs = await heirsOf(
		db,
		linked.map(({ by }) => by),
	);
	return new Map(linked.map(({ by, about }) => [about ?? "", heirs.get(by) ?? by]));
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
