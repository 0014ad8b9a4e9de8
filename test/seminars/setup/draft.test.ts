import { describe, expect, it } from "vitest";
import type { Agency } from "#chat/caller.ts";
import { type Known, readDraft, type Written } from "#seminars/setup/draft.ts";
import { readSeminars } from "#seminars/setup/readFile.ts";
import { writtenOf } from "#seminars/setup/written.ts";

const police: Agency = { id: "a1", name: "Kent Police", sector: "police" };
const known: Known = {
	agencies: [police, { id: "a2", name: "Medway Health", sector: "health" }],
	themes: [{ id: "housing", name: "Housing and homelessness" }],
};
const written: Written = {
	title: "What housing learned",
	date: "2026-05-14",
	starts: "09:30",
	ends: "12:30",
	venue: "Town Hall, Chatham",
	capacity: "120",
};

function problems(changes: Written): string[] {
	const read = readDraft({ ...written, ...changes }, known);
	return "problems" in read ? read.problems.map(({ field, text }) => `${field}: ${text}`) : [];
}

describe("A seminar as it is written down", () => {
	it("is read with all that it has", () => {
		const read = readDraft(
			{
				...written,
				held: "Kent Police: 10 until 2026-05-01",
				sessions: "Anna’s review | Independent chair | Kent Police, Medway Health",
				themes: "Housing and homelessness",
				for: "health, kent police",
				waiting: "no",
				link: "https://meet.example.org/a",
			},
			known,
		);
		expect(read).toMatchObject({
			id: "what-housing-learned-2026-05-14",
			startsAt: new Date("2026-05-14T08:30:00Z"),
			endsAt: new Date("2026-05-14T11:30:00Z"),
			capacity: 120,
			waitingList: false,
			holds: [{ agencyId: "a1", seats: 10, until: new Date("2026-05-01T23:00:00Z") }],
			sessions: [
				{ title: "Anna’s review", chair: "Independent chair", agencies: ["Kent Police", "Medway Health"] },
			],
			themes: ["housing"],
			sectors: ["health"],
			agencies: ["a1"],
		});
	});

	it("that is wrong in many ways says so field by field, all at once", () => {
		expect(
			problems({
				title: "",
				date: "14 May",
				capacity: "many",
				link: "http://x",
				themes: "cats",
				for: "the moon",
				waiting: "perhaps",
			}),
		).toEqual(
			[
				"title: is missing",
				"starts: “14 May” is not a date such as 2026-05-14",
				"capacity: “many” is not a whole number from 1 to 5000",
				"waiting: “perhaps” is neither yes nor no",
				"link: is not an https address",
				"themes: “cats” is not one of the themes",
				"for: “the moon” is neither a sector nor an agency that has been let in",
			].toSorted((a, b) => order(a) - order(b)),
		);
	});

	it("cannot end before it starts", () => {
		expect(problems({ ends: "09:30" })).toEqual(["ends: 09:30 is not after the start, 09:30"]);
		expect(problems({ ends: "08:00" })).toEqual(["ends: 08:00 is not after the start, 09:30"]);
	});

	it("cannot start at a time that does not exist", () => {
		expect(problems({ date: "2026-03-29", starts: "01:30" })).toEqual([
			"starts: there is no 01:30 on 2026-03-29: the clocks go forward then",
		]);
	});

	it("that starts at a time that comes twice must say which", () => {
		const autumn = { date: "2026-10-25", starts: "01:30", ends: "04:00" };
		expect(problems(autumn)).toEqual([
			"starts: 01:30 comes twice on 2026-10-25, as the clocks go back: write “01:30 BST” for the first or “01:30 GMT” for the second",
		]);
		const at = (starts: string) => readDraft({ ...written, ...autumn, starts }, known);
		expect(at("01:30 BST")).toMatchObject({ startsAt: new Date("2026-10-25T00:30:00Z") });
		expect(at("01:30 GMT")).toMatchObject({ startsAt: new Date("2026-10-25T01:30:00Z") });
	});

	it("cannot hold more seats than there are, nor for an unknown agency, nor in unclear words", () => {
		expect(problems({ capacity: "5", held: "Kent Police: 6 until 2026-05-01" })).toEqual([
			"held: holds 6 seats, more than the capacity of 5",
		]);
		expect(problems({ held: "Essex Police: 6 until 2026-05-01; Kent Police six" })).toEqual([
			"held: “Essex Police” is not an agency that has been let in",
			"held: “Kent Police six” is not like “Agency: 10 until 2026-05-01”",
		]);
	});

	it("may name an agency that has a comma in its name", () => {
		const comma: Agency = { id: "a3", name: "Homes, Health and Care", sector: "housing" };
		const more = { ...known, agencies: [...known.agencies, comma] };
		const named = {
			for: "health, homes,  health and care, Kent Police",
			held: "Homes, Health and Care: 10 until 2026-05-01",
			sessions: "A | B | Kent Police, Homes, Health and Care",
		};
		expect(readDraft({ ...written, ...named }, more)).toMatchObject({
			...{ sectors: ["health"], agencies: ["a3", "a1"], holds: [{ agencyId: "a3" }] },
			sessions: [{ agencies: ["Kent Police", "Homes, Health and Care"] }],
		});
	});

	it("is written down again as it was read", () => {
		const first = readDraft(
			{
				...written,
				held: "Kent Police: 10 until 2026-10-20",
				sessions: "A | B | C",
				for: "health",
				date: "2026-10-25",
				starts: "01:30 GMT",
			},
			known,
		);
		if ("problems" in first) throw new Error("It should be read.");
		const { holds, ...fields } = first;
		const names = { theme: (id: string) => id, agency: () => "Kent Police" };
		const stored = {
			...fields,
			...{
				holds: holds.map((hold) => ({ ...hold, seminarId: first.id })),
				state: "open" as const,
				sequence: 0,
				dayCode: "ABCD",
			},
			...{ materials: [], createdAt: new Date(), changedAt: new Date(), plannedBy: null },
		};
		expect(readDraft(writtenOf(stored, names), known)).toEqual(first);
	});
});

describe("A file of seminars", () => {
	const head = `---\nid: housing-2026\ntitle: What housing learned\ndate: 2026-05-14\nstarts: 09:30\nends: 12:30\nvenue: Town Hall, Chatham\ncapacity: 120\n`;

	it("is Markdown with a head, whose lists may be lists", () => {
		const text = `${head}waiting: no\nthemes: [housing]\nfor: [health, Kent Police]\nheld:\n  - agency: Kent Police\n    seats: 10\n    until: 2026-05-01\nsessions:\n  - title: Anna’s review\n    chair: Independent chair\n    agencies: [Kent Police]\n---\nThree reviews.\n\nAnd what changed.\n`;
		const read = readSeminars(text, "markdown", known);
		expect(read).toMatchObject({
			drafts: [
				{
					id: "housing-2026",
					about: "Three reviews.\n\nAnd what changed.",
					waitingList: false,
					sectors: ["health"],
					agencies: ["a1"],
					holds: [{ agencyId: "a1", seats: 10 }],
					sessions: [{ title: "Anna’s review", chair: "Independent chair", agencies: ["Kent Police"] }],
				},
			],
		});
	});

	it("in Markdown says what is wrong with its head", () => {
		expect(readSeminars("No head.", "markdown", known)).toEqual({
			problems: ["The file does not begin with a head between two lines of “---”."],
		});
		expect(readSeminars(`${head}colour: blue\n---\n`, "markdown", known)).toMatchObject({
			problems: [expect.stringContaining("There is no field “colour”")],
		});
		expect(readSeminars(`---\ntitle: [\n---\n`, "markdown", known)).toMatchObject({
			problems: [expect.stringContaining("The head cannot be read")],
		});
		expect(readSeminars(`${head}themes: cats\n---\n`, "markdown", known)).toEqual({
			problems: ["themes: “cats” is not one of the themes."],
		});
	});

	const columns = "id,title,date,starts,ends,venue,capacity,held\n";
	const row = (id: string, changes = "") =>
		`${id},A title,2026-05-14,09:30,12:30,"Town Hall, Chatham",120,${changes}\n`;

	it("is CSV with a row each, by commas, semicolons or tabs, with or without a mark in front", () => {
		const text =
			columns +
			row("one", '"Kent Police: 2 until 2026-05-01; Medway Health: 3 until 2026-05-01"') +
			row("two");
		expect(readSeminars(text, "csv", known)).toMatchObject({
			drafts: [
				{ id: "one", venue: "Town Hall, Chatham", holds: [{ seats: 2 }, { seats: 3 }] },
				{ id: "two" },
			],
		});
		const semicolons =
			"\uFEFFtitle;date;starts;ends;venue;capacity\nA;2026-05-14;09:30;12:30;Town Hall, Chatham;12\n";
		expect(readSeminars(semicolons, "csv", known)).toMatchObject({
			drafts: [{ venue: "Town Hall, Chatham" }],
		});
	});

	it("in CSV says what is wrong line by line, and gives none of it", () => {
		expect(readSeminars(columns + row("one") + row("one"), "csv", known)).toEqual({
			problems: ["Line 3: “one” is on line 2 already."],
		});
		expect(readSeminars(columns + row("one", "Essex: 1 until 2026-05-01"), "csv", known)).toEqual({
			problems: ["Line 2, held: “Essex” is not an agency that has been let in."],
		});
		expect(readSeminars("title,date\nA,2026-05-14\n", "csv", known)).toMatchObject({
			problems: [expect.stringContaining("Missing: starts, ends, venue, capacity")],
		});
		expect(readSeminars(`${columns}one,too,few\n`, "csv", known)).toEqual({
			problems: ["Line 2 has 3 cells where the first has 8."],
		});
		expect(readSeminars(`${columns}"one\n`, "csv", known)).toMatchObject({
			problems: [expect.stringContaining("not CSV that can be read")],
		});
		expect(readSeminars("", "csv", known)).toEqual({ problems: ["The file is empty."] });
	});
});

/** The order in which a draft's fields are read. */
function order(problem: string): number {
	const fields = [
		"title",
		"starts",
		"capacity",
		"held",
		"id",
		"link",
		"waiting",
		"sessions",
		"themes",
		"access",
		"for",
	];
	return fields.indexOf(problem.split(":")[0] ?? "");
}
