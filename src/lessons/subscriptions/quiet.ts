import { putOff } from "#delivery/broadcasts/control.ts";
import { sendAgain } from "#delivery/broadcasts/held.ts";
import { matching, type Which } from "#delivery/broadcasts/which.ts";
import type { Db } from "#storage/open.ts";
import { awake, readQuiet } from "../wording/localTime.ts";

/** Has what would now go out to subscriptions wait for the end of their quiet hours. Resolves with how many wait. */
export async function keepQuiet(tx: Db, which: Which, now: Date): Promise<number> {
	const queued = await tx.$queryRaw<{ key: string; quiet: string }[]>`
		SELECT d."key", s."quiet" FROM "Delivery" d JOIN "Subscription" s ON s."id" = split_part(d."key", ':', 3)
		WHERE ${matching(which)} AND d."act" = 'post' AND d."state" = 'queued'`;
	let waiting = 0;
	for (const [quiet, some] of Map.groupBy(queued, (each) => each.quiet)) {
		const until = awake(now, readQuiet(quiet) ?? { from: 0, to: 0 });
		if (until > now) waiting += await putOff(tx, { keys: some.map(({ key }) => key) }, until);
	}
	return waiting;
}

/** Sends again what is held, in quiet hours of its place at their end; and says so. */
export async function sendAgainTo(
	tx: Db,
	name: string,
	{ id, by, now }: { id: string; by: string; now: Date },
): Promise<string> {
	const which = { ids: [id] };
	await sendAgain(tx, which, by);
	const waits = (await keepQuiet(tx, which, now)) > 0;
	return `It is sent again to ${name}${waits ? " when the quiet hours there end" : ""}.`;
}
