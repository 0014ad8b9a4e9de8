import { describe, expect, it } from "vitest";
import { screen } from "#guard/screen.ts";
import { missing, problemInWords, wrongIn } from "#lessons/text/checkText.ts";
import { clean } from "#lessons/text/clean.ts";
import { findIdentifying, worthALook } from "#lessons/text/findIdentifying.ts";
import { emptyText, type LessonText, labels, type TextField } from "#lessons/text/lessonText.ts";
import { readFile } from "#lessons/text/readFile.ts";
import { wanted } from "./written.ts";

const now = new Date("2026-04-14T10:20:00Z");
const known = {
	themes: [
		{ id: "housing", name: "Housing" },
		{ id: "professional-curiosity", name: "Professional curiosity" },
	],
};
const all = Object.keys(labels) as TextField[];
const wrong = (changes: Partial<LessonText>) =>
	wrongIn({ ...wanted, ...changes }, all, known, now).map(problemInWords);
const finds = (changes: Partial<LessonText>) =>
	findIdentifying({ ...wanted, ...changes }, all, screen).map(problemInWords);

describe("What is written of a lesson", () => {
	it("is taken as it is where nothing is wrong with it", () => {
		expect(wrong({})).toEqual([]);
		expect(missing("lesson", wanted)).toEqual([]);
		expect(finds({})).toEqual([]);
	});

	it("is asked for field by field where it is missing", () => {
		expect(missing("lesson", emptyText).map(problemInWords)).toContain("Title: is missing.");
		expect(missing("review", emptyText).map(({ field }) => field)).toEqual([
			...["pseudonym", "partnership", "publishedOn", "link", "themes", "takeDownOn"],
		]);
	});

	it.each<[string, Partial<LessonText>, string]>([
		[
			"100,000 characters",
			{ learning: "word ".repeat(20_000) },
			"The learning: is longer than 2,500 characters: it has 100,000.",
		],
		["emoji alone", { headline: "😀🎉" }, "Headline: has no words in it."],
		[
			"a broken link",
			{ link: "https://nowhere" },
			"Link: is not an address that can be opened, such as https://example.org/review.",
		],
		[
			"a link that is none",
			{ link: "javascript:alert(1)" },
			"Link: is not an address that can be opened, such as https://example.org/review.",
		],
		[
			"a link with spaces",
			{ link: "https://example.org/a b" },
			"Link: is not an address that can be opened, such as https://example.org/review.",
		],
		["an open link", { link: "http://example.org/a" }, "Link: must begin with https://."],
		[
			"a link with a password",
			{ link: "https://a:b@example.org" },
			"Link: must not hold a name or a password.",
		],
		[
			"a broken link in a text",
			{ doNow: "Look at http://nowhere, then ask." },
			"What to do now: has a link that is not an address that can be opened, such as https://example.org/review: http://nowhere,.",
		],
		[
			"a take-down date in the past",
			{ takeDownOn: "2026-04-13" },
			"Take-down date: is in the past, or today.",
		],
		["a take-down date today", { takeDownOn: "2026-04-14" }, "Take-down date: is in the past, or today."],
		[
			"a day that is none",
			{ reviewOn: "2027-02-30" },
			"Review date: “2027-02-30” is not a day such as 2027-04-14.",
		],
		["a review of the future", { publishedOn: "2026-05-01" }, "Published on: is in the future."],
		["a theme that is none", { themes: ["<script>"] }, "Themes: “<script>” is not a theme."],
		[
			"an audience that is none",
			{ audience: ["everybody!"] },
			"For: “everybody!” is not one of the audiences.",
		],
	])("is told by field where it is %s", (_, changes, problem) => {
		expect(wrong(changes)).toEqual([problem]);
	});

	it("keeps every word of other scripts, and drops what turns the direction round", () => {
		const arabic = "\u202Eاسأل على انفراد\u202C";
		expect(clean(arabic)).toBe("اسأل على انفراد");
		expect(wrong({ headline: clean(arabic) })).toEqual([]);
		expect(clean("a\0b\r\n\r\n\r\n\r\nc \ud800")).toBe("ab\n\nc");
		expect(clean("👩‍👧 <b>&amp;</b> <!channel>")).toBe("👩‍👧 <b>&amp;</b> <!channel>");
	});
});

describe("What may identify somebody", () => {
	it.each<[string, Partial<LessonText>, RegExp]>([
		[
			"a street",
			{ happened: "Nobody asked. The family lived at 12 High Street, Dover." },
			/^What happened: .*take it out: “The family/,
		],
		["a number of a record", { learning: "The NHS number was 999 123 4567." }, /^The learning: /],
		["a telephone number", { doNow: "Call the family on 07700 900123." }, /^What to do now: /],
		[
			"an age, a post and a town",
			{ summary: "She was a 34-year-old nurse from Dover." },
			/^Summary: .*more general words/,
		],
		["a person's name", { more: "Dr Patel at the Quarry Street surgery did not refer her." }, /^In full: /],
	])("is shown by field and has to be mended: %s", (_, changes, problem) => {
		expect(finds(changes)).toEqual([expect.stringMatching(problem)]);
	});

	it("is not what is said of a death, nor does that hide it", () => {
		expect(
			finds({ happened: "She was strangled by her partner after years of threats to kill her." }),
		).toEqual([]);
		expect(finds({ happened: "He strangled her. They lived at 12 High Street, Dover." })).toHaveLength(1);
	});

	it("is left to people's eyes where a sentence points at nobody", () => {
		const text = {
			...wanted,
			doNow: "Ask who has spoken to each child, and what daily life is like for them.",
		};
		const wary = (sentence: string) => (sentence === text.doNow ? { kind: "identify" } : undefined);
		expect(findIdentifying(text, all, wary)).toEqual([]);
		expect(worthALook(text, wary).map(({ field }) => field)).toEqual(["doNow"]);
	});

	it("is not the age of a group", () => {
		expect(finds({ learning: "Ask each adult aged 65 and over, and children aged 5 to 11, alone." })).toEqual(
			[],
		);
		expect(finds({ happened: "The son, aged 15, had told his school." })).toEqual([
			expect.stringContaining("this tells somebody’s age"),
		]);
	});

	it("is not the pseudonym that the review gives", () => {
		expect(finds({ happened: "Nobody asked Anna what she was afraid of." })).toEqual([]);
	});
});

const head = `---
title: Ask alone, on every visit
themes: [Housing]
audience: ["front line: housing", commissioners]
partnership: Example Community Safety Partnership
pseudonym: Anna
published: 2026-03-02
link: https://reviews.example.org/anna
review: 2027-04-14
take-down: 2028-05-03
---
`;
const body = `
# Headline

People tell us **more** when we [ask again](https://example.org/why).

# What happened

Questions were asked once. <script>alert(1)</script>

# The learning

- Ask alone.
- Ask again.

# What to do now

1. Find a way to speak alone.
2. Record it.
`;

describe("A file", () => {
	const read = (file: string) => readFile(file, known, screen, now);

	it("is read into the fields, as plain text", () => {
		expect(read(head + body)).toEqual({
			kind: "lesson",
			text: {
				...emptyText,
				title: "Ask alone, on every visit",
				headline: "People tell us more when we ask again (https://example.org/why).",
				happened: "Questions were asked once. <script>alert(1)</script>",
				learning: "• Ask alone.\n• Ask again.",
				doNow: "1. Find a way to speak alone.\n2. Record it.",
				themes: ["housing"],
				audience: ["front line: housing", "commissioners"],
				...{
					partnership: wanted.partnership,
					pseudonym: "Anna",
					publishedOn: "2026-03-02",
					link: wanted.link,
				},
				...{ reviewOn: "2027-04-14", takeDownOn: "2028-05-03" },
			},
		});
	});

	it.each<[string, string, RegExp]>([
		["nothing", "", /does not begin with a head/],
		["a head that is none", "---\ntitle: [\n---\n", /The head cannot be read: look at line/],
		[
			"a field that there is not",
			"---\ntitel: x\n---\n",
			/There is no field “titel”\. The fields of the head are: kind, title/,
		],
		[
			"an unknown section",
			`${head}# Background\n\ntext`,
			/“Background” is not a section\. The sections are: Headline/,
		],
		["text before any section", `${head}text`, /There is text before the first section/],
		["a section twice", `${head}${body}\n# Headline\n\nagain`, /Headline: is there twice/],
		["a kind that is none", "---\nkind: poem\n---\n", /kind: is not what is expected there/],
		[
			"a past take-down date",
			head.replace("2028-05-03", "2020-05-03") + body,
			/Take-down date: is in the past/,
		],
	])("is refused with what is wrong: %s", (_, file, problem) => {
		const outcome = read(file);
		expect("problems" in outcome ? outcome.problems.join("\n") : "").toMatch(problem);
	});

	it("of 100,000 characters is refused by field", () => {
		const outcome = read(head + body.replace("Questions", "Questions ".repeat(10_000)));
		expect(outcome).toEqual({
			problems: [expect.stringMatching(/^What happened: is longer than 2,500 characters/)],
		});
	});

	it("announces a review", () => {
		const outcome = read(head.replace("title: Ask alone, on every visit", "kind: review"));
		expect(outcome).toMatchObject({ kind: "review", text: { pseudonym: "Anna" } });
	});
});
