import { fault } from "#chat/log.ts";
import type { Message } from "#chat/message.ts";
import type { Db } from "#storage/open.ts";
import { type AttemptContext, attempt } from "./attempt.ts";
import type { Claimed } from "./claimed.ts";
import type { Ending } from "./settle.ts";
import { createStagger } from "./stagger.ts";
import type { Alarms } from "./timers.ts";

const againMs = 5_000;

/**
 * Brings what was taken up to its end: at its moment, with the message that it may share with others. What
 * was not begun in time, because the process stood still, or whose message cannot be read, is left to
 * whoever is next. Never rejects.
 */
export function createBegin(options: {
	context: AttemptContext;
	db: Db;
	alarms: Alarms;
	/** What was taken longer ago is not begun. */
	staleMs: number;
}): (claimed: Claimed) => Promise<Ending> {
	const { context, alarms, staleMs } = options;
	const shared = createShared(options.db);
	const turn = createStagger(atOnce);
	return async (claimed) => {
		const unbegun: Ending = { state: claimed.state, reason: claimed.reason ?? undefined, againMs: 0 };
		unbegun.unsent = claimed.since === null;
		let message: Message | null;
		try {
			message = claimed.said ?? (await shared(claimed.shared));
		} catch (error) {
			context.log.error({ delivery: claimed.id, ...fault(error) }, "What is to be said could not be read");
			return { ...unbegun, againMs };
		}
		const waitMs = claimed.goAt - performance.now();
		if (waitMs > 0) await new Promise<void>((go) => alarms.in(Math.ceil(waitMs), go));
		await turn(claimed.lane);
		if (performance.now() - claimed.takenAt > staleMs) return unbegun;
		return attempt(context, claimed, message);
	};
}

// More make better use of a turn, fewer let a reply pass sooner.
const atOnce = 8;
const kept = 50;

/** Reads the messages that many deliveries share, and keeps the last few: they never change. */
function createShared(db: Db): (id: string | null) => Promise<Message | null> {
	const last = new Map<string, Promise<Message | null>>();
	const read = async (id: string) => {
		const found = await db.sharedMessage.findUnique({ where: { id } });
		return (found?.said ?? null) as Message | null;
	};
	return (id) => {
		if (id === null) return Promise.resolve(null);
		const known = last.get(id);
		if (known) return known;
		const reading = read(id);
		reading.catch(() => last.delete(id));
		last.set(id, reading);
		const [oldest] = last.keys();
		if (last.size > kept && oldest !== undefined) last.delete(oldest);
		return reading;
	};
}
