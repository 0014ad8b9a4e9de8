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
