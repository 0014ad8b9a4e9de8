/**
 * Runs work so many at a time; the rest waits, first come first served. A database's pool lets those who
 * wait too long fail: five hundred presses at once need a queue that does not.
 */
export function createTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
	const waiting: (() => void)[] = [];
	let running = 0;
	return async (work) => {
		if (running >= atOnce) await new Promise<void>((turn) => waiting.push(turn));
		else running++;
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running--;
		}
	};
}

/**
 * Lets what has the same key happen in the order in which it came: each is given a promise that resolves when
 * all before it are over, and that it may leave unwaited for.
 */
export function createOrder(): <T>(key: string, act: (before: Promise<unknown>) => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();
	return (key, act) => {
		const before = last.get(key) ?? Promise.resolve();
		const acting = act(before);
		const over = Promise.allSettled([before, acting]);
		last.set(key, over);
		void over.then(() => last.get(key) === over && last.delete(key));
		return acting;
	};
}
