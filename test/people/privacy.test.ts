import { beforeEach, describe, expect, it } from "vitest";
import type { Feature } from "#chat/feature.ts";
import { removeAgency } from "#people/privacy/removal.ts";
import { purgePeople } from "#people/privacy/retention.ts";
import { leaveWorkspace } from "#people/workspaces.ts";
import type { Db } from "#storage/open.ts";
import { useDatabase } from "../support/database.ts";
import {
	callerOf,
	countingLedger,
	days,
	from,
	kent,
	kentTeams,
	known,
	letIn,
	medway,
	openParlour,
	placeOf,
	start,
} from "./partners.ts";

const database = useDatabase();
const forgotten: string[] = [];
/** Something that holds a booking of each person and a subscription of each agency. */
const bookings: Feature<Db> = {
	name: "bookings",
	owns: () => false,
	handle: async () => ({ reply: { say: [] } }),
	home: async () => [{ kind: "prose", text: "You have booked one seminar." }],
	holds: async () => [{ name: "Bookings", text: "Information sharing, on 3 May" }],
	forget: async (_, person) => {
		forgotten.push(person);
		return ["your booking (1)"];
	},
	forgetAgency: async (_, agency) => {
		forgotten.push(agency);
		return ["2 subscriptions of channels"];
	},
};
let ids: Awaited<ReturnType<typeof letIn>>;
let parlour: ReturnType<typeof openParlour>;
beforeEach(async () => {
	ids = await letIn(database.db);
	forgotten.length = 0;
	parlour = openParlour(database.db, { others: [bookings] });
});

describe("what is held about me", () => {
	it("is everything, each feature’s part too, in words", async () => {
		await known(database.db, kent, "ASHA", "lead");
		await parlour.ask(kent, "ASHA", "stop the reminders");
		const told = await parlour.ask(kent, "ASHA", "what do you hold about me");
		for (const line of [
			"Agency: Kent Police",
			"Your Slack account: ASHA Example, with the id ASHA and how to write to you there; last used on 14 April 2026",
			"Your roles: lead",
			"What you stopped: reminders",
			"Record of changes: one entry",
			"Bookings: Information sharing, on 3 May",
			"what I said and where (30 days)",
		])
			expect(told).toContain(line);
	});

	it("is nothing for somebody who only asked, and asking it makes no row", async () => {
		expect(await parlour.ask(kent, "BOB", "what do you hold about me")).toMatch(/^Nothing under your name\./);
		expect(await database.db.person.count()).toBe(0);
	});

	it("is told in private when it is asked in a channel", async () => {
		await known(database.db, kent, "ASHA", "lead");
		const asked = from(
			kent,
			"ASHA",
			{ kind: "said", text: "my data" },
			{ workspace: medway.id, channel: "C1" },
		);
		const said = await parlour.happen(asked);
		const open = Array.isArray(said) ? said.filter(({ place }) => place.kind === "channel") : [];
		expect(open.map(({ text }) => text)).toEqual(["I have answered you in our private conversation."]);
		expect(parlour.toldTo(kent, "ASHA").at(-1)).toContain("What I hold about you");
	});

	it("of somebody else is shown to nobody", async () => {
		await known(database.db, kent, "ASHA", "lead");
		await parlour.ask(kent, "ASHA", "my data");
		for (const other of ["BOB", "EVE"])
			expect(await parlour.ask(kent, other, "my data")).not.toMatch(/ASHA|lead|Bookings/);
	});
});

describe("delete my data", () => {
	it("asks once, deletes everything, and gives a receipt", async () => {
		await known(database.db, kent, "COORD", "coordinator");
		const person = await known(database.db, kent, "ASHA", "lead");
		await parlour.ask(kent, "ASHA", "my code");
		await parlour.ask(kent, "ASHA", "stop the reminders");
		expect(await parlour.ask(kent, "ASHA", "delete my data")).toContain("It cannot be undone.");
		expect(await database.db.person.count({ where: { id: person } })).toBe(1);
		const receipt = await parlour.press(kent, "ASHA", "Yes, delete it");
		expect(receipt).toContain("Done, on 14 April 2026 at 10:00");
		expect(receipt).toContain("Deleted: your booking (1); your account; your role as lead.");
		expect(forgotten).toEqual([person]);
		expect(parlour.ledger.asked).toContainEqual({
			places: [placeOf("slack", kent.id, "ASHA", "direct").key],
		});
		const left = [
			await database.db.person.findMany(),
			await database.db.account.findMany(),
			await database.db.optOut.findMany(),
			await database.db.linkCode.findMany(),
			await database.db.auditEntry.findMany(),
		];
		expect(JSON.stringify(left)).not.toContain("ASHA");
		expect(await database.db.roleGrant.count({ where: { role: "lead" } })).toBe(0);
		expect(await parlour.ask(kent, "ASHA", "my data")).toMatch(/^Nothing under your name/);
	});

	it("is done once: the button pressed again finds nothing", async () => {
		await known(database.db, kent, "ASHA");
		await parlour.ask(kent, "ASHA", "delete my data");
		await parlour.press(kent, "ASHA", "Yes, delete it");
		expect(await parlour.press(kent, "ASHA", "Yes, delete it")).toContain("There was nothing to delete.");
	});

	it("deletes of whoever presses, and nothing when it is left", async () => {
		await known(database.db, kent, "ASHA");
		await known(database.db, kent, "BOB");
		await parlour.ask(kent, "ASHA", "delete my data");
		await parlour.press(kent, "BOB", "Yes, delete it");
		expect(await parlour.press(kent, "ASHA", "Keep it")).toBe("All right. Nothing was changed.");
		const accounts = await database.db.account.findMany();
		expect(accounts.map(({ userId }) => userId)).toEqual(["ASHA"]);
	});

	it("asks the only coordinator to hand over first", async () => {
		await known(database.db, kent, "COORD", "coordinator");
		await parlour.ask(kent, "COORD", "delete my data");
		expect(await parlour.press(kent, "COORD", "Yes, delete it")).toContain("You are the only coordinator");
		await known(database.db, medway, "NEXT", "coordinator");
		expect(await parlour.press(kent, "COORD", "Yes, delete it")).toContain("your role as coordinator");
	});
});

describe("removing an agency", () => {
	const remove = () =>
		database.db.$transaction((tx) =>
			removeAgency(tx, ids.police, { features: [bookings], ledger: parlour.ledger }, "operator", start),
		);

	it("deletes what is held of it and its people at once, says what, and leaves the others alone", async () => {
		const [asha, tom] = [
			await known(database.db, kent, "ASHA", "lead"),
			await known(database.db, kentTeams, "TOM"),
		];
		await known(database.db, medway, "OTHER", "lead");
		expect(await remove()).toEqual(["2 people", "2 subscriptions of channels", "2 workspaces’ access"]);
		expect(forgotten.toSorted()).toEqual([asha, tom, ids.police].toSorted());
		expect(parlour.ledger.asked).toContainEqual({
			workspaces: expect.arrayContaining([kent, kentTeams].map(({ platform, id }) => ({ platform, id }))),
		});
		const accounts = await database.db.account.findMany();
		expect(accounts.map(({ userId }) => userId)).toEqual(["OTHER"]);
		expect(await callerOf(database.db, from(medway, "OTHER"))).toMatchObject({ roles: ["lead"] });
	});

	it("lets nobody of it in any more, and its tokens are gone", async () => {
		await database.db.slackInstallation.create({
			data: { workspace: kent.id, botUser: "B1", scopes: [], sealed: "sealed", installedAt: start },
		});
		await remove();
		await expect(callerOf(database.db, from(kent, "ASHA"))).rejects.toThrow("not among them");
		expect(await database.db.slackInstallation.count()).toBe(0);
	});

	it("is all or nothing", async () => {
		await known(database.db, kent, "ASHA");
		const breaking: Feature<Db> = {
			...bookings,
			forgetAgency: async () => {
				throw new Error("broken");
			},
		};
		const removing = database.db.$transaction((tx) =>
			removeAgency(tx, ids.police, { features: [breaking], ledger: countingLedger() }, "operator", start),
		);
		await expect(removing).rejects.toThrow("broken");
		expect(await callerOf(database.db, from(kent, "ASHA"))).toMatchObject({
			agency: { name: "Kent Police" },
		});
	});
});

describe("retention", () => {
	const purge = (now: Date) =>
		purgePeople(
			database.db,
			{ people: 100, audit: 1000 },
			{ features: [bookings], ledger: parlour.ledger },
			now,
		);

	it("forgets people who were not met for so long and have no role, with what features hold of them", async () => {
		const person = await known(database.db, kent, "ASHA");
		await known(database.db, kent, "LEAD", "lead");
		await purge(days(100));
		expect(forgotten).toEqual([]);
		await purge(days(101));
		expect(forgotten).toEqual([person]);
		const accounts = await database.db.account.findMany();
		expect(accounts.map(({ userId }) => userId)).toEqual(["LEAD"]);
	});

	it("forgets people a fortnight after the bot was taken out of their last workspace, whatever their role", async () => {
		await known(database.db, kent, "LEAD", "lead");
		const both = await known(database.db, kent, "BOTH");
		await database.db.account.create({
			data: {
				platform: "teams",
				workspaceId: kentTeams.id,
				userId: "both-guid",
				personId: both,
				usedAt: start,
			},
		});
		await leaveWorkspace(database.db, "slack", kent.id, start);
		await purge(days(14));
		expect(forgotten).toEqual([]);
		await purge(days(15));
		const accounts = await database.db.account.findMany({ orderBy: { userId: "asc" } });
		expect(accounts.map(({ userId }) => userId)).toEqual(["BOTH", "both-guid"]);
	});

	it("deletes codes and sign-ins when they run out, and links a month after", async () => {
		await database.db.usedSignIn.create({ data: { id: "a sign-in", expiresAt: days(1) } });
		await known(database.db, kent, "COORD", "coordinator");
		await parlour.ask(kent, "COORD", "my code");
		await parlour.ask(kent, "COORD", "agencies");
		await parlour.press(kent, "COORD", "Link for Medway Homes");
		await purge(days(2));
		expect([await database.db.linkCode.count(), await database.db.installLink.count()]).toEqual([0, 1]);
		expect(await database.db.usedSignIn.count()).toBe(0);
		await purge(days(34));
		expect(await database.db.installLink.count()).toBe(0);
	});
});
