import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { citation } from "#knowledge/cite.ts";
import { countReviews } from "#knowledge/countReviews.ts";
import { compareWithHeld, importDocument } from "#knowledge/documents/importDocument.ts";
import type { ImportOptions } from "#knowledge/documents/importOptions.ts";
import { placeAmongHeld } from "#knowledge/documents/placeAmongHeld.ts";
import { prepareImport } from "#knowledge/documents/prepareImport.ts";
import { proposeArea, proposeScope } from "#knowledge/documents/proposeScope.ts";
import type { Document } from "#knowledge/held.ts";
import { createLibrary } from "#knowledge/library.ts";
import { readPack } from "#knowledge/pack.ts";
import { type DocumentInput, publish, putDocument, withdraw } from "#knowledge/publish.ts";
import { quotedExactly } from "#knowledge/quote.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const now = new Date("2026-04-01T09:00:00Z");
const clock = () => now;
const found = await readPack(fileURLToPath(new URL("../../prisma/content", import.meta.url)));
if ("problems" in found) throw new Error(found.problems.join("\n"));
const { themes, documents } = found.pack;

const fixture = (name: string) => readFileSync(new URL(`../fixtures/documents/${name}`, import.meta.url));
const realPaper = new URL("../../../shared/source/kent-csp-2014-03-18-dhr-lessons.txt", import.meta.url);

function prepare(name: string, bytes: Uint8Array | string, options: ImportOptions = {}) {
	return prepareImport({ name, bytes: Buffer.from(bytes) }, options, themes, now);
}

async function prepared(
	name: string,
	bytes: Uint8Array | string,
	options: ImportOptions = {},
): Promise<DocumentInput> {
	const result = await prepare(name, bytes, options);
	if ("problems" in result) throw new Error(result.problems.join("\n"));
	return result.document;
}

const by = <Key extends "themes" | "scope">({ passages }: DocumentInput, key: Key) =>
	Object.fromEntries(
		passages.map((passage) => [passage.paragraph, key === "themes" ? passage.themes[0] : passage[key]]),
	);

const quirks = await prepared("quirks.txt", fixture("quirks.txt"));

describe("prepareImport", () => {
	it("proposes themes by the themes' own words, and by what the paper is about for the rest", () => {
		expect(by(quirks, "themes")).toEqual({
			"1.1": "background",
			"1.2": "background",
			"2.1": "awareness",
			"2.2": "healthcare",
			"2.3": "risk-assessment",
			"2.4": "information-sharing",
			"2.5": "perpetrators-bail",
			"2.7": "safeguarding-children",
			"3.1": "dissemination",
			"3.2": "dissemination",
		});
	});

	it("proposes whether a finding is national, local or both, and claims neither where the paper does not", () => {
		expect(by(quirks, "scope")).toEqual({
			"1.1": "national",
			"1.2": "both",
			"2.1": "unstated",
			"2.2": "both",
			"2.3": "unstated",
			"2.4": "local",
			"2.5": "national",
			"2.7": "unstated",
			"3.1": "local",
			"3.2": "local",
		});
		const areas = Object.fromEntries(quirks.passages.map(({ scope, area }) => [scope, area]));
		expect(areas).toEqual({
			national: null,
			unstated: null,
			local: "Northmoor and Saltby",
			both: "Northmoor and Saltby",
		});
	});

	it("gives ids that stay the same from import to import", async () => {
		expect(quirks.id).toBe("what-our-domestic-homicide-reviews-taught-us-2015-06-09");
		expect(quirks.passages[3]?.id).toBe(`${quirks.id}-2-2`);
		const twins = await prepared(
			"a.txt",
			"Title: A paper\nPublisher: Northmoor Council\nDate: 2020-01\n\n1.1 One met.\n\n1.1 Two met.",
		);
		expect(twins.passages.map(({ id }) => id)).toEqual(["a-paper-2020-01-1-1", "a-paper-2020-01-1-1-copy2"]);
	});

	it("takes a coordinator's word before the paper's", async () => {
		const document = await prepared("quirks.txt", fixture("quirks.txt"), {
			id: "northmoor-2015",
			title: "Another title",
			publisher: "Another body",
			published: "June 2015",
			area: "Saltby",
			link: "https://www.example.org/paper",
			themes: { "2.1": ["stalking", "awareness"] },
			scopes: { "2.1": "local" },
		});
		expect(document).toMatchObject({
			id: "northmoor-2015",
			title: "Another title",
			publisher: "Another body",
			publishedOn: "2015-06",
			link: "https://www.example.org/paper",
		});
		expect(document.passages.find(({ paragraph }) => paragraph === "2.1")).toMatchObject({
			id: "northmoor-2015-2-1",
			themes: ["stalking", "awareness"],
			scope: "local",
			area: "Saltby",
		});
	});

	const head = "Title: A paper\nPublisher: Northmoor Council\nDate: 2020-01-02\n\n";
	it.each<[string, string, ImportOptions, string[]]>([
		[
			"no title",
			"Publisher: Northmoor Council\nDate: 2020-01\n\n1.1 They met.",
			{},
			['No title was found at the head of a.txt. Give it with --title "…".'],
		],
		[
			"no publisher",
			"Title: A paper\nDate: 2020-01\n\n1.1 They met.",
			{},
			['No publisher was found at the head of a.txt. Give it with --publisher "…".'],
		],
		[
			"no date",
			"Title: A paper\nPublisher: Northmoor Council\n\n1.1 They met.",
			{},
			[
				"No date was found at the head of a.txt. Give it with --published, such as --published 2014-03-18, or --published 2014-03 where only the month is known.",
			],
		],
		[
			"a date in no calendar",
			`${head.replace("2020-01-02", "30 February 2020")}1.1 They met.`,
			{},
			[
				"The date “30 February 2020” in a.txt cannot be read. Give it with --published, such as --published 2014-03-18, or --published 2014-03 where only the month is known.",
			],
		],
		[
			"a date that cannot be read",
			`${head}1.1 They met.`,
			{ published: "soon" },
			[
				"“soon” cannot be read as a date. Give it with --published, such as --published 2014-03-18, or --published 2014-03 where only the month is known.",
			],
		],
		[
			"no paragraphs",
			head,
			{},
			[
				"No paragraphs were found in a.txt. Number them as the paper does (1.1, 1.2, 2.1 …), or part them by empty lines, and import it again.",
			],
		],
		[
			"an id that is none",
			`${head}1.1 They met.`,
			{ id: "../x" },
			["--id may have only small letters, digits and hyphens, such as --id kent-lessons-2014."],
		],
		[
			"a link that is not https",
			`${head}1.1 They met.`,
			{ link: "javascript:alert(1)" },
			["--link must be an address that begins with https://."],
		],
		[
			"a paragraph that is not there",
			`${head}1.1 They met.`,
			{ scopes: { "9.9": "local" } },
			["The paper has no paragraph 9.9 to set a theme or scope for."],
		],
		[
			"a scope that is none",
			`${head}1.1 They met.`,
			{ scopes: { "1.1": "county" } },
			["There is no scope “county”. It is one of: national, local, both, unstated."],
		],
	])("says what to do about %s", async (_, text, options, problems) => {
		expect(await prepare("a.txt", text, options)).toEqual({ problems });
	});

	it("takes a coordinator's word on the review that a report is of", async () => {
		const document = await prepared("review.docx", fixture("review.docx"), {
			...{ partnership: "Saltby Safety Partnership", pseudonym: "Rowan", takeDown: "1 June 2027" },
			published: "2023-06-01",
		});
		expect(document).toMatchObject({
			publisher: "Saltby Safety Partnership",
			partnership: "Saltby Safety Partnership",
			pseudonym: "Rowan",
			takeDownOn: "2027-06-01",
			publishedOn: "2023-06-01",
		});
		const paper = await prepared("quirks.txt", fixture("quirks.txt"));
		expect(paper).toMatchObject({ partnership: null, pseudonym: null, takeDownOn: null });
	});

	it("refuses a report that was to be taken down by now, unless told otherwise", async () => {
		const late = (takeDown: string) => prepare("review.docx", fixture("review.docx"), { takeDown });
		expect(await late("2026-04-01")).toEqual({
			problems: [
				"It was to be taken down on 1 April 2026, so nothing of it may be shown. If that is wrong, give the right day with --take-down, or --take-down none where it is to stay.",
			],
		});
		expect(await late("May 2028")).toEqual({
			problems: [expect.stringMatching(/^“May 2028” cannot be read as a day\. Give it with --take-down/)],
		});
		expect(await late("2026-04-02")).toHaveProperty("document");
	});

	it("quotes the sentence that it read a take-down day in", async () => {
		const said = "“This report will be removed from the website on 3 May 2028.”";
		const file = { name: "review.docx", bytes: fixture("review.docx") };
		expect(await prepare(file.name, file.bytes)).toMatchObject({
			warnings: expect.arrayContaining([
				`Check that it is to be taken down on 3 May 2028. The paper says: ${said}`,
			]),
		});
		expect(await prepareImport(file, {}, themes, new Date("2028-05-04T09:00:00Z"))).toEqual({
			problems: [expect.stringContaining(`The paper says: ${said} If that is wrong`)],
		});
	});

	it("quotes no sentence that points to a person", async () => {
		const note = "Note: This report will be removed on 3 May 2028, so write to someone@northmoor.example.";
		expect(await prepare("a.txt", `${head.trimEnd()}\n${note}\n\n1.1 They met.`)).toMatchObject({
			document: { takeDownOn: "2028-05-03" },
			warnings: expect.arrayContaining(["Check that it is to be taken down on 3 May 2028."]),
		});
	});

	it("forgets a take-down day when told that there is none", async () => {
		const result = await prepare("review.docx", fixture("review.docx"), { takeDown: "none" });
		expect(result).toMatchObject({ document: { takeDownOn: null } });
		expect(JSON.stringify(result)).not.toContain("to be taken down");
	});

	it("gives no review the id of another, however long its title is", async () => {
		const long = {
			title:
				"A Domestic Homicide Review into the Circumstances of a Death in Northmoor in the Spring of a Year",
		};
		const of = async (options: ImportOptions) =>
			(await prepared("a.txt", `${head}1.1 They met.`, options)).id;
		const ids = await Promise.all([
			of({ ...long, partnership: "Northmoor Community Safety Partnership", pseudonym: "Anna" }),
			of({ ...long, partnership: "Northmoor Community Safety Partnership", pseudonym: "Beth" }),
			of({ ...long, partnership: "Saltby Community Safety Partnership", pseudonym: "Anna" }),
		]);
		expect(ids[0]).toBe("a-domestic-homicide-review-into-the-northmoor-community-safety-anna-2020-01-02");
		expect(new Set(ids).size).toBe(3);
	});

	it("asks whether what it took for a pseudonym is one", async () => {
		const result = await prepare("review.docx", fixture("review.docx"));
		expect(result).toMatchObject({
			warnings: expect.arrayContaining(["Check that “Anna” is the review's pseudonym and nobody's name."]),
		});
	});

	it("names the themes there are when one is unknown", async () => {
		const result = await prepare("a.txt", `${head}1.1 They met.`, { themes: { "1.1": ["cooking"] } });
		expect(result).toEqual({
			problems: [expect.stringMatching(/^There is no theme “cooking”\. The themes are: awareness, /)],
		});
	});
});

describe("proposeScope", () => {
	it.each<[string, string]>([
		["This was found in some cases nationally.", "national"],
		["Locally, records were lost.", "local"],
		["Our reviews found it, and reviews across England did.", "both"],
		["The National Probation Service attended.", "unstated"],
		["Each local area decides.", "unstated"],
		["Saltby Police attended.", "local"],
	])("reads “%s” as %s", (text, scope) =>
		expect(proposeScope({ section: null, text }, "Northmoor and Saltby").scope).toBe(scope),
	);

	it("reads the area from the publisher, with the place that it is named together with", () => {
		expect(
			proposeArea(
				"Northmoor Community Safety Partnership",
				"Northmoor and Saltby here, Northmoor and Saltby there",
			),
		).toBe("Northmoor and Saltby");
		expect(proposeArea("Northmoor County Council", "nothing more")).toBe("Northmoor");
		expect(proposeArea("Home Office", "Home Office")).toBeNull();
	});
});

describe("importDocument", () => {
	beforeEach(async () => {
		await database.db.theme.createMany({ data: themes });
	});

	it("publishes a paper whole, quotable word for word", async () => {
		const document = await prepared("quirks.txt", fixture("quirks.txt"));
		expect(await compareWithHeld(database.db, document)).toBe("new");
		expect(await importDocument(database.db, document)).toMatchObject({ changed: true, version: 1 });
		const held = await createLibrary(database.db, clock).current();
		const passage = held.passages.get(`${document.id}-2-4`);
		expect(
			passage &&
				quotedExactly("Several of our Northmoor and Saltby DHRs were about families who had moved", passage),
		).toBe(true);
		expect(held.passages.size).toBe(10);
	});

	it("publishes a report with its pages, its footnotes and what it says of its review", async () => {
		const document = await prepared("review.pdf", fixture("review.pdf"));
		expect(document.id).toBe(
			"domestic-homicide-review-overview-report-northmoor-community-safety-anna-2023-05-03",
		);
		await importDocument(database.db, document);
		expect(await compareWithHeld(database.db, document)).toBe("same");
		const held = await createLibrary(database.db, clock).current();
		const passage = held.passages.get(`${document.id}-4-1`);
		expect(passage).toMatchObject({ page: 3, wording: "verbatim", footnotes: [expect.any(String)] });
		expect(passage && citation(passage, held.documents.get(document.id) as Document)).toBe(
			"DHR “Anna”, Northmoor Community Safety Partnership, paragraph 4.1, page 3, published 3 May 2023",
		);
		expect(countReviews(held, passage?.themes[0] ?? "", now)).toEqual({ found: 1, held: 1 });
	});

	it("changes nothing when the same paper comes again, and replaces it whole when it changed", async () => {
		const text = fixture("quirks.txt").toString();
		const before = await prepared("quirks.txt", text);
		await importDocument(database.db, before);
		expect(await compareWithHeld(database.db, before)).toBe("same");
		expect(await importDocument(database.db, before)).toMatchObject({ changed: false, version: 1 });

		const after = await prepared(
			"quirks.txt",
			text.replace(/^- 3\.2 .*$/m, "- 3.2 Three seminars will be held."),
		);
		expect(await compareWithHeld(database.db, after)).toBe("changed");
		expect(await importDocument(database.db, after)).toMatchObject({ changed: true, version: 2 });
		const held = await createLibrary(database.db, clock).current();
		expect(held.passages.get(`${after.id}-3-2`)?.text).toBe("Three seminars will be held.");
		expect(held.passages.size).toBe(10);
	});

	it("brings a withdrawn paper back when it is imported again", async () => {
		const document = await prepared("quirks.txt", fixture("quirks.txt"));
		const library = createLibrary(database.db, clock);
		await importDocument(database.db, document);
		await withdraw(database.db, document.id);
		expect((await library.current()).passages.size).toBe(0);
		expect(await compareWithHeld(database.db, document)).toBe("withdrawn");
		expect(await importDocument(database.db, document)).toMatchObject({ changed: true });
		expect((await library.current()).passages.size).toBe(10);
	});

	it("tells an id of the starter pack", async () => {
		const [starter] = documents;
		if (!starter) throw new Error("The starter pack has no document.");
		await publish(database.db, async (tx) => void (await putDocument(tx, starter)));
		const document = await prepared("quirks.txt", fixture("quirks.txt"), { id: starter.id });
		expect(await compareWithHeld(database.db, document)).toBe("starter");
	});

	it("takes over how people ask for a paragraph that the starter pack sums up", async () => {
		const document = await prepared("quirks.txt", fixture("quirks.txt"));
		const { title, publisher, publishedOn } = document;
		const summary = {
			...{
				id: "s-2-1",
				title: "Seeing control",
				paragraph: "2.1",
				page: null,
				footnotes: [],
				wording: "summary" as const,
				scope: "unstated" as const,
			},
			...{
				area: null,
				themes: ["awareness"],
				text: "A summary.",
				askedAs: ["is it abuse"],
				whatNext: "Talk about it.",
			},
		};
		await publish(database.db, async (tx) => {
			await putDocument(tx, {
				...{ id: "starter", title, publisher, publishedOn, link: null, via: null },
				...{ partnership: null, pseudonym: null, takeDownOn: null },
				origin: "starter",
				passages: [summary],
			});
		});
		await importDocument(database.db, document);
		const held = await createLibrary(database.db, clock).current();
		expect(held.passages.get(`${document.id}-2-1`)).toMatchObject({
			askedAs: ["is it abuse"],
			whatNext: "Talk about it.",
			wording: "verbatim",
		});
		expect(held.passages.has("s-2-1")).toBe(false);
	});
});

describe("placeAmongHeld", () => {
	const words = "1.1 Nobody asked her.\n\n1.2 Records were lost.\n\n1.3 No referral was made.";
	const report = (of: string, options: ImportOptions = {}, text = words) =>
		prepared(
			"report.txt",
			`Domestic Homicide Review\n\nOverview Report\n\n${of} Community Safety Partnership\n\nMay 2023\n\n${text}`,
			options,
		);
	const place = (document: DocumentInput, chosen = false) => placeAmongHeld(database.db, document, chosen);
	const ids = async () =>
		(await database.db.document.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id);
	const northmoor = "domestic-homicide-review-overview-report-northmoor-community-safety-2023-05";

	async function publishes(document: DocumentInput, chosen = false) {
		const found = await place(document, chosen);
		if ("problem" in found) throw new Error(found.problem);
		await importDocument(database.db, found.document);
		return found;
	}

	it("holds the reports that two partnerships published in one month, each with its own words", async () => {
		await publishes(await report("Northmoor"));
		await publishes(await report("Saltby", {}, "1.1 The lock was changed.\n\n1.2 Nobody called back."));
		expect(await ids()).toEqual([northmoor, northmoor.replace("northmoor", "saltby")]);
		expect(await database.db.passage.count()).toBe(5);
	});

	it("counts a review once whose report came again with a pseudonym", async () => {
		await publishes(await report("Northmoor"));
		const again = await publishes(await report("Northmoor", { pseudonym: "Anna" }));
		expect(again.replaces).toMatchObject({ id: northmoor, pseudonym: null });
		const held = await createLibrary(database.db, clock).current();
		expect([...held.documents.values()]).toMatchObject([{ id: northmoor, pseudonym: "Anna" }]);
		expect([...held.passages.keys()]).toEqual([1, 2, 3].map((at) => `${northmoor}-1-${at}`));
		expect(countReviews(held, "background", now)?.held).toBe(1);
		const { document } = await publishes(await report("Northmoor", { pseudonym: "Anna" }));
		expect(await compareWithHeld(database.db, document)).toBe("same");
	});

	it("finds a report that is held under an older id, as it was and with other words", async () => {
		await publishes(await report("Northmoor", { id: "older", pseudonym: "Anna" }), true);
		const same = await place(await report("Northmoor", { pseudonym: "Anna" }));
		if ("problem" in same) throw new Error(same.problem);
		expect(await compareWithHeld(database.db, same.document)).toBe("same");
		await publishes(await report("Northmoor", { pseudonym: "Anna" }, "1.1 All of it is new."));
		expect(await ids()).toEqual(["older"]);
		expect(await database.db.passage.findMany()).toMatchObject([{ id: "older-1-1" }]);
	});

	it("takes no other report of the same month for a new version, where no pseudonym tells them apart", async () => {
		await publishes(await report("Northmoor"));
		const other = "1.1 Nobody asked her.\n\n1.2 The lock was changed.\n\n1.3 Nobody called back.";
		expect(await place(await report("Northmoor", {}, other))).toEqual({
			problem: `The id ${northmoor} belongs to another paper: Domestic Homicide Review: Overview Report, Northmoor Community Safety Partnership, published May 2023. Give this one another id with --id. If this is a new version of that one, give --id ${northmoor} to replace it.`,
		});
		expect(await place(await report("Northmoor", { id: northmoor }, other), true)).toMatchObject({
			replaces: { id: northmoor },
		});
		await publishes(await report("Northmoor", { pseudonym: "Beth" }, other));
		const mended = words.replace("lost", "lost twice");
		expect(await publishes(await report("Northmoor", {}, mended))).toMatchObject({
			document: { id: northmoor },
		});
		expect(await database.db.document.count()).toBe(2);
	});

	it.each([
		["another partnership", "Saltby", {}],
		["another pseudonym", "Northmoor", { pseudonym: "Beth" }],
	])("refuses the id of a review of %s, and names that", async (_, of, options) => {
		await publishes(await report("Northmoor", { id: "dhr-1", pseudonym: "Anna" }), true);
		const other = await report(of, { id: "dhr-1", ...options }, "1.1 The lock was changed.");
		expect(await place(other, true)).toEqual({
			problem:
				"The id dhr-1 belongs to another paper: DHR “Anna”, Northmoor Community Safety Partnership, published May 2023. Give this one another id with --id.",
		});
	});

	it("holds no paper under a second id, unless the first was withdrawn", async () => {
		await publishes(await report("Northmoor"));
		const second = await report("Northmoor", { id: "dhr-1" });
		expect(await place(second, true)).toEqual({
			problem: expect.stringMatching(/^This is held already, as .* Leave out --id to replace it, or/),
		});
		await withdraw(database.db, northmoor);
		expect(await place(second, true)).toEqual({ document: second, replaces: null });
	});
});

describe.skipIf(!existsSync(realPaper))(
	"The 2014 Kent and Medway paper (skipped where ../shared/source is not there)",
	() => {
		it("gets the themes and scopes that it speaks of, trap by trap", async () => {
			const document = await prepared("paper.txt", readFileSync(realPaper));
			expect(document).toMatchObject({ partnership: null, takeDownOn: null });
			expect(by(document, "themes")).toEqual({
				...{
					"1.1": "background",
					"1.2": "background",
					"2.1": "awareness",
					"2.2": "healthcare",
					"2.3": "risk-assessment",
				},
				...{
					"2.4": "information-sharing",
					"2.5": "complex-needs",
					"2.6": "perpetrators-bail",
					"2.7": "safeguarding-children",
				},
				...{
					"3.1": "dissemination",
					"3.2": "dissemination",
					"3.3": "dissemination",
					"3.4": "dissemination",
					"3.5": "dissemination",
				},
			});
			expect(by(document, "scope")).toMatchObject({
				...{
					"2.1": "unstated",
					"2.2": "both",
					"2.3": "unstated",
					"2.4": "local",
					"2.5": "unstated",
					"2.6": "national",
					"2.7": "unstated",
				},
			});
		});
	},
);
