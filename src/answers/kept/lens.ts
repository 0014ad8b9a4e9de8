import type { Db } from "#storage/open.ts";

/** The role that a person said they have, if they did. */
export async function lensOf(db: Db, person: string | undefined): Promise<string | undefined> {
	if (!person) return undefined;
	return (await db.lens.findUnique({ where: { personId: person } }))?.role;
}

/** Keeps a person's role, or with undefined forgets it. Resolves whether there was one before. */
export async function keepLens(tx: Db, person: string, role: string | undefined): Promise<boolean> {
	if (!role) return (await tx.lens.deleteMany({ where: { personId: person } })).count > 0;
	const before = await tx.lens.findUnique({ where: { personId: person } });
	await tx.lens.upsert({ where: { personId: person }, create: { personId: person, role }, update: { role } });
	return before !== null;
}
