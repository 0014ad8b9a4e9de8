import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callerOf, seedAgencies } from "#people/callers.ts";
import { createInstallLink, useInstallLink } from "#people/installLinks.ts";
import { ensurePerson } from "#people/person.ts";
import { revokeRole } from "#people/roles.ts";
import { migrate } from "#storage/migrate.ts";
import { type Client, openStorage, type Storage } from "#storage/open.ts";
import { usePostgres } from "../support/postgres.ts";
import {
	callerOf as callerNow,
	council,
	from,
	kent,
	kentTeams,
	known,
	letIn,
	minutes,
	openParlour,
	start,
	trust,
} from "./partners.ts";

const server = usePostgres();
let replicas: Storage[] = [];
let ids: Awaited<ReturnType<typeof letIn>>;
beforeAll(async () => {
	const databaseUrl = await server.newDatabase();
	replicas = await Promise.all([1, 2, 3].map(() => openStorage({ databaseUrl })));
	await migrate(on(0));
}, 60_000);
afterAll(() => Promise.all(replicas.map((storage) => storage.close())));
beforeEach(async () => {
	await on(0).db.$executeRaw`TRUNCATE "Agency", "Workspace", "AuditEntry" CASCADE`;
	ids = await letIn(on(0).db);
});

function on(at: number): Storage {
	const storage = replicas[at % replicas.length];
	if (!storage) throw new Error("The replicas are open only while tests run.");
	return storage;
}

/** The same on every replica at once, as often as said. */
const together = <T>(times: number, work: (db: Client, at: number) => Promise<T>): Promise<T[]> =>
	Promise.all(Array.from({ length: times }, (_, at) => work(on(at).db, at)));

describe("with several replicas", () => {
	it("an install link lets in one workspace of many", async () => {
		const token = await createInstallLink(on(0).db, ids.homes, "slack", "operator", start);
		const ended = await together(12, (db, at) =>
			db.$transaction((tx) => useInstallLink(tx, token, { platform: "slack", id: `T0MANY${at}` }, start)),
		);
		expect(ended.filter((one) => "agency" in one)).toHaveLength(1);
		expect(await on(0).db.workspace.count({ where: { id: { startsWith: "T0MANY" } } })).toBe(1);
	});

	it("somebody new who does two things at once is one person", async () => {
		const incoming = from(kent, "ASHA");
		const persons = await together(9, (db) =>
			callerOf(db, incoming, start).then((caller) => {
				if ("refused" in caller) throw new Error(caller.refused);
				return db.$transaction((tx) => ensurePerson(tx, incoming, caller, start));
			}),
		);
		expect(new Set(persons).size).toBe(1);
		expect(await on(0).db.person.count()).toBe(1);
	});

	it("the first contact completes a join once", async () => {
		await together(12, (db, at) => callerOf(db, from(council, `U${at}`), start));
		expect(await on(0).db.auditEntry.count({ where: { what: "workspace joined" } })).toBe(1);
	});

	it("a start of all seeds each agency once", async () => {
		const expected = [1, 2, 3].map((at) => ({
			platform: "slack" as const,
			workspace: `T0SEED${at}`,
			name: "Seeded",
		}));
		await together(6, (db) => seedAgencies(db, expected, start));
		expect(await on(0).db.agency.count({ where: { name: "Seeded" } })).toBe(1);
		expect(await on(0).db.workspace.count({ where: { id: { startsWith: "T0SEED" } } })).toBe(3);
	});

	it("of coordinators who take the role from each other at once, one is left", async () => {
		const people = await Promise.all(
			[0, 1, 2].map((at) => known(on(0).db, [kent, trust, council][at] ?? kent, `C${at}`, "coordinator")),
		);
		await together(3, (db, at) =>
			db.$transaction((tx) =>
				revokeRole(
					tx,
					{ by: people[at] ?? "", agencyId: ids.police, roles: ["coordinator"] },
					{ personId: people[(at + 1) % 3] ?? "", role: "coordinator" },
					start,
				),
			),
		);
		expect(await on(0).db.roleGrant.count({ where: { role: "coordinator" } })).toBe(1);
	});

	it("guesses that come together are counted one by one", async () => {
		await known(on(0).db, kent, "LEAD", "lead");
		const told = await together(12, async (db, at) => {
			const parlour = openParlour(db);
			return parlour.ask(kent, "LEAD", `make CC-CCC${"ACDEFHJKLMNP"[at]} lead`);
		});
		expect(told.filter((text) => text.includes("not right"))).toHaveLength(5);
		expect(told.filter((text) => text.includes("wait an hour"))).toHaveLength(7);
	});

	it("a code gives one role, however many type it at once", async () => {
		const parlour = openParlour(on(0).db);
		const code = /code is (\S+)\./.exec(await parlour.ask(kent, "ASHA", "my code"))?.[1];
		const givers = await Promise.all(
			[0, 1, 2].map((at) => known(on(0).db, trust, `COORD${at}`, "coordinator")),
		);
		expect(givers).toHaveLength(3);
		const told = await together(3, (db, at) =>
			openParlour(db).ask(trust, `COORD${at}`, `make ${code} ${at === 1 ? "coordinator" : "lead"}`),
		);
		expect(told.filter((text) => text.startsWith("Done."))).toHaveLength(1);
		expect((await callerNow(on(0).db, from(kent, "ASHA"))).roles).toHaveLength(1);
	});

	it("two accounts are linked once when the button is pressed many times", async () => {
		const parlour = openParlour(on(0).db);
		const code = /link (\S+)\. Give/.exec(await parlour.ask(kent, "ASHA", "link my accounts"))?.[1];
		await parlour.ask(kentTeams, "asha-guid", `link ${code}`, minutes(1));
		const press = from(kentTeams, "asha-guid", {
			kind: "pressed",
			action: "people.link",
			value: { code: code ?? "" },
		});
		const told = await together(6, async (db) => {
			const said = await openParlour(db)
				.happen(press, minutes(2))
				.catch(() => []);
			return Array.isArray(said) ? said.map(({ text }) => text).join() : said;
		});
		expect(
			told.filter((text) => text.startsWith("Done.") || text.includes("Done. Your accounts")),
		).toHaveLength(1);
		expect(await on(0).db.person.count()).toBe(1);
		expect(await on(0).db.auditEntry.count({ where: { what: "accounts linked" } })).toBe(1);
	});

	it("the audit is append-only here too", async () => {
		await expect(on(0).db.auditEntry.deleteMany()).rejects.toThrow("append-only");
		await expect(on(0).db.auditEntry.updateMany({ data: { by: "x" } })).rejects.toThrow("append-only");
	});
});
