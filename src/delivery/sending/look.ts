import { randomUUID } from "node:crypto";
import { fault, type Log } from "#chat/log.ts";
import type { Place } from "#chat/platform.ts";
import type { Db, Storage } from "#storage/open.ts";
import { placeOf } from "./attempt.ts";
import { claim, type Taken } from "./claim.ts";
import type { Claimed } from "./claimed.ts";
import type { Rates } from "./rates.ts";
import type { Ending, Settle } from "./settle.ts";

/** Those of the places that may be written to: not those whose person asked not to be, nor of an agency that is not let in. */
export type MayReach = (db: Db, places: Place[]) => Promise<Place[]>;

// So much time is kept for replies.
const forReplies = 16;
const askAgainMs = 20_000;
const optedOut = "They asked not to be written to, or their agency is not let in at present.";

/** A worker's looks for work: each takes up what may go now, for as many as there is time for. */
export function createLook(options: {
	storage: Storage;
	rates: Rates;
	claimSeconds: number;
	mayReach: MayReach;
	settle: Settle;
	at: () => Date | undefined;
	log: Log;
}): (free: number) => Promise<Taken> {
	const { storage, rates, claimSeconds, mayReach, settle, at, log } = options;
	const lost = new Set<string>();
	const memory = { waiting: [], readAt: Number.NEGATIVE_INFINITY };

	const leave = (claimed: Claimed[], ones: Claimed[], ending: Ending): Claimed[] => {
		for (const one of ones) void settle(one, ending);
		return claimed.filter((one) => !ones.includes(one));
	};
	/** Whoever asked not to be written to is not written to, and where that cannot be known it waits. */
	const withoutOptedOut = async (claimed: Claimed[]): Promise<Claimed[]> => {
		const asked = claimed.filter(
			({ act, lane, since }) => act === "post" && lane === "announcement" && !since,
		);
		if (asked.length === 0) return claimed;
		try {
			const reached = new Set((await mayReach(storage.db, asked.map(placeOf))).map(({ key }) => key));
			const out = asked.filter(({ placeKey }) => !reached.has(placeKey));
			return leave(claimed, out, { state: "withdrawn", reason: optedOut });
		} catch (error) {
			log.error(fault(error), "It could not be asked who may be written to");
			return leave(claimed, asked, { state: "queued", unsent: true, againMs: askAgainMs });
		}
	};
	return async (free) => {
		const mine = randomUUID();
		const giving = [...lost];
		// Until the answer is there it is lost: what it took would otherwise count as perhaps sent.
		lost.add(mine);
		const taken = await claim(storage, {
			...{ rates, claim: mine, lost: giving, seconds: claimSeconds, memory, at: at() },
			free: { all: free, announcements: Math.max(0, free - forReplies) },
		});
		for (const one of [mine, ...giving]) lost.delete(one);
		return { ...taken, claimed: await withoutOptedOut(taken.claimed) };
	};
}
