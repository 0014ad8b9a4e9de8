import { beforeEach, describe, expect, it } from "vitest";
import { personAt } from "#people/person.ts";
import { grantRole, operator, revokeRole, rolesHeld } from "#people/roles.ts";
import { useDatabase } from "../support/database.ts";
import {
	callerOf,
	from,
	kent,
	known,
	letIn,
	medway,
	minutes,
	openParlour,
	start,
	trust,
} from "./partners.ts";

const database = useDatabase();
let ids: Awaited<ReturnType<typeof letIn>>;
let parlour: ReturnType<typeof openParlour>;
beforeEach(async () => {
	ids = await letIn(database.db);
	parlour = openParlour(database.db);
});

const rolesOf = async (home: typeof kent | typeof medway | typeof trust, id: string) =>
	(await callerOf(database.db, from(home, id))).roles;
const codeFor = async (home: Parameters<typeof rolesOf>[0], id: string, now = start) =>
	/code is (\S+)\./.exec(await parlour.ask(home, id, "my code", now))?.[1] ?? "";

describe("being given a role", () => {
	it("takes a code that is read to a coordinator, and both are told", async () => {
		await known(database.db, trust, "COORD", "coordinator");
		const told = await parlour.ask(kent, "ASHA", "my code");
		expect(told).toMatch(/^Your code is [A-Z0-9]{2}-[A-Z0-9]{4}\. .*until 15 April 2026 at 10:00/);
		const code = /code is (\S+)\./.exec(told)?.[1];
		expect(await parlour.ask(trust, "COORD", `make ${code} lead`)).toBe(
			"Done. ASHA Example is now a lead of Kent Police. I have told them.",
		);
		expect(parlour.toldTo(kent, "ASHA").at(-1)).toBe(
			"You are now a lead of Kent Police. Type “home” to see what you can do.",
		);
		expect(await rolesOf(kent, "ASHA")).toEqual(["lead"]);
		expect(await parlour.ask(kent, "ASHA", "who am I")).toContain("You are a lead of Kent Police.");
	});

	it("says so when whoever got it cannot be told, because they want no messages", async () => {
		await known(database.db, trust, "COORD", "coordinator");
		const code = await codeFor(kent, "ASHA");
		await parlour.ask(kent, "ASHA", "stop");
		const before = parlour.toldTo(kent, "ASHA").length;
		expect(await parlour.ask(trust, "COORD", `make ${code} lead`)).toBe(
			"Done. ASHA Example is now a lead of Kent Police. I cannot write to them at present, so please tell them.",
		);
		expect(parlour.toldTo(kent, "ASHA")).toHaveLength(before);
	});

	it("takes another code the next time, and none that has run out", async () => {
		await known(database.db, trust, "COORD", "coordinator");
		const code = await codeFor(kent, "ASHA");
		await parlour.ask(trust, "COORD", `make ${code} lead`);
		expect(await parlour.ask(trust, "COORD", `make ${code} coordinator`)).toContain(
			"not right, or it has run out",
		);
		const late = await codeFor(kent, "ASHA");
		expect(await parlour.ask(trust, "COORD", `make ${late} coordinator`, minutes(24 * 60))).toContain(
			"has run out",
		);
		expect(await rolesOf(kent, "ASHA")).toEqual(["lead"]);
	});

	it("is explained to a coordinator who names somebody instead", async () => {
		await known(database.db, trust, "COORD", "coordinator");
		expect(await parlour.ask(trust, "COORD", "make @Asha a lead")).toContain(
			"A name does not tell me who is meant.",
		);
	});

	it("is not for practitioners to do", async () => {
		const code = await codeFor(kent, "ASHA");
		expect(await parlour.ask(kent, "BOB", `make ${code} lead`)).toContain(
			"Roles are given and taken by leads",
		);
		expect(await rolesOf(kent, "ASHA")).toEqual([]);
	});

	it("is for a lead to do in their own agency, and never makes a coordinator", async () => {
		await known(database.db, kent, "LEAD", "lead");
		const [own, other] = [await codeFor(kent, "ASHA"), await codeFor(medway, "TOM")];
		expect(await parlour.ask(kent, "LEAD", `make ${own} coordinator`)).toBe(
			"Only a coordinator can make somebody a coordinator.",
		);
		expect(await parlour.ask(kent, "LEAD", `make ${other} lead`)).toContain("your own agency only");
		expect(await parlour.ask(kent, "LEAD", `make ${own} lead`)).toContain("Done.");
		expect([await rolesOf(kent, "ASHA"), await rolesOf(medway, "TOM")]).toEqual([["lead"], []]);
	});

	it("cannot be guessed: after five wrong codes none is read for an hour", async () => {
		await known(database.db, kent, "LEAD", "lead");
		const code = await codeFor(kent, "ASHA");
		for (let at = 0; at < 5; at++)
			expect(await parlour.ask(kent, "LEAD", `make AA-AAA${"CDEFH"[at]} lead`)).toContain("not right");
		expect(await parlour.ask(kent, "LEAD", `make ${code} lead`)).toContain("Please wait an hour");
		expect(await parlour.ask(kent, "LEAD", `make ${code} lead`, minutes(59))).toContain(
			"Please wait an hour",
		);
		expect(await rolesOf(kent, "ASHA")).toEqual([]);
		expect(await parlour.ask(kent, "LEAD", `make ${code} lead`, minutes(61))).toContain("Done.");
	});

	it("counts guesses that come together one by one", async () => {
		await known(database.db, kent, "LEAD", "lead");
		const guesses = Array.from({ length: 12 }, (_, at) =>
			parlour.ask(kent, "LEAD", `make CC-CCC${"ACDEFHJKLMNP"[at]} lead`),
		);
		await Promise.all(guesses);
		const told = parlour.toldTo(kent, "LEAD");
		expect(told.filter((text) => text.includes("not right"))).toHaveLength(5);
		expect(told.filter((text) => text.includes("wait an hour"))).toHaveLength(7);
	});

	it("in a channel is answered in private, without the code in the open", async () => {
		const incoming = from(
			kent,
			"ASHA",
			{ kind: "said", text: "my code" },
			{ workspace: kent.id, channel: "C1" },
		);
		const said = await parlour.happen(incoming);
		expect(Array.isArray(said) && said.map(({ place, text }) => [place.kind, text])).toEqual([
			["direct", expect.stringContaining("Your code is")],
			["channel", "I have answered you in our private conversation."],
		]);
	});
});

describe("taking a role away", () => {
	it("is asked once, done, and told to whoever had it", async () => {
		await known(database.db, trust, "COORD", "coordinator");
		await known(database.db, kent, "ASHA", "lead");
		expect(await parlour.ask(trust, "COORD", "roles")).toContain(
			"ASHA Example: lead of Kent Police, since 14 April 2026",
		);
		expect(await parlour.press(trust, "COORD", "Take away: ASHA Example, lead")).toContain(
			"Is ASHA Example no longer to be a lead of Kent Police?",
		);
		expect(await rolesOf(kent, "ASHA")).toEqual(["lead"]);
		expect(await parlour.press(trust, "COORD", "Take the role away")).toContain("Done.");
		expect(await rolesOf(kent, "ASHA")).toEqual([]);
		expect(parlour.toldTo(kent, "ASHA").at(-1)).toContain("You are no longer a lead of Kent Police.");
	});

	it("says so when whoever had it cannot be told, because they were never met", async () => {
		await known(database.db, trust, "COORD", "coordinator");
		await database.db.$transaction(async (tx) => {
			const key = { platform: "slack", workspaceId: kent.id, userId: "UNMET" };
			const personId = String(await personAt(tx, key, start));
			await grantRole(tx, operator, { personId, role: "lead" }, start);
		});
		await parlour.ask(trust, "COORD", "roles");
		await parlour.press(trust, "COORD", "Take away: UNMET on Slack, lead");
		expect(await parlour.press(trust, "COORD", "Take the role away")).toBe(
			"Done. They are no longer a lead of Kent Police. I cannot write to them at present, so please tell them.",
		);
	});

	it("checks on the press who presses: a copied button does nothing for others", async () => {
		await known(database.db, trust, "COORD", "coordinator");
		await known(database.db, medway, "LEAD", "lead");
		await known(database.db, kent, "ASHA", "lead");
		await parlour.ask(trust, "COORD", "roles");
		await parlour.press(trust, "COORD", "Take away: ASHA Example, lead");
		expect(await parlour.press(medway, "LEAD", "Take the role away")).toContain("your own agency only");
		expect(await parlour.press(kent, "BOB", "Take the role away")).toContain(
			"Roles are given and taken by leads",
		);
		expect(await rolesOf(kent, "ASHA")).toEqual(["lead"]);
	});

	it("shows a lead the leads of their own agency alone", async () => {
		await known(database.db, trust, "COORD", "coordinator");
		await known(database.db, medway, "OTHER", "lead");
		await known(database.db, kent, "ASHA", "lead");
		const told = await parlour.ask(kent, "ASHA", "roles");
		expect(told).toContain("ASHA Example");
		expect(told).not.toMatch(/OTHER|COORD|Medway|Trust/);
	});

	it("leaves one coordinator, also when two take it from each other at once; the operator may take the last", async () => {
		const one = await known(database.db, trust, "ONE", "coordinator");
		const two = await known(database.db, kent, "TWO", "coordinator");
		const take = (by: string, agencyId: string, personId: string) =>
			database.db.$transaction((tx) =>
				revokeRole(tx, { by, agencyId, roles: ["coordinator"] }, { personId, role: "coordinator" }, start),
			);
		const ended = await Promise.all([take(one, ids.trust, two), take(two, ids.police, one)]);
		expect(ended.toSorted()).toEqual(["done", "the last coordinator"]);
		const [last] = await rolesHeld(database.db);
		expect(await take("somebody", ids.trust, last?.personId ?? "")).toBe("the last coordinator");
		const byOperator = await database.db.$transaction((tx) =>
			revokeRole(tx, operator, { personId: last?.personId ?? "", role: "coordinator" }, start),
		);
		expect(byOperator).toBe("done");
	});
});

describe("every change of a role", () => {
	it("is in the audit once: who, what, whom; what changed nothing is not", async () => {
		const person = await known(database.db, kent, "ASHA", "lead");
		const grant = () =>
			database.db.$transaction((tx) => grantRole(tx, operator, { personId: person, role: "lead" }, start));
		expect(await grant()).toBe("so already");
		const entries = await database.db.auditEntry.findMany({ where: { what: { startsWith: "role" } } });
		expect(entries).toMatchObject([
			{ by: "operator", what: "role granted: lead", about: person, agencyId: ids.police, at: start },
		]);
	});
});
