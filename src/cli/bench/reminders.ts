import type { Log } from "#chat/log.ts";
import { say } from "#delivery/ledger.ts";
import { noticeMessage } from "#seminars/reminders/noticeMessage.ts";
import { planDue } from "#seminars/reminders/planner.ts";
import { replanAll } from "#seminars/reminders/replan.ts";
import { readSchedule, type Schedule } from "#seminars/reminders/schedule.ts";
import { migrate } from "#storage/migrate.ts";
import { type Client, openStorage } from "#storage/open.ts";
import { startPostgres } from "./postgres.ts";

/** How long the reminders of a nation take to write, beside a loop of one query a booking. */
export type Reminders = {
	bookings: number;
	planMs: number;
	/** What a loop would take for all, from a tenth of them. */
	loopMs: number;
	/** How many times as long the loop takes. */
	ratio: number;
	/** The most memory of the process while it planned. */
	rssMb: number;
};

const bookingsEach = 120;
/** The loop does so much less, and is taken so many times: it would last many minutes. */
const loopShare = 10;
const before = new Date("2026-05-01T09:00:00Z");
const due = new Date("2026-05-13T09:00:30Z");
const names = { theme: (id: string) => id, agency: (id: string) => id };

/**
 * Writes the reminders of 960 seminars with 120 bookings each, all due in the same hour, into ledger and
 * queue on a PostgreSQL of its own; then a tenth as many again one by one.
 */
export async function reminders({ seminars = 960 }: { seminars?: number } = {}): Promise<Reminders> {
	const postgres = await startPostgres({ durable: true });
	try {
		const storage = await openStorage({ databaseUrl: await postgres.newDatabase() });
		try {
			await migrate(storage);
			return await measure(storage.db, seminars);
		} finally {
			await storage.close();
		}
	} finally {
		await postgres.stop();
	}
}

async function measure(db: Client, seminars: number): Promise<Reminders> {
	const bookings = seminars * bookingsEach;
	await writeNation(db, seminars);
	const schedule = readSchedule({
		...{ reminders: "-1d 10:00", channels: "", followUp: "", quiet: "20:00-08:00" },
	}) as Schedule;
	await replanAll(db, schedule, before);
	const memory = watchMemory();
	const planMs = await timed(() =>
		planDue(
			{ db, say, schedule, log, messageOf: (notice, seminar) => noticeMessage(notice, seminar, names) },
			due,
		),
	);
	const rssMb = memory.stop();
	const written = await db.delivery.count();
	if (written !== bookings) throw new Error(`${written} reminders were written, not ${bookings}.`);
	const loopMs = loopShare * (await timed(() => oneByOne(db, bookings / loopShare)));
	return { bookings, planMs, loopMs, ratio: Math.round((loopMs / planMs) * 10) / 10, rssMb };
}

/** Agencies, people with their direct places, seminars that start within one hour, and a place for each person. */
async function writeNation(db: Client, seminars: number): Promise<void> {
	await db.$executeRaw`
		INSERT INTO "Agency" ("id", "name", "sector", "createdAt")
		SELECT 'a' || n, 'Agency ' || n, 'police', ${before} FROM generate_series(0, 319) n`;
	await db.$executeRaw`
		INSERT INTO "Workspace" ("platform", "id", "agencyId", "state")
		SELECT 'teams', 'w' || n, 'a' || n, 'joined' FROM generate_series(0, 319) n`;
	await db.$executeRaw`
		INSERT INTO "Seminar" ("id", "title", "startsAt", "endsAt", "venue", "capacity", "sessions", "state", "dayCode",
			"createdAt", "changedAt")
		SELECT 's' || n, 'Seminar ' || n, start, start + interval '3 hours', 'Town Hall', ${bookingsEach}::int, '[]', 'open',
			'ACDE', ${before}, ${before}
		FROM generate_series(0, ${seminars - 1}::int) n, LATERAL (
			SELECT timestamp '2026-05-14 08:30:00' + make_interval(mins => n % 60) AS start) at`;
	const people = seminars * bookingsEach - 1;
	await db.$executeRaw`
		INSERT INTO "Person" ("id", "agencyId", "createdAt")
		SELECT 'p' || n, 'a' || n % 320, ${before} FROM generate_series(0, ${people}::int) n`;
	await db.$executeRaw`
		INSERT INTO "Account" ("platform", "workspaceId", "userId", "personId", "name", "direct", "directKey", "usedAt")
		SELECT 'teams', 'w' || n % 320, 'u' || n, 'p' || n, 'Name', jsonb_build_object('platform', 'teams', 'workspace',
			'w' || n % 320, 'key', 'direct ' || n, 'address', repeat('x', 200), 'kind', 'direct'), 'direct ' || n, ${before}
		FROM generate_series(0, ${people}::int) n`;
	await db.$executeRaw`
		INSERT INTO "SeminarBooking" ("id", "seminarId", "agencyId", "personId", "state", "arrival", "since")
		SELECT 'b' || n, 's' || n / ${bookingsEach}::int, 'a' || n % 320, 'p' || n, 'booked', n, ${before}
		FROM generate_series(0, ${people}::int) n`;
	await db.$executeRaw`ANALYZE`;
}

/** The plain way: a query for each booking, which finds where its person is reached and writes the row. */
async function oneByOne(db: Client, count: number): Promise<void> {
	const bookings = await db.seminarBooking.findMany({
		orderBy: { id: "asc" },
		take: count,
		select: { personId: true, seminarId: true },
	});
	for (const { personId, seminarId } of bookings)
		await db.$executeRaw`
			INSERT INTO "Delivery" ("id", "key", "lane", "platform", "workspace", "placeKey", "placeKind", "address", "said",
				"dueAt", "createdAt")
			SELECT gen_random_uuid()::text, 'loop:' || ${seminarId} || ':' || "personId", 'announcement', "platform",
				"workspaceId", "directKey", 'direct', "direct" ->> 'address', '{"summary": "Reminder", "blocks": []}', now(),
				${due}
			FROM "Account" WHERE "personId" = ${personId} ORDER BY "usedAt" DESC LIMIT 1`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const from = performance.now();
	await work();
	return Math.round(performance.now() - from);
}

/** The most memory that the process has from now until it is stopped, in megabytes. */
function watchMemory(): { stop(): number } {
	let most = 0;
	const look = () => {
		most = Math.max(most, process.memoryUsage().rss);
	};
	const timer = setInterval(look, 20);
	return {
		stop() {
			clearInterval(timer);
			look();
			return Math.round(most / 1e6);
		},
	};
}

const log: Log = {
	info() {},
	warn: (fields, text) => console.error(text, fields),
	error: (fields, text) => console.error(text, fields),
};
