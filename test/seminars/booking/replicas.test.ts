import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { say } from "#delivery/ledger.ts";
import { book } from "#seminars/booking/book.ts";
import { noticeMessage } from "#seminars/reminders/noticeMessage.ts";
import { planDue } from "#seminars/reminders/planner.ts";
import { replanAll } from "#seminars/reminders/replan.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { createTestLog } from "../../support/log.ts";
import { usePostgres } from "../../support/postgres.ts";
import { letIn, longAgo, meet, open, schedule } from "../world.ts";
import { agencies, beginning, createModel, doStep, lineIn, type Step, steps } from "./bookingModel.ts";

const postgres = usePostgres();
const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const close of closings.splice(0).reverse()) await close();
});

/** Two replicas on one database, of which either can be started anew. */
async function replicas() {
	const databaseUrl = await postgres.newDatabase();
	const opened: Storage[] = [];
	for (const at of [0, 1]) {
		opened[at] = await openStorage({ databaseUrl });
		closings.push(async () => opened[at]?.close());
	}
	await migrate(opened[0] as Storage);
	return {
		db: (at: number) => (opened[at % 2] as Storage).db,
		async restart(at: number) {
			await opened[at % 2]?.close();
			opened[at % 2] = await openStorage({ databaseUrl });
		},
	};
}

describe("Two replicas on one PostgreSQL", () => {
	it("keep the places and the waiting list as one would, also when they are started anew", async () => {
		const both = await replicas();
		await fc.assert(
			fc.asyncProperty(steps, async (happens) => {
				await both.db(0).seminar.deleteMany({});
				await open(both.db(0), beginning);
				const model = createModel();
				for (const [at, step] of happens.entries()) {
					const { now } = model;
					model.step(step);
					if (step.do === "restart") await both.restart(at);
					else await doStep(both.db(at), step, now);
				}
				expect(await lineIn(both.db(0))).toEqual(model.line());
			}),
			{ numRuns: 25 },
		);
	}, 240_000);

	it("never give a place twice, nor one that is held for others, when everything happens at once", async () => {
		const both = await replicas();
		const now = new Date("2026-02-20T10:00:00Z");
		const many = fc.array(
			steps.filter((some) => some.length > 4),
			{ minLength: 2, maxLength: 4 },
		);
		await fc.assert(
			fc.asyncProperty(many, async (rounds) => {
				await both.db(0).seminar.deleteMany({});
				await open(both.db(0), beginning);
				for (const round of rounds) {
					const atOnce = round
						.filter((step): step is Step => step.do !== "pass" && step.do !== "restart")
						.slice(0, 12);
					await Promise.all(atOnce.map((step, at) => doStep(both.db(at), step, now)));
					const { capacity } = await both.db(0).seminar.findUniqueOrThrow({ where: { id: "housing" } });
					const rows = await both.db(1).seminarBooking.findMany({ where: { state: { not: "cancelled" } } });
					const seated = rows.filter(({ state }) => state !== "waiting");
					const police = seated.filter(({ agencyId }) => agencyId === agencies[0]).length;
					expect(seated.length + Math.max(0, 1 - police)).toBeLessThanOrEqual(capacity);
					expect(new Set(rows.map(({ arrival }) => arrival)).size).toBe(rows.length);
					// Whoever has an offer came before all of their agency who still wait.
					const waiting = rows.filter(({ state }) => state === "waiting");
					for (const { agencyId, arrival } of rows.filter(({ state }) => state === "offered"))
						expect(waiting.filter((each) => each.agencyId === agencyId && each.arrival < arrival)).toEqual(
							[],
						);
				}
			}),
			{ numRuns: 15 },
		);
	}, 240_000);

	it("write what is due once between them, however often and however much at once they look", async () => {
		const both = await replicas();
		const db = both.db(0);
		const police = await letIn(db, "Kent Police");
		await Promise.all(["a", "b", "c"].map((id) => open(db, { id, capacity: 40 })));
		for (let each = 0; each < 30; each++) {
			const person = await meet(db, police, `p${each}`);
			for (const id of ["a", "b", "c"])
				await db.$transaction((tx) => book(tx, id, { person, agency: police }, longAgo));
		}
		const now = new Date("2026-05-07T09:00:00Z");
		const names = { theme: (id: string) => id, agency: (id: string) => id };
		const { log, errors } = createTestLog();
		const look = async (at: number) => {
			const here = both.db(at);
			await replanAll(here, schedule, now);
			await planDue(
				{
					db: here,
					say,
					schedule,
					log,
					chunk: 7,
					messageOf: (notice, seminar) => noticeMessage(notice, seminar, names),
				},
				now,
			);
		};
		await Promise.all([look(0), look(1), look(0), look(1)]);
		// What one found taken by another it leaves; the next look takes what is left.
		await look(0);
		expect(errors()).toEqual([]);
		expect(await db.delivery.count()).toBe(90);
		const notices = await db.seminarNotice.findMany({ where: { settledAt: { not: null } } });
		expect(notices.map(({ written, missed, unreachable }) => [written, missed, unreachable])).toEqual(
			Array(3).fill([30, 0, 0]),
		);
	}, 120_000);
});
