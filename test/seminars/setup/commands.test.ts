import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "#cli/commands.ts";
import { createSeminar } from "#seminars/setup/keep.ts";
import { useDatabase } from "../../support/database.ts";
import { roomsOn } from "../../support/rooms.ts";
import { draft, letIn, meet, open } from "../world.ts";

const database = useDatabase();
const now = new Date("2026-04-14T10:20:00Z");
let folder = "";
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "dhr-seminars-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => letIn(database.db, "Kent Police"));

/** Runs a command in the folder, with what is typed when it asks; without, nobody is there. */
async function run(command: string, answer?: string) {
	const said: string[] = [];
	const io = { out: (text: string) => void said.push(text), ...(answer ? { ask: async () => answer } : {}) };
	const context = { ...(await roomsOn(database.storage)), cwd: folder, now, io };
	const exitCode = await runCommand(command.split(" "), context);
	return { exitCode, output: said.join("\n") };
}

function write(name: string, text: string | Buffer): Promise<void> {
	return writeFile(join(folder, name), text);
}

const markdown = `---
id: housing-2026
title: What housing learned
date: 2026-05-14
starts: 09:30
ends: 12:30
venue: Town Hall, Chatham
capacity: 2
---
Three reviews, and what changed.
`;
const columns = "id,title,date,starts,ends,venue,capacity";

describe("seminars import", () => {
	it("shows what it understood, asks, and keeps a draft; the same file again changes it", async () => {
		await write("one.md", markdown);
		expect((await run("seminars import one.md", "n")).output).toContain("Nothing was kept.");
		expect(await database.db.seminar.count()).toBe(0);
		const { output, exitCode } = await run("seminars import one.md", "y");
		expect(output).toContain("Thursday 14 May 2026, 09:30 to 12:30, Town Hall, Chatham");
		expect([exitCode, output.includes("housing-2026: kept")]).toEqual([0, true]);
		await write("one.md", markdown.replace("capacity: 2", "capacity: 5"));
		expect((await run("seminars import one.md --keep --open")).output).toContain(
			"housing-2026: open for booking",
		);
		expect(await database.db.seminar.findMany()).toMatchObject([
			{ capacity: 5, state: "open", about: "Three reviews, and what changed." },
		]);
	});

	it("keeps all rows of a CSV file, or, where one is wrong, none", async () => {
		await write(
			"year.csv",
			`${columns}\na,A,2026-05-14,09:30,12:30,Here,5\nb,B,2026-03-29,01:30,12:30,Here,5\n`,
		);
		const wrong = await run("seminars import year.csv --keep");
		expect(wrong.exitCode).toBe(1);
		expect(wrong.output).toContain("Line 3, starts: there is no 01:30 on 2026-03-29");
		await write(
			"year.csv",
			`${columns}\na,A,2026-05-14,09:30,12:30,Here,5\nb,B,2026-02-14,09:30,12:30,Here,5\n`,
		);
		expect((await run("seminars import year.csv --keep")).output).toContain("b: it would start in the past.");
		expect(await database.db.seminar.count()).toBe(0);
		await write(
			"year.csv",
			`${columns}\na,A,2026-05-14,09:30,12:30,Here,5\nb,B,2026-06-14,09:30,12:30,Here,5\n`,
		);
		await run("seminars import year.csv --keep");
		expect((await run("seminars list")).output).toContain("2 seminars.");
	});

	it("says that a file is not there, or too large", async () => {
		expect(await run("seminars import nothing.md")).toEqual({
			exitCode: 1,
			output: expect.stringContaining("cannot be read"),
		});
		await write("large.csv", Buffer.alloc(5_000_001, "a"));
		expect((await run("seminars import large.csv")).output).toContain("larger than 5 MB");
	});
});

describe("seminars delegates", () => {
	const command = "seminars delegates list.csv --seminar housing --codes codes.csv";

	it("gives each a place and writes a file with a code and a sentence for each, that only its owner reads", async () => {
		await open(database.db);
		// As Excel saves it where it does not write UTF-8.
		await write("list.csv", Buffer.from("Name;Agency;Email\r\nRené;Kent Police;r@example.org\r\n", "latin1"));
		const { output, exitCode } = await run(command);
		expect([exitCode, output.includes("1 delegate added")]).toEqual([0, true]);
		const codes = await readFile(join(folder, "codes.csv"), "utf8");
		expect(codes).toMatch(
			/^\uFEFFname,agency,email,code,sentence\r\nRené,Kent Police,r@example.org,[A-Z0-9]{4}-[A-Z0-9]{4},/,
		);
		expect(codes).toContain("send the DHR lessons bot this message: place code ");
		expect((await stat(join(folder, "codes.csv"))).mode & 0o777).toBe(0o600);
		await run(command);
		expect(await readFile(join(folder, "codes.csv"), "utf8")).toBe(codes);
	});

	it("takes places back only from a list that is said to be complete", async () => {
		await open(database.db);
		await write("list.csv", "name,agency,email\nA,Kent Police,a@example.org\nB,Kent Police,b@example.org\n");
		await run(command);
		await write("list.csv", "name,agency,email\nA,Kent Police,a@example.org\n");
		expect((await run(command)).output).toContain("not in this one and keeps the place: B.");
		expect((await run(`${command} --complete`)).output).toContain(
			"1 who are not in the list have no place any more.",
		);
		expect(await database.db.seminarBooking.count({ where: { state: "booked" } })).toBe(1);
	});

	it("tells whoever loses their place by a complete list, and a right list brings all of them back", async () => {
		const { db } = database;
		const police = { id: "kent-police", name: "Kent Police", sector: "police" as const };
		await open(db);
		const both = "name,agency,email\nA,Kent Police,a@example.org\nB,Kent Police,b@example.org\n";
		await write("list.csv", `${both}C,Kent Police,c@example.org\n`);
		await run(command);
		const ann = await meet(db, police, "ann");
		await db.seminarBooking.updateMany({ where: { name: "A" }, data: { personId: ann, codeHash: null } });
		await write("list.csv", "name,agency,email\nC,Kent Police,c@example.org\n");
		expect((await run(`${command} --complete`)).output).toContain("2 who are not in the list");
		const told = await db.delivery.findMany({ where: { person: ann } });
		expect(told.map(({ said }) => JSON.stringify(said))).toEqual([
			expect.stringContaining("no longer has you on it"),
		]);
		await write("list.csv", both);
		expect((await run(command)).output).toContain("2 delegates added, 0 updated, 0 unchanged.");
		expect(await readFile(join(folder, "codes.csv"), "utf8")).toMatch(
			/\r\nA,Kent Police,a@example.org,[A-Z0-9]{4}-[A-Z0-9]{4},/,
		);
		expect(await db.seminarBooking.count({ where: { state: "booked" } })).toBe(3);
	});

	it("says that the places are kept where the codes cannot be written, and gives them when it is run again", async () => {
		await open(database.db);
		await write("list.csv", "name,agency,email\nA,Kent Police,a@example.org\n");
		const { output, exitCode } = await run(command.replace("codes.csv", "nowhere/codes.csv"));
		expect([exitCode, output]).toEqual([1, expect.stringContaining("The places are kept, but the codes")]);
		expect(await database.db.seminarBooking.count({ where: { state: "booked" } })).toBe(1);
		expect((await run(command)).output).toContain("The codes for 1 of 1 delegates are in");
	});

	it("refuses a list for a seminar that is a draft, and says to announce it first", async () => {
		await database.db.$transaction((tx) => createSeminar(tx, draft(), now));
		await write("list.csv", "name,agency,email\nA,Kent Police,a@example.org\n");
		const { output, exitCode } = await run(command);
		expect([exitCode, output]).toEqual([1, expect.stringContaining("Please announce it first")]);
		expect(await database.db.seminarBooking.count()).toBe(0);
	});

	it("refuses a list of 50,000 at once, and a list that is none", async () => {
		await open(database.db);
		const rows = Array.from({ length: 50_000 }, (_, at) => `Name ${at},Kent Police,n${at}@example.org`);
		await write("list.csv", `name,agency,email\n${rows.join("\n")}\n`);
		expect(await run(command)).toEqual({
			exitCode: 1,
			output: "Nothing was imported.\n- The file has more than 5,000 rows.",
		});
		await write("list.csv", 'name,agency,email\n"A,Kent Police,a@example.org\n');
		expect((await run(command)).output).toContain("not CSV that can be read");
		await write("list.csv", "name,agency\nA,Kent Police\n");
		expect((await run(command)).output).toContain("Missing: email.");
		expect((await run("seminars delegates list.csv")).output).toContain("Say which seminar");
		expect(await database.db.seminarBooking.count()).toBe(0);
	});

	it("imports as many as there are seats at once", async () => {
		await open(database.db, { capacity: 5_000 });
		const rows = Array.from({ length: 5_000 }, (_, at) => `Name ${at},Kent Police,n${at}@example.org`);
		await write("list.csv", `name,agency,email\n${rows.join("\n")}\n`);
		expect((await run(command)).output).toContain("5000 delegates added");
		expect((await run(command)).output).toContain("0 delegates added, 0 updated, 5000 unchanged.");
	});
});
