/** Timers, and with them the time: a test drives both by hand. */
export type Timers = {
	/** Milliseconds since 1970. */
	now(): number;
	setTimeout(run: () => void, milliseconds: number): unknown;
	clearTimeout(handle: unknown): void;
};

export const systemTimers: Timers = {
	now: () => Date.now(),
	setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
	clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

export type Alarms = {
	/** Runs something once after so long. Returns what takes that back. */
	in(milliseconds: number, run: () => void): () => void;
	every(milliseconds: number, run: () => void): void;
	/** A promise that rejects after so long unless it is cleared. */
	timeout(milliseconds: number): { after: Promise<never>; clear: () => void };
	/** Takes all back. */
	clear(): void;
};

/** Alarms that can all be taken back at once. */
export function createAlarms(timers: Timers): Alarms {
	const handles = new Set<unknown>();
	const once = (milliseconds: number, run: () => void) => {
		const handle = timers.setTimeout(() => {
			handles.delete(handle);
			run();
		}, milliseconds);
		handles.add(handle);
		return () => {
			timers.clearTimeout(handle);
			handles.delete(handle);
		};
	};
	const every = (milliseconds: number, run: () => void): void => {
		once(milliseconds, () => {
			every(milliseconds, run);
			run();
		});
	};
	return {
		in: once,
		every,
		timeout(milliseconds) {
			const { promise, reject } = Promise.withResolvers<never>();
			promise.catch(() => {});
			return { after: promise, clear: once(milliseconds, () => reject(new Error("It took too long."))) };
		},
		clear() {
			for (const handle of handles) timers.clearTimeout(handle);
			handles.clear();
		},
	};
}
