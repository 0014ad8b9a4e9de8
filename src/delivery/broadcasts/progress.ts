import type { BroadcastState, DeliveryState } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";

/** How far something is. */
export type Counts = {
	queued: number;
	sent: number;
	/** Nobody can tell whether they arrived. */
	unsure: number;
	withdrawn: number;
	failed: { reason: string; count: number }[];
};

export type Progress = Counts & { state: BroadcastState };

/** How far a broadcast is. */
export async function progress(db: Db, group: string): Promise<Progress> {
	const where = { group, act: "post" as const };
	const [broadcast, counted, reasons] = await Promise.all([
		db.broadcast.findUnique({ where: { group } }),
		db.delivery.groupBy({ by: ["state"], where, _count: true }),
		db.delivery.groupBy({ by: ["reason"], where: { ...where, state: "failed" }, _count: true }),
	]);
	const count = (state: DeliveryState) => counted.find((one) => one.state === state)?._count ?? 0;
	return {
		state: broadcast?.state ?? "running",
		queued: count("queued"),
		sent: count("sent"),
		unsure: count("unsure"),
		withdrawn: count("withdrawn"),
		failed: reasons
			.map(({ reason, _count }) => ({ reason: reason ?? "", count: _count }))
			.sort((a, b) => b.count - a.count),
	};
}

/** How a copy stands that is being changed in place; a recall is a change too. */
export type Change = {
	/** Id and key of the copy. */
	id: string;
	key: string;
	platform: string;
	workspace: string;
	placeKind: string;
	state: "queued" | "sent" | "failed";
	/** Why it failed, in words. */
	reason: string | null;
};

/**
 * The copies in these broadcasts that versions beginning so change, each with how the last such change stands. One
 * that was made since counts as well: it brought the newest text with it.
 */
export async function changes(db: Db, groups: string[], version: string): Promise<Change[]> {
	return db.$queryRaw<Change[]>`
		SELECT DISTINCT ON (d."id") d."id", d."key", d."platform", d."workspace", d."placeKind",
			u."state"::text AS "state", u."reason"
		FROM "Delivery" u JOIN "Delivery" d ON d."id" = u."original"
		WHERE u."group" = ANY(${groups}::text[]) AND u."act" = 'update' AND u."state" <> 'withdrawn'
			AND u."sequence" >= (SELECT max(v."sequence") FROM "Delivery" v
				WHERE v."original" = d."id" AND starts_with(v."key", ${`correction:${version}`}))
		ORDER BY d."id", u."state" = 'sent' DESC, u."sequence" DESC`;
}
