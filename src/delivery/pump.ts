import type { Claim } from "./attempt.ts";

export type Pump = {
	start(): void;
	stop(): Promise<void>;
	/** Looks again for work. */
	wake(): void;
	/** Resolves when nothing runs and a look that began after the call found nothing. */
	idle(): Promise<void>;
};

/** Fetches and runs, so many at once, until nothing is left, then waits to be woken. */
export function createPump(work: {
	concurrency: number;
	fetch: (count: number) => Promise<Claim[]>;
	run: (claim: Claim) => Promise<void>;
	onFault: (error: unknown) => void;
}): Pump {
	const running = new Set<Promise<void>>();
	let waiters: (() => void)[] = [];
	let bell = Promise.withResolvers<void>();
	let stopped = false;
	let loop: Promise<void> | undefined;

	const wake = () => bell.resolve();
	const take = (claim: Claim) => {
		const one = work.run(claim).catch(work.onFault);
		running.add(one);
		void one.then(() => {
			running.delete(one);
			wake();
		});
	};
	const turn = async () => {
		bell = Promise.withResolvers();
		const waiting = waiters;
		const free = work.concurrency - running.size;
		const claims = free > 0 ? await work.fetch(free).catch((error) => void work.onFault(error)) : [];
		for (const claim of claims ?? []) take(claim);
		if (claims?.length === 0 && running.size === 0) {
			waiters = waiters.filter((waiter) => !waiting.includes(waiter));
			for (const waiter of waiting) waiter();
		}
		if (claims?.length !== free || free === 0) await bell.promise;
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
