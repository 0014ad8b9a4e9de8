import { beforeEach, describe, expect, it } from "vitest";
import type { Json } from "#chat/message.ts";
import { seedAgencies } from "#people/callers.ts";
import { useDatabase } from "../support/database.ts";
import {
	callerOf,
	council,
	from,
	kent,
	known,
	letIn,
	medway,
	openParlour,
	pressesOf,
	start,
} from "./partners.ts";

const database = useDatabase();
let parlour: ReturnType<typeof openParlour>;
beforeEach(async () => {
	await letIn(database.db);
	parlour = openParlour(database.db);
});

const local = { platform: "terminal", id: "local" } as const;

describe("a home", () => {
	const labels = async (id: string) => {
		await parlour.ask(kent, id, "home");
		return pressesOf(parlour.said.at(-1)?.message ?? { summary: "", blocks: [] }).map(({ label }) => label);
	};

	it("says what the bot does, who the caller is, and leads to their data", async () => {
		const told = await parlour.ask(kent, "ASHA", "home");
		expect(told).toContain("Domestic Homicide Reviews");
		expect(told).toContain("Agency: Kent Police");
		expect(await labels("ASHA")).toEqual(["What you hold about me"]);
		expect(await database.db.person.count()).toBe(0);
	});

	it("has the tasks of leads and coordinators for them alone", async () => {
		await known(database.db, kent, "LEAD", "lead");
		await known(database.db, kent, "COORD", "coordinator");
		expect(await labels("LEAD")).toEqual(["What you hold about me", "Leads and coordinators"]);
		expect(await labels("COORD")).toEqual([
			"What you hold about me",
			"Leads and coordinators",
			"Agencies",
			"Who changed what",
		]);
	});

	it("is also what the bot’s own page shows when it is opened", async () => {
		const said = await parlour.happen(from(kent, "ASHA", { kind: "opened" }));
		expect(said).toMatchObject([{ text: expect.stringContaining("Agency: Kent Police") }]);
	});
});

describe("agencies in chat", () => {
	const form = {
		name: "Harbour Housing",
		sector: "housing",
		area: "Thanet",
		platform: "slack",
		tenant: null,
	};

	it("are added by a coordinator, who gets a link that works once", async () => {
		await known(database.db, kent, "COORD", "coordinator");
		await parlour.ask(kent, "COORD", "add agency");
		const told = await parlour.press(kent, "COORD", "Add the agency", start, form);
		expect(told).toMatch(
			/Harbour Housing is added\. Send this link .* https:\/\/bot\.example\.org\/slack\/install\/\S{32} It works once, until 17 April 2026 at 10:00\./,
		);
		expect(await parlour.ask(kent, "COORD", "agencies")).toContain(
			"Harbour Housing: housing, Thanet; not joined yet",
		);
		expect(await parlour.press(kent, "COORD", "Add the agency", start, form)).toContain(
			"of that name already",
		);
	});

	it("of Teams join by their tenant's first word, and need its id", async () => {
		const tenant = "DDDDDDDD-0000-4000-8000-000000000004";
		await known(database.db, kent, "COORD", "coordinator");
		await parlour.ask(kent, "COORD", "add an agency");
		const teams = { ...form, platform: "teams" };
		expect(await parlour.press(kent, "COORD", "Add the agency", start, teams)).toContain(
			"I need the tenant id",
		);
		const taken = { ...teams, tenant: council.id };
		expect(await parlour.press(kent, "COORD", "Add the agency", start, taken)).toContain(
			"belongs to another agency already",
		);
		expect(await parlour.press(kent, "COORD", "Add the agency", start, { ...teams, tenant })).toContain(
			"they have joined",
		);
		const home = { platform: "teams", id: tenant.toLowerCase() } as const;
		expect(await callerOf(database.db, from(home, "someone"))).toMatchObject({
			agency: { name: "Harbour Housing" },
		});
	});

	it("ask again for what is missing, keep what was filled in, and leave a disclosure to the guard", async () => {
		await known(database.db, kent, "COORD", "coordinator");
		await parlour.ask(kent, "COORD", "add agency");
		const told = await parlour.press(kent, "COORD", "Add the agency", start, { ...form, sector: null });
		expect(told).toContain("Please fill in the name");
		expect(told).toContain("(now: Harbour Housing)");
		const said = await parlour.happen(
			from(kent, "COORD", {
				kind: "pressed",
				action: "people.addAgency",
				value: { ...form, area: "he hit me" },
			}),
		);
		expect(said).toBe("for the guard");
	});

	it("are paused and resumed, but not a coordinator's own", async () => {
		await known(database.db, kent, "COORD", "coordinator");
		await parlour.ask(kent, "COORD", "agencies");
		const paused = await parlour.press(kent, "COORD", "Pause Medway Homes");
		expect(paused).toContain("Medway Homes is paused");
		expect(paused).toContain("What would have gone there meanwhile is not sent later.");
		expect(await parlour.happen(from(medway, "TOM", { kind: "said", text: "home" }))).toBe("not let in");
		expect(await parlour.press(kent, "COORD", "Pause Kent Police")).toContain("your own agency");
		await parlour.ask(kent, "COORD", "agencies");
		expect(await parlour.press(kent, "COORD", "Resume Medway Homes")).toContain("let in again");
	});

	it("are no lead's and no practitioner's to change, by words or by a copied button", async () => {
		await known(database.db, kent, "COORD", "coordinator");
		await known(database.db, medway, "LEAD", "lead");
		await parlour.ask(kent, "COORD", "agencies");
		expect(await parlour.ask(medway, "LEAD", "agencies")).toBe("not mine");
		expect(await parlour.ask(medway, "LEAD", "add agency")).toContain("looked after by the coordinators");
		for (const action of ["agencies", "askAgency", "addAgency", "agencyLink", "suspend", "resume"])
			for (const value of [null, form, { agency: "x" }, "rubbish", [1]]) {
				const said = await parlour.happen(
					from(medway, "LEAD", { kind: "pressed", action: `people.${action}`, value }),
				);
				expect(said).toMatchObject([{ text: expect.stringContaining("looked after by the coordinators") }]);
			}
		expect(await database.db.agency.count()).toBe(5);
	});
});

describe("acting as somebody else", () => {
	it("is not there outside local mode: the words are a question", async () => {
		expect(await parlour.ask(kent, "ASHA", "as coordinator")).toBe("not mine");
		expect(await database.db.person.count()).toBe(0);
	});

	it("in local mode lets one human be two people with two roles, and themselves again", async () => {
		await seedAgencies(database.db, [{ platform: "terminal", workspace: "local", name: "Local" }], start);
		const here = openParlour(database.db, { local: true });
		const caller = async () => here.people.callerOf(from(local, "you"), start);
		expect(await here.ask(local, "you", "as coordinator")).toContain("You now act as The coordinator.");
		const first = await caller();
		expect(first).toMatchObject({ roles: ["coordinator"], agency: { name: "Local" } });
		await here.ask(local, "you", "as second coordinator");
		expect(await caller()).not.toEqual(first);
		expect(await here.ask(local, "you", "as lead of kent police")).toContain("Lead of Kent Police");
		expect(await caller()).toMatchObject({ roles: ["lead"], agency: { name: "Kent Police" } });
		expect(await here.ask(local, "you", "as lead of nowhere")).toContain("“Kent Police”");
		await here.ask(local, "you", "as coordinator");
		expect(await caller()).toEqual(first);
		expect(await here.ask(local, "you", "as me")).toBe("You are yourself again.");
		expect(await caller()).toEqual({ roles: [], agency: expect.objectContaining({ name: "Local" }) });
	});
});

describe("a button whose value was tampered with", () => {
	it("changes nothing and is answered with a sentence", async () => {
		await known(database.db, kent, "COORD", "coordinator");
		const before = await database.db.auditEntry.count();
		const values: Json[] = [
			null,
			"x",
			7,
			[],
			{ person: 1 },
			{ agency: "' OR 1=1" },
			{ from: -1 },
			{ code: "" },
		];
		for (const action of [
			"revoke",
			"askRevoke",
			"link",
			"agencyLink",
			"suspend",
			"resume",
			"unknown",
			"roles",
		])
			for (const value of values) {
				const said = await parlour.happen(
					from(kent, "COORD", { kind: "pressed", action: `people.${action}`, value }),
				);
				expect(said).toMatchObject([{ text: expect.stringMatching(/\w/) }]);
			}
		expect(await database.db.auditEntry.count()).toBe(before);
	});
});
