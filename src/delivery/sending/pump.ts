import type { Taken } from "./claim.ts";
import type { Claimed } from "./claimed.ts";

export type Pump = {
	start(): void;
	stop(): Promise<void>;
	/** Looks again for work. */
	wake(): void;
	/** Resolves when nothing runs and a look that began after the call found nothing to do and nothing held back. */
	idle(): Promise<void>;
};

/** Takes what may go and runs it, so many at once, then waits to be woken or for the time that it was told. */
export function createPump(work: {
	concurrency: number;
	take: (free: number) => Promise<Taken>;
	run: (claimed: Claimed) => Promise<void>;
	/** Milliseconds since 1970. */
	now: () => number;
	/** Calls back after so long, unless it is cleared. */
	wakeIn: (milliseconds: number, wake: () => void) => () => void;
	/** A rest of so many milliseconds between two looks, in which more comes together. */
	rest: (milliseconds: number) => Promise<void>;
	onFault: (error: unknown) => void;
}): Pump {
	const running = new Set<Promise<void>>();
	let waiters: (() => void)[] = [];
	let bell = Promise.withResolvers<void>();
	let stopped = false;
	let loop: Promise<void> | undefined;
	let deferredUntil = 0;
	let rested = true;

	const wake = () => bell.resolve();
	const begin = (claimed: Claimed) => {
		const one = work.run(claimed).catch(work.onFault);
		running.add(one);
		void one.then(() => {
			running.delete(one);
			wake();
		});
	};
	const look = async (free: number): Promise<Taken | undefined> => {
		try {
			return await work.take(free);
		} catch (error) {
			work.onFault(error);
			return undefined;
		}
	};
	const turn = async () => {
		bell = Promise.withResolvers();
		const waiting = waiters;
		const free = work.concurrency - running.size;
		const taken = free > 0 ? await look(free) : { claimed: [], paced: true, deferredMs: 0 };
		for (const claimed of taken?.claimed ?? []) begin(claimed);
		if (taken) deferredUntil = Math.max(deferredUntil, work.now() + taken.deferredMs);
		if (taken && !taken.paced && running.size === 0 && work.now() >= deferredUntil) {
			waiters = waiters.filter((waiter) => !waiting.includes(waiter));
			for (const waiter of waiting) waiter();
		}
		const againMs = taken ? taken.againMs : faultMs;
		const clear = againMs === undefined ? undefined : work.wakeIn(againMs, wake);
		const lookedAt = performance.now();
		await bell.promise;
		clear?.();
		// What comes after a while of quiet, or after a look that found nothing to do and nothing in hand, does not
		// wait for more, though not twice in a row; where all hands were full, it was not quiet.
		const quiet = rested && taken?.claimed.length === 0 && !taken.paced && running.size === 0;
		const restMs = free > 0 ? betweenMs - (performance.now() - lookedAt) : betweenMs;
		rested = !quiet || restMs <= 0;
		if (!stopped && !quiet && restMs > 0) await work.rest(restMs);
	};
	return {
		start() {
			loop = (async () => {
				while (!stopped) await turn();
			})();
		},
		async stop() {
			stopped = true;
			wake();
			await loop;
			await Promise.all(running);
			for (const waiter of waiters) waiter();
		},
		wake,
		idle: () =>
			new Promise((resolve) => {
				if (stopped) return resolve();
				waiters = [...waiters, resolve];
				wake();
			}),
	};
}

/** How long there is between two looks, at the least. */
const betweenMs = 8;
/** How long it waits after a look that failed. */
const faultMs = 500;
