import { beforeEach, describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { callOff, createSeminar } from "#seminars/setup/keep.ts";
import { useDatabase } from "../../support/database.ts";
import { draft, letIn, open } from "../world.ts";
import { createStage } from "./stage.ts";

const database = useDatabase();
let stage: ReturnType<typeof createStage>;
let police: Agency;
beforeEach(async () => {
	police = await letIn(database.db, "Kent Police", "police");
	await letIn(database.db, "Medway Health", "health");
	stage = createStage(database.db);
});
const cora = () => ({ agency: police, name: "cora", roles: ["coordinator" as const] });
const ann = () => ({ agency: police, name: "ann" });
const dee = () => ({ agency: police, name: "dee" });
const list =
	"name,agency,email\nDee Adams,Kent Police,dee@example.org\nEve Brown,medway health,EVE@example.org\n";

/** Imports the list, and resolves with the code that Dee is sent. */
async function codeOfDee(): Promise<string> {
	const done = await stage.pressRaw(cora(), "seminars.importDelegates", { seminar: "housing", list });
	const page = await stage.open(/https:\S+seminar-codes\S+/.exec(done)?.[0] ?? "");
	return /Dee Adams,Kent Police,([A-Z0-9]{4}-[A-Z0-9]{4})/.exec(page.body)?.[1] ?? "";
}

/** A seminar of two places, whose card the coordinator has before them. */
async function manages(): Promise<void> {
	await open(database.db, { capacity: 2 });
	await stage.pressRaw(cora(), "seminars.manage", { seminar: "housing" });
}

describe("A coordinator", () => {
	it("imports delegates, gets a code for each, and sees who cannot be reached until they send it", async () => {
		await manages();
		await stage.press(cora(), "Import delegates");
		const done = await stage.press(cora(), "Import", { list });
		expect(done).toContain("2 delegates added, 0 updated, 0 unchanged.");
		const link = /https:\S+seminar-codes\S+/.exec(done)?.[0] ?? "";
		const codes = (await stage.open(link)).body;
		expect(codes).not.toContain("@");
		const code = /Dee Adams,Kent Police,([A-Z0-9]{4}-[A-Z0-9]{4})/.exec(codes)?.[1] ?? "";
		expect(await stage.press(cora(), "Manage")).toContain("2 of 2 taken");
		expect(await stage.press(cora(), "Bookings")).toContain(
			"Not reachable by reminders, because they have not linked their chat account by their code, or stopped messages: Dee Adams and Eve Brown.",
		);

		expect(
			await stage.say({ agency: police, name: "dee" }, `Place code ${code.toLowerCase().replace("-", " ")}`),
		).toContain("You have a place");
		expect(await stage.say(ann(), `place code ${code}`)).toContain(
			"I do not know that code, or it was used already",
		);
		expect(await stage.press(cora(), "Bookings")).toContain("stopped messages: Eve Brown.");
		expect((await stage.open(link)).body).toContain("Dee Adams,Kent Police,,Linked already");
	});

	it("imports the same list again and nothing doubles; a changed one updates", async () => {
		await manages();
		await stage.press(cora(), "Import delegates");
		await stage.press(cora(), "Import", { list });
		await stage.press(cora(), "Import delegates");
		expect(await stage.press(cora(), "Import", { list })).toContain(
			"0 delegates added, 0 updated, 2 unchanged.",
		);
		const changed = "name,agency,email\nDee Adams-Clark,Medway Health,Dee@example.org \n";
		await stage.press(cora(), "Import delegates");
		const done = await stage.press(cora(), "Import", { list: changed });
		expect(done).toContain("0 delegates added, 1 updated, 0 unchanged.");
		expect(done).toContain(
			"1 delegate of an earlier list is not in this one and keeps the place: Eve Brown.",
		);
		const stored = await database.db.seminarBooking.findMany({ orderBy: { name: "asc" } });
		expect(stored.map(({ name, agencyId }) => [name, agencyId])).toEqual([
			["Dee Adams-Clark", "medway-health"],
			["Eve Brown", "medway-health"],
		]);
		expect(JSON.stringify(stored)).not.toContain("example.org");
	});

	it("is told line by line what is wrong with a list, and none of it is imported", async () => {
		await manages();
		const wrong =
			"name,agency,email\n,Kent Police,a@example.org\nA,Essex,b@example.org\nB,Kent Police,nothing\nC,Kent Police,c@example.org\nD,Kent Police,C@example.org\n";
		await stage.press(cora(), "Import delegates");
		const told = await stage.press(cora(), "Import", { list: wrong });
		for (const problem of [
			"Line 2: the name is missing.",
			"Line 3: “Essex” is not an agency that has been let in.",
			"Line 4: the e-mail address is not one.",
			"Line 6: the same e-mail address is on line 5.",
		])
			expect(told).toContain(problem);
		await stage.press(cora(), "Try again");
		const many = `name,agency,email\n${["x", "y", "z"].map((each) => `${each},Kent Police,${each}@example.org\n`).join("")}`;
		expect(await stage.press(cora(), "Import", { list: many })).toContain(
			"1 of 3 new delegates would have none",
		);
		expect(await database.db.seminarBooking.count()).toBe(0);
	});

	it("gets files that a spreadsheet opens without running anything", async () => {
		await manages();
		await stage.press(cora(), "Import delegates");
		const formula =
			'name,agency,email\n"=HYPERLINK(""https://x.example"",""y"")",Kent Police,f@example.org\n';
		const link =
			/https:\S+seminar-codes\S+/.exec(await stage.press(cora(), "Import", { list: formula }))?.[0] ?? "";
		expect((await stage.open(link)).body).toContain(`"'=HYPERLINK(""https`);
	});
});

describe("A list of delegates", () => {
	it("is not taken for a draft, of which nobody is reminded, and its card does not offer it", async () => {
		const { db } = database;
		await db.$transaction((tx) => createSeminar(tx, draft(), new Date("2026-04-14T10:20:00Z")));
		const manage = await stage.pressRaw(cora(), "seminars.manage", { seminar: "housing" });
		expect(manage).not.toContain("Import delegates");
		const value = { seminar: "housing", list };
		expect(await stage.pressRaw(cora(), "seminars.importDelegates", value)).toContain(
			"Please announce it first",
		);
		expect(await db.seminarBooking.count()).toBe(0);
		expect(await stage.press(cora(), "Manage")).toContain("a draft");
		expect(await stage.press(cora(), "Announce and open booking")).toContain("Import delegates");
		expect(await stage.pressRaw(cora(), "seminars.importDelegates", value)).toContain("2 delegates added");
	});
});

describe("A delegate’s code", () => {
	it("of a seminar that was cancelled is answered with that, and gives no place", async () => {
		await open(database.db);
		const code = await codeOfDee();
		await database.db.$transaction((tx) => callOff(tx, "housing", new Date("2026-04-14T10:30:00Z")));
		const told = await stage.say(dee(), `place code ${code}`);
		expect(told).toContain("What housing learned\n\nThis seminar was cancelled.");
		expect(told).not.toContain("You have a place");
	});

	it("of a seminar that is over is answered with that, and is of use while it runs", async () => {
		await open(database.db);
		const code = await codeOfDee();
		stage.at("2026-05-14T11:30:00Z");
		expect(await stage.say(dee(), `place code ${code}`)).toContain("is over");
		stage.at("2026-05-14T11:29:00Z");
		expect(await stage.say(dee(), `place code ${code}`)).toContain("You have a place");
	});

	it("joins two bookings into one with what they need, the earlier turn, and that they are there", async () => {
		const { db } = database;
		await open(db);
		const code = await codeOfDee();
		await db.seminarBooking.updateMany({ data: { attendedAt: new Date("2026-05-14T08:00:00Z") } });
		await stage.pressRaw(dee(), "seminars.book", { seminar: "housing" });
		await stage.press(dee(), "What I need to take part");
		await stage.press(dee(), "Keep this", { needs: "A hearing loop" });
		await stage.say(dee(), `place code ${code}`);
		expect(await db.seminarBooking.findMany({ where: { personId: { not: null } } })).toMatchObject([
			{
				...{ name: "Dee Adams", needs: "A hearing loop", arrival: 1 },
				attendedAt: new Date("2026-05-14T08:00:00Z"),
			},
		]);
	});
});
