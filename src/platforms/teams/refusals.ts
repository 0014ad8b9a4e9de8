import type { Log } from "#chat/log.ts";

const betweenMs = 60_000;

/** Reports requests that were refused. Anybody can make those, so one line a minute says how many there were. */
export function createRefusals(log: Log, now: () => Date): (why: string) => void {
	let requests = 0;
	let silentUntil = Number.NEGATIVE_INFINITY;
	return (why) => {
		requests++;
		const at = now().getTime();
		if (at < silentUntil) return;
		log.warn({ requests, why }, "Requests to the Teams endpoint were refused");
		requests = 0;
		silentUntil = at + betweenMs;
	};
}
