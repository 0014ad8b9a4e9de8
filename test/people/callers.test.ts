import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { setAgencyState } from "#people/agencies.ts";
import { callerOf, seedAgencies } from "#people/callers.ts";
import { personAt } from "#people/person.ts";
import { peopleOf } from "#people/reach.ts";
import { leaveWorkspace } from "#people/workspaces.ts";
import { useDatabase } from "../support/database.ts";
import {
	council,
	days,
	from,
	kent,
	known,
	letIn,
	medway,
	minutes,
	placeOf,
	probation,
	start,
	trust,
} from "./partners.ts";

const database = useDatabase();
let ids: Awaited<ReturnType<typeof letIn>>;
beforeEach(async () => {
	ids = await letIn(database.db);
});

const caller = (incoming: Parameters<typeof callerOf>[1], now = start) =>
	callerOf(database.db, incoming, now);
const refused = { refused: expect.stringContaining("If someone is in danger now, call 999.") };

describe("a caller", () => {
	it("is of the agency of the workspace they belong to, on both platforms and org-wide", async () => {
		const names = [];
		for (const home of [kent, medway, trust, council, probation]) {
			const found = await caller(from(home, "U1"));
			names.push("agency" in found ? found.agency.name : found.refused);
		}
		expect(names).toEqual([
			"Kent Police",
			"Medway Homes",
			"Garden Trust",
			"County Council",
			"Probation East",
		]);
	});

	it("who only asks is nobody that is kept", async () => {
		expect(await caller(from(kent, "U1"))).toEqual({
			agency: { id: ids.police, name: "Kent Police", sector: "police" },
			roles: [],
		});
		expect(await database.db.person.count()).toBe(0);
		expect(await database.db.account.count()).toBe(0);
	});

	it("who did more is known with their roles, and the same id elsewhere is somebody else", async () => {
		const person = await known(database.db, kent, "U1", "lead");
		expect(await caller(from(kent, "U1"))).toMatchObject({ person, roles: ["lead"] });
		expect(await caller(from(medway, "U1"))).toEqual({ agency: expect.anything(), roles: [] });
		expect(await caller(from(council, "U1"))).toEqual({ agency: expect.anything(), roles: [] });
	});

	it("who got a role by their id can be written to from their first message on, whatever it is", async () => {
		const key = { platform: "slack", workspaceId: kent.id, userId: "U1" };
		const person = String(await database.db.$transaction((tx) => personAt(tx, key, start)));
		const place = async () => (await peopleOf(database.db, [person], "notices")).get(person)?.place;
		await caller(from(kent, "U1", { kind: "opened" }), minutes(1));
		expect(await place()).toBeFalsy();
		await caller(from(kent, "U1"), minutes(2));
		expect(await place()).toEqual(placeOf("slack", kent.id, "U1", "direct"));
	});

	it("who is kept and only asks counts as met on that day, which is written once a day", async () => {
		await known(database.db, kent, "U1");
		const row = async () => {
			const [account] = await database.db.$queryRaw<{ version: string; usedAt: Date }[]>`
				SELECT xmin::text AS version, "usedAt" FROM "Account"`;
			return account;
		};
		const before = await row();
		await caller(from(kent, "U1"), minutes(60));
		expect(await row()).toEqual(before);
		await caller(from(kent, "U1"), days(400));
		const noted = await row();
		expect(noted?.usedAt).toEqual(new Date("2027-05-19T00:00:00Z"));
		await caller(from(kent, "U1"), new Date(days(400).getTime() + 60_000));
		expect(await row()).toEqual(noted);
	});

	it("in a shared channel is of their own agency, not of the channel's", async () => {
		const shared = from(kent, "U1", undefined, { workspace: medway.id, channel: "C1" });
		expect(await caller(shared)).toMatchObject({ agency: { name: "Kent Police" } });
	});

	it("in a shared channel is refused when either side is not let in", async () => {
		const stranger = { platform: "slack", id: "T0STRANGE" } as const;
		expect(await caller(from(stranger, "U1", undefined, { workspace: kent.id, channel: "C1" }))).toEqual(
			refused,
		);
		expect(await caller(from(kent, "U1", undefined, { workspace: stranger.id, channel: "C1" }))).toEqual(
			refused,
		);
	});

	it("of another platform's workspace is refused, whatever its id", async () => {
		expect(await caller(from({ platform: "teams", id: kent.id }, "U1"))).toEqual(refused);
		expect(await caller(from({ platform: "slack", id: council.id }, "U1"))).toEqual(refused);
	});

	it("of an agency that is paused is told so, and let in again when it is resumed", async () => {
		await setAgencyState(database.db, ids.homes, "suspended", "operator", start);
		const told = await caller(from(medway, "U1"));
		expect(told).toEqual({ refused: expect.stringContaining("paused") });
		expect(await caller(from(kent, "U1", undefined, { workspace: medway.id, channel: "C1" }))).toEqual(told);
		expect(await caller(from(medway, "U1", undefined, { workspace: kent.id, channel: "C1" }))).toEqual(told);
		await setAgencyState(database.db, ids.homes, "active", "operator", start);
		expect(await caller(from(medway, "U1"))).toMatchObject({ agency: { name: "Medway Homes" } });
	});

	it("of a workspace that the bot was taken out of is refused", async () => {
		for (const _ of [1, 2]) await leaveWorkspace(database.db, "slack", kent.id, start);
		expect(await caller(from(kent, "U1"))).toEqual(refused);
		expect(await database.db.auditEntry.count({ where: { what: "workspace left" } })).toBe(1);
	});
});

describe("the first contact from a workspace that is expected", () => {
	it("completes its join, once, however many come together", async () => {
		const contacts = Array.from({ length: 5 }, (_, at) => caller(from(council, `U${at}`), minutes(at)));
		await Promise.all(contacts);
		await caller(from(council, "U9"), minutes(60));
		const row = await database.db.workspace.findUnique({ where: { platform_id: council } });
		expect(row?.state).toBe("joined");
		expect(row?.joinedAt?.getTime()).toBeLessThanOrEqual(minutes(4).getTime());
		const joins = await database.db.auditEntry.findMany({ where: { what: "workspace joined" } });
		expect(joins).toMatchObject([
			{ by: "first contact", about: `teams:${council.id}`, agencyId: ids.council },
		]);
	});

	it("stores nothing when it is refused", async () => {
		await setAgencyState(database.db, ids.council, "suspended", "operator", start);
		await caller(from(council, "U1"));
		expect(await database.db.workspace.findUnique({ where: { platform_id: council } })).toMatchObject({
			state: "expected",
		});
	});
});

describe("the workspaces of the settings", () => {
	const expected = [
		{ platform: "slack" as const, workspace: "T0NEW", name: "New Agency" },
		{ platform: "teams" as const, workspace: probation.id, name: "Other Name" },
		{ platform: "terminal" as const, workspace: "local", name: "new agency" },
	];

	it("become agencies where they are not known, the same for the same name", async () => {
		for (const _ of [1, 2]) await seedAgencies(database.db, expected, start);
		expect(await caller(from({ platform: "slack", id: "T0NEW" }, "U1"))).toMatchObject({
			agency: { name: "New Agency", sector: "other" },
		});
		expect(await caller(from({ platform: "terminal", id: "local" }, "you"))).toMatchObject({
			agency: { name: "New Agency" },
		});
		expect(await caller(from(probation, "U1"))).toMatchObject({ agency: { name: "Probation East" } });
		expect(await database.db.agency.count()).toBe(6);
	});

	it("do not come back by the settings once they were taken out", async () => {
		await leaveWorkspace(database.db, "teams", probation.id, start);
		await seedAgencies(database.db, expected, start);
		expect(await caller(from(probation, "U1"))).toEqual(refused);
	});
});

describe("events with mixed, missing and forged workspace ids", () => {
	const real = [kent, medway, trust, council, probation];
	const forged = fc.oneof(
		fc.constantFrom(
			"",
			" ",
			"T0KENT ",
			"t0kent",
			"T0KENT' OR '1'='1",
			"%",
			"null",
			"undefined",
			`${council.id}\0`,
		),
		fc.constantFrom(...real.map(({ id }) => id.toLowerCase()), ...real.map(({ id }) => id.toUpperCase())),
		fc.string({ maxLength: 40, unit: "binary" }),
	);
	const workspace = fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom(...real.map(({ id }) => id)) },
		{ weight: 2, arbitrary: forged },
	);
	const platform = fc.constantFrom("slack" as const, "teams" as const, "terminal" as const);

	it("are let in only when both are the platform's own of an agency, and then as the sender's agency; nothing else is stored", async () => {
		const agencies = new Map([
			[kent.id, ids.police],
			[medway.id, ids.homes],
			[trust.id, ids.trust],
			[council.id, ids.council],
			[probation.id, ids.probation],
		] as [string, string][]);
		const isLetIn = (on: string, id: string) => real.some((each) => each.platform === on && each.id === id);
		await fc.assert(
			fc.asyncProperty(
				platform,
				workspace,
				workspace,
				fc.constantFrom("U1", "", "U2'--"),
				async (on, host, home, user) => {
					const incoming = {
						...from({ platform: on, id: home }, user),
						place: placeOf(on, host, "C1", "channel"),
					};
					const found = await caller(incoming);
					if (isLetIn(on, host) && isLetIn(on, home))
						expect(found).toEqual({ agency: expect.objectContaining({ id: agencies.get(home) }), roles: [] });
					else expect(found).toEqual(refused);
				},
			),
			{ numRuns: 300 },
		);
		expect(await database.db.person.count()).toBe(0);
		expect(await database.db.workspace.count()).toBe(6);
		expect(await database.db.agency.count()).toBe(5);
	});
});
