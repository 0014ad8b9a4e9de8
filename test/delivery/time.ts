import type { Timers } from "#delivery/sending/timers.ts";

/** A time that stands still until the test lets it pass. */
export type Time = Timers & {
	/** Lets so many milliseconds pass; what is due meanwhile runs in order. */
	tick(milliseconds: number): void;
};

/** A time that begins at the date given. */
export function createTime(start: Date): Time {
	let now = start.getTime();
	let count = 0;
	const waiting = new Map<number, { at: number; run: () => void }>();
	return {
		now: () => now,
		setTimeout(run, milliseconds) {
			waiting.set(++count, { at: now + milliseconds, run });
			return count;
		},
		clearTimeout: (handle) => void waiting.delete(handle as number),
		tick(milliseconds) {
			const until = now + milliseconds;
			const next = () =>
				[...waiting].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
			for (let due = next(); due; due = next()) {
				const [handle, { at, run }] = due;
				waiting.delete(handle);
				now = Math.max(now, at);
				run();
			}
			now = until;
		},
	};
}
