import type { BroadcastState, DeliveryAct, DeliveryState } from "#generated/client.ts";
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

export type Progress = Counts & {
	state: BroadcastState;
	/** How far the corrections of what was sent are; a recall counts as one. */
	corrections: Counts;
};

/** How far a broadcast is. */
export async function progress(db: Db, group: string): Promise<Progress> {
	const [broadcast, counted, reasons] = await Promise.all([
		db.broadcast.findUnique({ where: { group } }),
		db.delivery.groupBy({ by: ["act", "state"], where: { group }, _count: true }),
		db.delivery.groupBy({ by: ["act", "reason"], where: { group, state: "failed" }, _count: true }),
	]);
	const countsOf = (act: DeliveryAct): Counts => {
		const count = (state: DeliveryState) =>
			counted.find((one) => one.act === act && one.state === state)?._count ?? 0;
		const failed = reasons
			.filter((one) => one.act === act)
			.map(({ reason, _count }) => ({ reason: reason ?? "", count: _count }))
			.sort((a, b) => b.count - a.count);
		return {
			queued: count("queued"),
			sent: count("sent"),
			unsure: count("unsure"),
			withdrawn: count("withdrawn"),
			failed,
		};
	};
	return {
		state: broadcast?.state ?? "running",
		...countsOf("post"),
		corrections: countsOf("update"),
	};
}
