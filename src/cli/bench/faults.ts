import { setTimeout } from "node:timers/promises";
import { sentence } from "#chat/plain.ts";
import { announce } from "#delivery/broadcasts/announce.ts";
import { held } from "#delivery/broadcasts/held.ts";
import { say } from "#delivery/ledger.ts";
import type { Rates } from "#delivery/sending/rates.ts";
import type { Patience } from "#delivery/worker.ts";
import type { Prisma } from "#generated/client.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { type FarEnd, startFarEnd, type Treatment } from "./fleet/farEnd.ts";
import { type Part, places, writePlaces } from "./fleet/nation.ts";
import type { Step } from "./fleet/replica.ts";
import { type Replica, startReplica } from "./fleet/replicas.ts";
import { createTroubles, randomFrom } from "./fleet/troubles.ts";
import { startPostgres } from "./postgres.ts";

export type Faults = {
	deliveries: number;
	channels: number;
	replicas: number;
	/** Not seen by anybody, and not said to be unsure. */
	lost: number;
	/** Seen more than once. */
	duplicated: number;
	/** Neither sent nor given up nor held, when nothing goes wrong any more. */
	stuck: number;
	unsure: number;
	/** Of those, shown to whoever is to decide. */
	unsureListed: number;
	kills: number;
};

type Size = { channels: number; each: number; rounds: number; restarts: number; everyMs: number };

const long: Size = { channels: 200, each: 100, rounds: 30, restarts: 4, everyMs: 4_000 };
const short: Size = { channels: 100, each: 6, rounds: 5, restarts: 1, everyMs: 1_000 };

// The campaign is about what becomes of deliveries, not about how fast they may go.
const rates: Rates = {
	slack: { conversation: [], workspace: [{ most: 1000, seconds: 1 }] },
	teams: { conversation: [], workspace: [{ most: 1000, seconds: 1 }] },
	terminal: { conversation: [], workspace: [] },
};
const patience: Patience = { sendSeconds: 4, claimSeconds: 12 };
const timeoutMs = 2_000;

/** Where a replica is killed: two steps of its own, and two of the far end. */
type Death = Step | "arriving" | "accepted" | "anywhere";
const deaths: Death[] = ["claimed", "arriving", "accepted", "answered", "anywhere"];

/**
 * Sends through everything that may go wrong: throttling, errors before and after a post is accepted,
 * silence, database restarts, clocks that jump, and replicas killed in the midst of each step. Then lets
 * all settle and compares what people see with what the ledger says.
 */
export async function faults(
	options: { short?: boolean; seed?: number; report?: (line: string) => void } = {},
): Promise<Faults> {
	const size = options.short ? short : long;
	const random = randomFrom(options.seed ?? 1);
	const report = options.report ?? (() => {});
	const postgres = await startPostgres({ durable: true });
	const troubles = createTroubles(random);
	let calm = false;
	let stand: { death: Death; reached: () => void } | undefined;
	const farEnd = await startFarEnd((asked): Treatment => {
		if (stand && (stand.death === "arriving" || stand.death === "accepted")) {
			stand.reached();
			const accepted = stand.death === "accepted";
			stand = undefined;
			return { kind: "hang", accepted };
		}
		return calm ? { kind: "accept" } : troubles(asked);
	});
	const databaseUrl = await postgres.newDatabase();
	const storage = await openStorage({ databaseUrl });
	await migrate(storage);
	const parts: Part[] = (["slack", "teams"] as const).map((platform) => ({
		...{ platform, workspaces: 10, channels: size.channels / 2 },
	}));
	const recipients = await writePlaces(
		storage.db,
		parts.flatMap((part) => places(part, farEnd.teamsUrl)),
		size.each,
	);
	const start = () => startReplica({ databaseUrl, slackUrl: farEnd.slackUrl, rates, patience, timeoutMs });
	const replicas = await Promise.all([start(), start()]);
	const replying = keepReplying(storage, parts, farEnd);
	const planning = persist(() => plan(storage, recipients, size.each));
	let kills = 0;
	for (let round = 0; round < size.rounds; round++) {
		await setTimeout(size.everyMs * (0.5 + random()));
		if (round % Math.ceil(size.rounds / size.restarts) === 1) await postgres.restart();
		for (const replica of replicas) replica.tell({ jumpMs: (random() - 0.5) * 6 * 3_600_000 });
		const at = round % replicas.length;
		const death = deaths[round % deaths.length] ?? "anywhere";
		await killAt(replicas[at] as Replica, death, (given) => {
			stand = given;
		});
		kills++;
		report(`killed a replica: ${death}`);
		replicas[at] = await persist(start);
	}
	await planning;
	calm = true;
	const replies = await replying.stop();
	await untilSettled(storage, report);
	const counted = await count(storage, farEnd);
	for (const replica of replicas) await replica.kill();
	await storage.close();
	await farEnd.stop();
	await postgres.stop();
	report(`${replies} of the deliveries were replies`);
	return { ...counted, channels: size.channels, replicas: replicas.length, kills };
}

/** Kills a replica as it takes the step, or after a second in which it did not. */
async function killAt(
	replica: Replica,
	death: Death,
	standStill: (given: { death: Death; reached: () => void }) => void,
): Promise<void> {
	const there = Promise.withResolvers<void>();
	if (death === "claimed" || death === "answered") {
		replica.tell({ standStillAt: death });
		replica.reached(death).then(there.resolve, there.resolve);
	} else if (death === "anywhere") there.resolve();
	else standStill({ death, reached: there.resolve });
	await Promise.race([there.promise, setTimeout(1_000)]);
	await replica.kill();
}

async function plan({ db }: Storage, recipients: Prisma.Sql, each: number): Promise<void> {
	const messages = Object.fromEntries(
		Array.from({ length: each }, (_, at) => [`${at + 1}`, sentence(`~${at + 1}~ A lesson.`)]),
	);
	await announce(db, { key: "lesson", messages, recipients, cites: [] }, new Date());
}

/** Has people ask all the while. Stopping it resolves with how many replies that made. */
function keepReplying(storage: Storage, parts: Part[], farEnd: FarEnd) {
	const where = parts.flatMap((part) => places(part, farEnd.teamsUrl));
	let stopped = false;
	let count = 0;
	const replying = (async () => {
		while (!stopped) {
			const place = where[(++count * 37) % where.length];
			if (!place) break;
			const reply = { key: `ask:${count}`, place, message: sentence(`~r${count}~ An answer.`), cites: [] };
			await persist(() => storage.db.$transaction((tx) => say(tx, [reply], new Date())));
			await setTimeout(200);
		}
	})();
	return {
		async stop(): Promise<number> {
			stopped = true;
			await replying;
			return count;
		},
	};
}

/** Does it until it works: what is done twice is written once. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
	for (;;) {
		try {
			return await work();
		} catch {
			await setTimeout(250);
		}
	}
}

const settleForMs = 180_000;

/** Resolves when nothing is to be done any more, or when that has taken too long. */
async function untilSettled({ db }: Storage, report: (line: string) => void): Promise<void> {
	const until = performance.now() + settleForMs;
	for (let open = 1; open > 0 && performance.now() < until; ) {
		await setTimeout(1_000);
		open = await persist(() => db.delivery.count({ where: { dueAt: { not: null } } }));
		report(`${open} on their way`);
	}
}

/** Compares what the ledger says with what people see. */
async function count(
	{ db }: Storage,
	{ seen }: FarEnd,
): Promise<Pick<Faults, "deliveries" | "lost" | "duplicated" | "stuck" | "unsure" | "unsureListed">> {
	const rows = await db.delivery.findMany({
		// What tells somebody that a reply may be lost says the same each time: it cannot be told apart when seen.
		where: { NOT: { key: { startsWith: "unsure:" } } },
		select: {
			id: true,
			key: true,
			conversation: true,
			state: true,
			shared: true,
			dueAt: true,
			address: true,
		},
	});
	const times = new Map<string, number>();
	for (const { conversation, mark } of seen)
		times.set(`${conversation} ${mark}`, (times.get(`${conversation} ${mark}`) ?? 0) + 1);
	const seenOf = (row: (typeof rows)[number]) => {
		const { channel, conversationId } = JSON.parse(row.address) as Record<string, string>;
		const mark = row.shared?.replace("lesson:", "") ?? `r${row.key.replace("ask:", "")}`;
		return times.get(`${channel ?? conversationId} ${mark}`) ?? 0;
	};
	const listed = new Set((await held(db)).map(({ id }) => id));
	const unsure = rows.filter(({ state }) => state === "unsure");
	return {
		deliveries: rows.length,
		lost: rows.filter((row) => row.state !== "unsure" && row.dueAt === null && seenOf(row) === 0).length,
		duplicated: rows.filter((row) => seenOf(row) > 1).length,
		stuck: rows.filter(({ dueAt }) => dueAt !== null).length,
		unsure: unsure.length,
		unsureListed: unsure.filter(({ id }) => listed.has(id)).length,
	};
}
