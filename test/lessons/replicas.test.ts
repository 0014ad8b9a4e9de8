import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "#chat/caller.ts";
import type { Incoming, Place } from "#chat/platform.ts";
import { say } from "#delivery/ledger.ts";
import { screen } from "#guard/screen.ts";
import { createLibrary } from "#knowledge/library.ts";
import { createLessons } from "#lessons/lessons.ts";
import { createPeople } from "#people/people.ts";
import { migrate } from "#storage/migrate.ts";
import { type Client, openStorage, type Storage } from "#storage/open.ts";
import { createTestLog } from "../support/log.ts";
import { usePostgres } from "../support/postgres.ts";
import { rates } from "../support/rates.ts";
import { wanted } from "./written.ts";

const server = usePostgres();
const now = new Date("2026-04-14T10:20:00Z");
let replicas: Storage[] = [];
beforeAll(async () => {
	const databaseUrl = await server.newDatabase();
	replicas = await Promise.all([1, 2].map(() => openStorage({ databaseUrl })));
	await migrate(on(0));
}, 60_000);
afterAll(() => Promise.all(replicas.map((storage) => storage.close())));
beforeEach(async () => {
	const { db } = on(0);
	await db.$executeRaw`TRUNCATE "Agency", "Workspace", "Lesson", "Subscription", "LessonDigest", "Delivery", "SharedMessage", "Document" CASCADE`;
	await db.agency.create({ data: { id: "kent", name: "Kent Police", sector: "police", createdAt: now } });
	await db.workspace.create({ data: { platform: "slack", id: "T1", agencyId: "kent", state: "joined" } });
});

function on(at: number): Storage {
	const storage = replicas[at % replicas.length];
	if (!storage) throw new Error("The replicas are open only while tests run.");
	return storage;
}

const log = createTestLog();
function lessonsOn({ db }: Storage) {
	return createLessons({
		...{ db, say, screen, people: createPeople({ db }), library: createLibrary(db, () => now), log: log.log },
		...{ link: () => "https://bot.example.org", digest: { weekday: 1, minutes: 540 }, quiet: "none", rates },
		follow: async () => {},
		ask: (theme) => ({ label: "Ask", action: "answers.theme", value: { theme } }),
	});
}

/** Looks at all that is regular on both replicas at once, several times. */
async function tickTogether(at: Date): Promise<void> {
	await Promise.all(
		[0, 1, 2, 3].map(async (replica) => {
			for (const due of lessonsOn(on(replica)).due ?? []) await due.run(at);
		}),
	);
	expect(log.errors()).toEqual([]);
}

async function channels(db: Client, count: number, rhythm: "atOnce" | "weekly") {
	await db.subscription.createMany({
		data: Array.from({ length: count }, (_, at) => ({
			...{ channel: `slack:C${at}`, placeKey: `slack:T1:C${at}`, address: `{"channel":"C${at}"}`, rhythm },
			...{
				platform: "slack",
				workspace: "T1",
				placeKind: "channel",
				agencyId: "kent",
				since: now,
				quiet: "none",
			},
			...(rhythm === "weekly" ? { digestAt: now } : {}),
		})),
	});
}

const approved = (title: string) => ({
	...{ kind: "lesson" as const, state: "approved" as const, text: { ...wanted, title } },
	...{ createdAt: now, changedAt: now, releaseAt: now },
});

describe("with two replicas", () => {
	it("what is released by both at once is released once, numbered, and posted to each channel once", async () => {
		const { db } = on(0);
		await channels(db, 60, "atOnce");
		await db.lesson.createMany({ data: [approved("One"), approved("Two"), approved("Three")] });
		await tickTogether(now);
		await tickTogether(now);
		const lessons = await db.lesson.findMany({ orderBy: { number: "asc" } });
		expect(lessons.map(({ state, number }) => [state, number])).toEqual([
			["released", 1],
			["released", 2],
			["released", 3],
		]);
		expect(lessons.every(({ plannedAt }) => plannedAt)).toBe(true);
		const posts = await db.delivery.groupBy({ by: ["placeKey"], _count: true });
		expect(posts).toHaveLength(60);
		expect(posts.every(({ _count }) => _count === 3)).toBe(true);
		expect(await db.auditEntry.count({ where: { what: "lesson released" } })).toBe(3);
	}, 60_000);

	it("a digest that both tell at once is told once to each channel", async () => {
		const { db } = on(0);
		await channels(db, 250, "weekly");
		await db.lesson.createMany({ data: [approved("One"), approved("Two")] });
		for (const due of lessonsOn(on(0)).due ?? []) if (due.name === "lesson releases") await due.run(now);
		await db.subscription.updateMany({ data: { digestAt: now } });
		await tickTogether(now);
		await tickTogether(now);
		const posts = await db.delivery.groupBy({ by: ["placeKey"], _count: true });
		expect(posts).toHaveLength(250);
		expect(posts.every(({ _count }) => _count === 1)).toBe(true);
		expect(await db.subscription.count({ where: { digestUpTo: 2 } })).toBe(250);
	}, 60_000);

	it("a channel that many subscribe at once is subscribed once", async () => {
		const outcomes = await Promise.all(
			Array.from({ length: 8 }, async (_, at) => {
				const { db } = on(at);
				const place: Place = {
					platform: "slack",
					workspace: "T1",
					key: "slack:T1:C1",
					address: "C1",
					kind: "channel",
				};
				const direct: Place = { ...place, key: `slack:T1:direct:U${at}`, kind: "direct" };
				const incoming: Incoming = {
					...{ eventId: `e${at}`, businessKey: `e${at}`, place, act: { kind: "said", text: "subscribe" } },
					person: { id: `U${at}`, workspace: "T1", direct },
				};
				const caller: Caller = { agency: { id: "kent", name: "Kent Police", sector: "police" }, roles: [] };
				const handled = await lessonsOn(on(at)).handle(incoming, caller, now);
				if (!("reply" in handled)) throw new Error("The guard has nothing to do with it.");
				return db.$transaction(async (tx) => handled.save?.(tx));
			}),
		);
		const firsts = outcomes.filter((reply) => JSON.stringify(reply).includes("subscribed this channel"));
		expect(firsts).toHaveLength(1);
		expect(await on(0).db.subscription.count()).toBe(1);
	}, 60_000);

	it("a lesson that is taken down by both at once leaves one note in each channel, and nothing unsent goes out", async () => {
		const { db } = on(0);
		await channels(db, 40, "atOnce");
		await db.lesson.createMany({ data: [{ ...approved("One"), takeDownOn: "2026-05-03" }] });
		await tickTogether(now);
		await db.delivery.updateMany({
			where: { placeKey: { in: ["slack:T1:C1", "slack:T1:C2"] } },
			data: { state: "sent", messageId: "C/1", sentAt: now, dueAt: null },
		});
		await tickTogether(new Date("2026-05-03T08:00:00Z"));
		expect(await db.delivery.count({ where: { act: "update" } })).toBe(2);
		expect(await db.delivery.count({ where: { act: "post", state: "withdrawn" } })).toBe(38);
		expect(await db.delivery.count({ where: { act: "post", state: "queued" } })).toBe(0);
		expect(await db.document.findMany({ select: { withdrawn: true } })).toEqual([{ withdrawn: true }]);
	}, 60_000);
});
