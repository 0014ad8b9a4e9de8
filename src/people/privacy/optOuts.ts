import type { Db } from "#storage/open.ts";

/** What somebody can be spared: reminders, questionnaires, or everything that is sent unasked. */
export type From = "reminders" | "questionnaires" | "all";

/** Sends a person no more of this. */
export async function stop(tx: Db, personId: string, from: From, now: Date): Promise<void> {
	await tx.optOut.createMany({ data: { personId, from, since: now }, skipDuplicates: true });
}

/**
 * Sends it again; everything, where nothing is named. Returns what had been stopped. Where everything is
 * stopped, one thing alone cannot be sent again, and nothing is changed.
 */
export async function startAgain(tx: Db, personId: string, from: From): Promise<From[] | "all is stopped"> {
	if (from !== "all" && (await stopped(tx, personId)).includes("all")) return "all is stopped";
	const where = { personId, ...(from === "all" ? {} : { from }) };
	const ended = await tx.optOut.findMany({ where });
	await tx.optOut.deleteMany({ where });
	return ended.map((each) => each.from);
}

/** What a person has stopped. */
export async function stopped(db: Db, personId: string): Promise<From[]> {
	const rows = await db.optOut.findMany({ where: { personId }, orderBy: { from: "asc" } });
	return rows.map(({ from }) => from);
}
