import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shelve } from "#questionnaires/script/shelf.ts";
import { migrate } from "#storage/migrate.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";
import { answerAll, openHouse } from "./house.ts";
import { anonymous, starter } from "./samples.ts";

const postgres = usePostgres();
const timeout = 120_000;
let storage: Storage;

beforeAll(async () => {
	storage = await openStorage({ databaseUrl: await postgres.newDatabase() });
	await migrate(storage);
}, timeout);
afterAll(() => storage.close());

const people = Array.from({ length: 12 }, (_, at) => `person-${at}`);
/** In a newer version, one of what people write has become another item. */
const newer = {
	...anonymous,
	version: anonymous.version + 1,
	items: anonymous.items.map((item) => (item.id === "differently" ? { ...item, id: "now" } : item)),
};
const words = (person: string) => `Zebra${person.replace("person-", "")} habit`;

/** Twelve people answer, each with a word of their own, in order, a minute apart. */
async function answered(questionnaire: typeof starter, seminar: string) {
	const house = await openHouse(storage.db, questionnaire);
	await storage.db.questionnaireSchedule.create({
		data: {
			...{ questionnaireId: questionnaire.id, daysAfter: 42, remindOn: [5, 12], openFor: 28 },
			since: new Date("2026-01-01"),
		},
	});
	house.wasAt(people, seminar);
	house.at("2026-04-15T09:00:00Z");
	await house.due("plan");
	await house.due("ask");
	for (const [at, person] of people.entries()) {
		house.at(new Date(Date.UTC(2026, 3, 15, 10, at)).toISOString());
		house.agencyOf.set(person, at < 6 ? "kent-police" : "kent-health");
		await house.press(person, "1. Not at all", { v: at % 2 === 0 ? "great-deal" : "a-little" });
		await answerAll(house, person, {
			helped: "continue",
			differently: words(person),
			sector: at % 2 === 0 ? "A" : "B",
		});
	}
	return house;
}

/** Every row of a table with what PostgreSQL keeps beside it. */
function rowsOf(table: string): Promise<Record<string, unknown>[]> {
	return storage.db.$queryRawUnsafe(
		`SELECT t.*, t.xmin::text AS xmin, t.ctid::text AS ctid FROM "${table}" t`,
	);
}

/** All that the tables hold, as text, but for these. */
async function everything(except: string[] = []): Promise<Map<string, string>> {
	const tables = await storage.db.$queryRaw<{ name: string }[]>`
		SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
	const found = new Map<string, string>();
	for (const { name } of tables.filter((each) => !except.includes(each.name)))
		found.set(name, JSON.stringify(await rowsOf(name)));
	return found;
}

/** Which files of the database hold a text, dead row versions included. */
async function filesWith(text: string): Promise<string[]> {
	await storage.db.$executeRawUnsafe("CHECKPOINT");
	const [row] = await storage.db.$queryRaw<{ folder: string; id: string }[]>`
		SELECT current_setting('data_directory') AS folder, oid::text AS id FROM pg_database WHERE datname = current_database()`;
	const folder = join(row?.folder ?? "", "base", row?.id ?? "");
	const tables = await storage.db.$queryRaw<{ name: string; file: string }[]>`
		SELECT relname AS name, pg_relation_filenode(oid)::text AS file FROM pg_class WHERE relkind IN ('r', 't', 'i')`;
	const holding: string[] = [];
	for (const file of await readdir(folder)) {
		if (!(await readFile(join(folder, file))).includes(text)) continue;
		const node = file.split(".")[0];
		holding.push(tables.find((table) => table.file === node)?.name ?? file);
	}
	return holding;
}

describe("Anonymous answers, to somebody who can look into every table", () => {
	it(
		"are nowhere readable until they are released, and then in no row that tells whose they are",
		async () => {
			const house = await answered(anonymous, "a1");
			for (const [table, text] of await everything()) {
				expect(text, table).not.toContain("Zebra");
				expect(text, table).not.toMatch(/"(?:answers|counted|progress)":\{"[^}]*great-deal/);
			}
			expect(await filesWith("Zebra")).toEqual([]);
			expect(await storage.db.questionnaireDraft.count()).toBe(0);
			expect(await storage.db.questionnaireSealed.count()).toBe(12);

			// All are as long as one another, whatever was written.
			const lengths = new Set(
				(await storage.db.questionnaireSealed.findMany()).map(({ sealed }) => sealed.length),
			);
			expect(lengths.size).toBe(1);

			house.at("2026-04-16T02:40:00Z");
			await house.due("close");
			expect(await storage.db.questionnaireResponse.count()).toBe(5);
			expect(await storage.db.questionnaireSealed.count()).toBe(7);

			// What was written stays apart also where the item is gone by now.
			await storage.db.$transaction((tx) => shelve(tx, newer, house.now));
			house.at("2026-05-15T02:40:00Z");
			await house.due("close");
			expect(await storage.db.questionnaireResponse.count()).toBe(12);
			expect(await storage.db.questionnaireSealed.count()).toBe(0);
			await cannotBeJoined("a1", false);
		},
		timeout,
	);

	it(
		"are destroyed where fewer than five finish",
		async () => {
			const house = await openHouse(storage.db);
			house.at("2026-05-20T09:00:00Z");
			house.wasAt(people.slice(0, 4), "a2", { endedAt: new Date("2026-04-08T12:00:00Z") });
			await house.due("plan");
			await house.due("ask");
			for (const person of people.slice(0, 4)) await answerAll(house, person);
			expect(await storage.db.questionnaireSealed.count()).toBe(4);
			house.at("2026-07-01T02:40:00Z");
			await house.due("close");
			expect(await storage.db.questionnaireSealed.count()).toBe(0);
			expect(await storage.db.questionnaireResponse.count({ where: { seminarId: "a2" } })).toBe(0);
			await storage.db.questionnaireSchedule.deleteMany();
		},
		timeout,
	);
});

describe("Confidential answers, to somebody who can look into every table", () => {
	it(
		"are linked until they close, and in no row nor old version of one after that",
		async () => {
			const house = await answered(starter, "c1");
			expect((await everything()).get("QuestionnaireDraft")).toContain("Zebra");
			house.at("2026-05-15T02:40:00Z");
			await house.due("close");
			expect(await storage.db.questionnaireResponse.count({ where: { seminarId: "c1" } })).toBe(12);
			await cannotBeJoined("c1", true);
			const drafts = (await filesWith("Zebra")).filter((name) => name === "QuestionnaireDraft");
			expect(drafts).toEqual([]);
		},
		timeout,
	);
});

/** Tries every way there is to tell from whom a released response comes. */
async function cannotBeJoined(seminar: string, withAgency: boolean): Promise<void> {
	const mine = (row: Record<string, unknown>) => row.seminarId === seminar;
	const responses = (await rowsOf("QuestionnaireResponse")).filter(mine);
	const lines = (await rowsOf("QuestionnaireLine")).filter(mine);
	const invitations = (await rowsOf("QuestionnaireInvitation")).filter(mine);

	// By a key: no value of a response but those it shares with at least four others is anywhere else.
	const elsewhere = [...(await everything(["QuestionnaireResponse", "QuestionnaireLine"])).values()].join();
	for (const { id } of [...responses, ...lines]) expect(elsewhere).not.toContain(String(id));
	expect(elsewhere).not.toContain("Zebra");

	// By what was said in the conversations, or how much it was.
	for (const { id } of invitations) expect(elsewhere).not.toContain(`questionnaires:${id}:`);
	expect(new Set(invitations.map(({ said, spokeAt }) => JSON.stringify([said, spokeAt])))).toEqual(
		new Set(["[0,null]"]),
	);

	// By the transaction: at least five were written in each, and never with fewer invitations.
	for (const rows of [responses, lines])
		for (const [, same] of Map.groupBy(rows, ({ xmin }) => xmin))
			expect(same.length).toBeGreaterThanOrEqual(5);
	const moved = Map.groupBy(invitations, ({ xmin }) => xmin);
	for (const { xmin } of responses) expect([0, 12]).toContain(moved.get(xmin)?.length ?? 0);

	// By the time: nothing finer than the day.
	for (const { releasedOn } of [...responses, ...lines])
		expect((releasedOn as Date).toISOString()).toMatch(/T00:00:00\.000Z$/);

	// By the version that was answered, or by what was written: that is kept apart.
	for (const [, same] of Map.groupBy(responses, ({ version }) => version))
		expect(same.length).toBeGreaterThanOrEqual(5);
	expect(JSON.stringify(responses)).not.toContain("Zebra");

	// By the agency: at least five responses on the seminar have it.
	const agencies = Map.groupBy(responses, ({ agencyId }) => agencyId);
	if (!withAgency) expect([...agencies.keys()]).toEqual([null]);
	for (const [, same] of agencies) expect(same.length).toBeGreaterThanOrEqual(5);

	// By the order of the rows: they lie otherwise than people answered, and lines otherwise than responses.
	const order = lines
		.toSorted(byPlace)
		.map(({ text }) => /Zebra(\d+)/.exec(String(text))?.[1])
		.filter((number) => number !== undefined)
		.map(Number);
	expect(order).toHaveLength(12);
	expect(order).not.toEqual(order.toSorted((one, other) => one - other));
	const helped = responses.toSorted(byPlace).map(({ answers }) => (answers as { helped: string }).helped);
	expect(helped.join()).not.toBe(people.map((_, at) => (at % 2 === 0 ? "great-deal" : "a-little")).join());
}

function byPlace(one: Record<string, unknown>, other: Record<string, unknown>): number {
	const at = ({ ctid }: Record<string, unknown>) => String(ctid).slice(1, -1).split(",").map(Number);
	const [page = 0, row = 0] = at(one);
	const [otherPage = 0, otherRow = 0] = at(other);
	return page - otherPage || row - otherRow;
}
