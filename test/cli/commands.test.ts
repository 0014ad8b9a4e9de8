import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unconfirmed } from "#cli/command.ts";
import { runCommand, runInside } from "#cli/commands.ts";
import { loadPack } from "#knowledge/pack.ts";
import { contentFolder } from "../../src/assemble.ts";
import { useDatabase } from "../support/database.ts";
import { createTestLog } from "../support/log.ts";
import { roomsOn } from "../support/rooms.ts";

const database = useDatabase();
const fixtures = fileURLToPath(new URL("../fixtures/documents", import.meta.url));
const id = "what-our-domestic-homicide-reviews-taught-us-2015-06-09";
const anna = "domestic-homicide-review-overview-report-northmoor-community-safety-anna-2023-05-03";
let folder = "";

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "dhr-commands-"));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
	await database.db.theme.create({
		data: {
			...{ id: "awareness", position: 0, name: "Recognising domestic abuse", summary: "…" },
			within: [],
			askedAs: [],
			related: [],
			roles: [],
		},
	});
});

/** Runs a command as at a terminal where `answer` is typed, or, without one, where nobody is there. */
async function run(command: string, answer?: string) {
	const said: string[] = [];
	const asked: string[] = [];
	const ask = async (question: string) => {
		asked.push(question);
		return answer ?? "";
	};
	const io = { out: (text: string) => void said.push(text), ...(answer === undefined ? {} : { ask }) };
	const rooms = await roomsOn(database.storage);
	const context = { ...rooms, cwd: fixtures, now: new Date("2026-04-01T09:00:00Z"), io };
	const exitCode = await runCommand(command.split(" ").filter(Boolean), context);
	return { exitCode, output: said.join("\n"), asked };
}

const count = () => database.db.passage.count();

describe("documents import", () => {
	it("shows what it understood and asks before it publishes", async () => {
		const { exitCode, output, asked } = await run("documents import quirks.txt", "n");
		expect(output).toContain("Title:       What Our Domestic Homicide Reviews Taught Us");
		expect(output).toMatch(/^2\.2 +Training for Healthcare Profe… .* both /m);
		expect(output).toContain("- 2.6 is missing before 2.7.");
		expect(output).toMatch(/Nothing was published\.$/);
		expect(asked).toEqual(["\nPublish these 10 passages? [y/N] "]);
		expect([exitCode, await count()]).toEqual([0, 0]);
	});

	it("publishes on a yes", async () => {
		const { exitCode, output } = await run("documents import quirks.txt", "Yes");
		expect(output).toContain("10 passages published, as version 1.");
		expect([exitCode, await count()]).toEqual([0, 10]);
	});

	it("says how to publish where nobody can be asked, and changes nothing", async () => {
		const { exitCode, output } = await run("documents import quirks.txt");
		expect(output).toContain("Run the same command with --publish at its end. Nothing was changed.");
		expect([exitCode, await count()]).toEqual([0, 0]);
	});

	it("says that there is nothing to publish when the paper is held as it is", async () => {
		await run("documents import quirks.txt --publish");
		const again = await run("documents import quirks.txt", "y");
		expect(again).toMatchObject({ exitCode: 0, asked: [] });
		expect(again.output).toContain("This is held already, as it is: there is nothing to publish.");
	});

	it("shows what it understood of a review's report, and that a day will take it down", async () => {
		const { output } = await run("documents import review.pdf --publish");
		for (const line of [
			"Title:       Domestic Homicide Review: Overview Report",
			"Review of:   “Anna”",
			"Partnership: Northmoor Community Safety Partnership",
			"Published:   3 May 2023",
			"Link:        https://www.northmoor.example/reviews/anna",
			"Take-down:   3 May 2028",
			"Paragraphs:  16, footnotes: 2",
			"- Check that “Anna” is the review's pseudonym and nobody's name.",
		])
			expect(output.split("\n")).toContain(line);
		expect(output).toMatch(/^4\.3 +4 +Findings /m);
		expect((await run("documents list")).output).toContain(
			"16 passages, imported, to be taken down on 3 May 2028",
		);
		const shown = (await run(`documents show ${anna}`)).output;
		expect(shown).toMatch(
			/\n4\.1 Findings \(page 3; verbatim; .*\)\nAnna told .*\n {2}Footnote: Clinicians in/,
		);
	});

	it("takes a coordinator's word on the review that a report is of", async () => {
		const options = "--pseudonym Rowan --partnership Saltby --published 2023-06-01 --take-down 2027-06-01";
		const { output } = await run(`documents import review.docx ${options}`, "n");
		expect(output).toMatch(/Review of: +“Rowan”\nPartnership: Saltby\nPublished: +1 June 2023\n/);
		expect(output).toContain("Take-down:   1 June 2027");
	});

	it("names what it replaces, and holds a review once whatever it is called now", async () => {
		await run("documents import review.pdf --publish");
		const { output } = await run("documents import review.pdf --pseudonym Rowan --take-down none --publish");
		expect(output).toContain(
			`Publishing replaces what is held as ${anna}: DHR “Anna”, Northmoor Community Safety Partnership, published 3 May 2023.`,
		);
		expect(output).toMatch(/^Take-down: +none /m);
		expect((await run("documents list")).output).toMatch(/16 passages, imported\n1 document\.$/);
	});

	it("refuses the id of another paper by its name, and leaves that as it is", async () => {
		await run("documents import review.pdf --publish --id dhr-1");
		const { exitCode, output } = await run("documents import quirks.txt --publish --id dhr-1");
		expect(output).toBe(
			"The id dhr-1 belongs to another paper: DHR “Anna”, Northmoor Community Safety Partnership, published 3 May 2023. Give this one another id with --id.",
		);
		expect([exitCode, await count()]).toEqual([1, 16]);
	});

	it("keeps nothing of a file that cannot be read whole", async () => {
		for (const file of ["locked.pdf", "damaged.pdf", "scanned.docx", "pages.pdf", "bomb.docx"])
			expect(await run(`documents import ${file} --publish`)).toMatchObject({ exitCode: 1 });
		expect([await count(), await database.db.document.count()]).toEqual([0, 0]);
	});

	it("prints nobody's contact details", async () => {
		const { output } = await run("documents import quirks.txt");
		expect(output).not.toMatch(/Placeholder|Sample|01632|@/);
	});

	it.each<[string, string, RegExp]>([
		[
			"a file that is not there",
			"nowhere.txt",
			/^There is no file .*nowhere\.txt\. Check the name and the folder\.$/,
		],
		["a folder", ".", /is a folder\. Name the file in it/],
		["a device", "/dev/null", /is not a file/],
		["what is no Word document", "paper.docx", /is no Word document, whatever its name says/],
		["a text over 5 MB", "large.txt", /is larger than 5 MB/],
		[
			"a theme without a paragraph",
			"quirks.txt --theme awareness",
			/“awareness” is not of the form PARAGRAPH=VALUE/,
		],
		["an unknown theme", "quirks.txt --theme 2.1=cooking", /There is no theme “cooking”/],
		["a date that cannot be read", "quirks.txt --published tomorrow", /“tomorrow” cannot be read as a date/],
	])("refuses %s in a sentence", async (_, args, sentence) => {
		await writeFile(join(folder, "large.txt"), "a".repeat(5 * 1024 * 1024 + 1));
		await writeFile(join(folder, "paper.docx"), "Words");
		const named = args.replace(/^(large\.txt|paper\.docx)/, `${folder}/$1`);
		const { exitCode, output } = await run(`documents import ${named} --publish`);
		expect(output).toMatch(sentence);
		expect([exitCode, await count()]).toEqual([1, 0]);
	});
});

describe("documents list, show and withdraw", () => {
	beforeEach(async () => {
		await run("documents import quirks.txt --publish");
	});

	it("list and show what is held", async () => {
		expect((await run("documents list")).output).toBe(
			`${id}\n  What Our Domestic Homicide Reviews Taught Us, Northmoor Community Safety Partnership, 9 June 2015\n  10 passages, imported\n1 document.`,
		);
		expect((await run(`documents show ${id}`)).output).toMatch(
			/^2\.1 Recognising Abuse \(verbatim; unstated; .*\)\nSome practitioners did not see/m,
		);
	});

	it("withdraw on a yes, and show it", async () => {
		expect((await run(`documents withdraw ${id}`, "no")).output).toBe("Nothing was withdrawn.");
		expect((await run(`documents withdraw ${id}`)).output).toMatch(
			/\? Run the same command with --yes at its end\.$/,
		);
		expect((await run(`documents withdraw ${id}`, "y")).output).toMatch(/is withdrawn, as version 2\./);
		expect((await run("documents list")).output).toContain("imported, WITHDRAWN");
		expect((await run(`documents withdraw ${id} --yes`)).output).toMatch(
			/is withdrawn already: there is nothing to do\.$/,
		);
	});

	it("say so when there is no such document", async () => {
		for (const command of ["documents show nowhere", "documents withdraw nowhere --yes"])
			expect(await run(command)).toMatchObject({
				exitCode: 1,
				output: expect.stringMatching(/^There is no document “nowhere”\./),
			});
	});
});

describe("content", () => {
	it("is checked without being published, helplines that are due included", async () => {
		const { exitCode, output } = await run("content check");
		expect(output).toMatch(/^prisma\/content is in order: \d+ documents with \d+ passages/);
		expect(output).toContain("Every helpline was checked within the last 90 days.");
		expect([exitCode, await count()]).toEqual([0, 0]);
	});

	it("is published again only where it changed", async () => {
		expect(await loadPack(database.db, contentFolder)).toMatchObject({ kind: "loaded" });
		expect(await run("content reload")).toMatchObject({
			exitCode: 0,
			output: expect.stringMatching(/there is nothing to do\.$/),
		});
	});
});

describe("the command line", () => {
	it.each(["", "help", "--help"])("answers “%s” with every command and an example", async (command) => {
		const { exitCode, output } = await run(command);
		expect(exitCode).toBe(0);
		for (const name of ["documents import FILE", "content check", "agency add", "role grant WHO ROLE"])
			expect(output).toContain(`\n${name}\n`);
		const each = output.split("\n\n").slice(1, -1);
		expect(each.length).toBeGreaterThan(20);
		expect(each.filter((one) => !one.includes("Example: npm run bot -- "))).toEqual([]);
	});

	it.each([
		["frob", "There is no command “frob”. “npm run bot” lists them all."],
		["documents frob", "There is no command “documents frob”. Usage:"],
		["documents import", "Usage: npm run bot -- documents import FILE"],
		["documents list more", "Usage: npm run bot -- documents list"],
		["documents list --frob", "Unknown option '--frob'. Usage: npm run bot -- documents list"],
		["documents import quirks.txt --published", "Option '--published <value>' argument missing. Usage:"],
	])("answers “%s” with its short usage", async (command, usage) => {
		const { exitCode, output } = await run(command);
		expect(output.startsWith(usage)).toBe(true);
		expect(exitCode).toBe(1);
	});

	it("tells another process when a yes is needed", async () => {
		const { log } = createTestLog();
		const inside = { rooms: await roomsOn(database.storage), cwd: fixtures, log };
		expect(await runInside(["documents", "import", "quirks.txt"], inside)).toMatchObject({
			exitCode: unconfirmed,
		});
		expect(await runInside(["documents", "import", "quirks.txt", "--publish", "--brief"], inside)).toEqual({
			exitCode: 0,
			output:
				"10 passages published, as version 1. It holds in every running bot from the next question on.\n",
		});
	});

	it("logs a fault of ours without what was read, and says that there was one", async () => {
		const { log, errors, everything } = createTestLog();
		const db = { document: { findMany: () => Promise.reject(new Error("secret words")) } } as never;
		const rooms = { ...(await roomsOn(database.storage)), db };
		expect(await runInside(["documents", "list"], { rooms, cwd: fixtures, log })).toMatchObject({
			exitCode: 1,
		});
		expect(errors()).toHaveLength(1);
		expect(everything()).not.toContain("secret words");
	});
});
