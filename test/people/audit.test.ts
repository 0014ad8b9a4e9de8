import { beforeEach, describe, expect, it } from "vitest";
import { audit, readAudit } from "#people/audit.ts";
import { purgePeople } from "#people/privacy/retention.ts";
import { linkPeople } from "#people/standing/accounts.ts";
import { useDatabase } from "../support/database.ts";
import { countingLedger, days, kent, known, letIn, openParlour, start } from "./partners.ts";

const database = useDatabase();
let ids: Awaited<ReturnType<typeof letIn>>;
beforeEach(async () => {
	ids = await letIn(database.db);
});

const holders = { features: [], ledger: countingLedger() };

describe("the audit", () => {
	it("cannot be changed", async () => {
		await expect(database.db.auditEntry.updateMany({ data: { what: "nothing" } })).rejects.toThrow(
			"append-only",
		);
		await expect(database.db.$executeRaw`UPDATE "AuditEntry" SET "by" = 'x'`).rejects.toThrow("append-only");
		expect(await database.db.auditEntry.count({ where: { what: "agency added" } })).toBe(5);
	});

	it("cannot be deleted", async () => {
		await expect(database.db.auditEntry.deleteMany()).rejects.toThrow("append-only");
		await expect(database.db.$executeRaw`DELETE FROM "AuditEntry"`).rejects.toThrow("append-only");
		expect(await database.db.auditEntry.count()).toBeGreaterThan(0);
	});

	it("loses what is older than its period to retention, and nothing else to anybody after it", async () => {
		const before = await database.db.auditEntry.count();
		await audit(database.db, { by: "operator", what: "later" }, days(10));
		await purgePeople(database.db, { people: 730, audit: 30 }, holders, days(30));
		expect(await database.db.auditEntry.count()).toBe(before + 1);
		await purgePeople(database.db, { people: 730, audit: 30 }, holders, days(31));
		expect(await database.db.auditEntry.findMany()).toMatchObject([{ what: "later" }]);
		await expect(database.db.auditEntry.deleteMany()).rejects.toThrow("append-only");
	});

	it("holds no name, no code, no link and no word that anybody wrote, nor does any log", async () => {
		const parlour = openParlour(database.db);
		await known(database.db, kent, "CANARY", "coordinator");
		await known(database.db, kent, "CANARYTWO");
		const code = /code is (\S+)\./.exec(await parlour.ask(kent, "CANARYTWO", "my code"))?.[1] ?? "";
		await parlour.ask(kent, "CANARY", `make ${code} lead`);
		await parlour.ask(kent, "CANARY", "add agency");
		const values = {
			name: "Canary Agency",
			area: "Canary Area",
			sector: "housing",
			platform: "slack",
			tenant: null,
		};
		const link =
			/install\/(\S+)/.exec(await parlour.press(kent, "CANARY", "Add the agency", start, values))?.[1] ?? "";
		expect([code, link].map((each) => each.length)).toEqual([7, 32]);
		const entries = JSON.stringify(await database.db.auditEntry.findMany());
		expect(entries).toContain("role granted: lead");
		expect(entries).toContain("install link made");
		for (const secret of ["CANARY", "Canary", "Example", code, code.replace("-", ""), link])
			expect(entries).not.toContain(secret);
	});

	it("is read with the names that people have now, and names nobody whose data was deleted", async () => {
		const person = await known(database.db, kent, "U1", "lead");
		const [latest] = await readAudit(database.db, { most: 1 });
		expect(latest).toMatchObject({
			by: "operator",
			what: "role granted: lead",
			about: "U1 Example (Kent Police)",
		});
		await database.db.person.delete({ where: { id: person } });
		const [then] = await readAudit(database.db, { most: 1 });
		expect(then).toMatchObject({ about: "somebody whose data was deleted" });
	});

	it("leaves out what has no name here, such as a lesson, and calls it nobody whose data was deleted", async () => {
		await known(database.db, kent, "U1");
		const about = "0199c1a2-0000-7000-8000-000000000001";
		for (const what of ["lesson approved", "subscribed", "subscription ended", "questionnaire line kept"])
			await audit(database.db, { by: "schedule", what, about }, days(1));
		const entries = await readAudit(database.db, { most: 4 });
		expect(entries.map((entry) => "about" in entry)).toEqual([false, false, false, false]);
	});

	it("names who became one with another by what they are called since, however often that was", async () => {
		const [first, second, third] = [
			await known(database.db, kent, "FIRST"),
			await known(database.db, kent, "SECOND"),
			await known(database.db, kent, "THIRD", "lead"),
		];
		await audit(database.db, { by: third, what: "agency changed", about: ids.homes }, days(1));
		await database.db.$transaction(async (tx) => {
			await linkPeople(tx, second, third, [], days(2));
			await linkPeople(tx, first, second, [], days(3));
		});
		const entries = await readAudit(database.db, { most: 100 });
		const one = expect.stringMatching(/^\w+ Example \(Kent Police\)$/);
		expect(entries.filter(({ what }) => /^role|^accounts|changed$/.test(what))).toMatchObject([
			{ by: one, what: "accounts linked", about: one },
			{ by: one, what: "accounts linked", about: one },
			{ by: one, what: "agency changed", about: "Medway Homes" },
			{ by: "operator", what: "role granted: lead", about: one },
		]);
	});

	it("is shown to coordinators alone, a page at a time, latest first", async () => {
		const parlour = openParlour(database.db);
		await known(database.db, kent, "LEAD", "lead");
		await known(database.db, kent, "COORD", "coordinator");
		expect(await parlour.ask(kent, "LEAD", "audit")).toBe("not mine");
		expect(await parlour.ask(kent, "NOBODY", "audit")).toBe("not mine");
		const first = await parlour.ask(kent, "COORD", "audit trail");
		expect(first).toMatch(
			/14 April 2026 at 10:00: operator: role granted: coordinator: COORD Example \(Kent Police\)/,
		);
		for (let at = 0; at < 12; at++)
			await audit(database.db, { by: "operator", what: `entry ${at}` }, days(1));
		await parlour.ask(kent, "COORD", "audit");
		expect(await parlour.press(kent, "LEAD", "Earlier")).toContain("for coordinators");
		expect(await parlour.press(kent, "COORD", "Earlier")).toContain("agency added: Kent Police");
	});
});
