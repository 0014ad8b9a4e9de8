import { randomBytes } from "node:crypto";
import { fromPrisma, type PgBoss } from "pg-boss";
import type { Message } from "#chat/message.ts";
import type { Place } from "#chat/platform.ts";
import type { Db } from "#storage/open.ts";

/** Something to say somewhere. */
export type ToSay = {
	/** Names recipient and purpose, such as "reply:<event>:0". Said once, however often it is asked for. */
	key: string;
	place: Place;
	message: Message;
	/** Ids of the passages that the message cites. */
	cites: string[];
};

/** The queue, and the channel that wakes its workers. */
export const queueName = "deliveries";

/** What writing to the queue takes: a started pg-boss. */
export type Queue = Pick<PgBoss, "insert">;

/**
 * Writes ledger rows and their jobs in the transaction `tx`: said when it commits, and not otherwise.
 * In one place they are said in the order given. A key that is there already writes nothing.
 */
export async function say(tx: Db, deliveries: ToSay[], now: Date, queue: Queue): Promise<void> {
	if (deliveries.length === 0) return;
	const written = await tx.delivery.createManyAndReturn({
		data: deliveries.map(({ key, place, message, cites }) => ({
			id: timeOrderedId(now),
			key,
			platform: place.platform,
			workspace: place.workspace,
			placeKey: place.key,
			placeKind: place.kind,
			address: place.address,
			said: message,
			cites,
			createdAt: now,
		})),
		skipDuplicates: true,
		select: { id: true, placeKey: true },
	});
	if (written.length === 0) return;
	const jobs = written.map(({ id, placeKey }) => ({ id, singletonKey: placeKey, data: {} }));
	await queue.insert(queueName, jobs, { db: fromPrisma(tx) });
	await tx.$executeRaw`SELECT pg_notify(${queueName}, '')`;
}

const last = { ms: 0, count: 0 };

/**
 * A UUID of version 7 that is greater than every one given before in this process. The queue orders
 * the jobs of one place by time and then by id, and those of one transaction have the same time.
 */
function timeOrderedId(now: Date): string {
	if (now.getTime() > last.ms) Object.assign(last, { ms: now.getTime(), count: 0 });
	else if (++last.count > 0xfff) Object.assign(last, { ms: last.ms + 1, count: 0 });
	const time = last.ms.toString(16).padStart(12, "0");
	const random = randomBytes(8);
	random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
	const tail = random.toString("hex");
	const count = last.count.toString(16).padStart(3, "0");
	return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
