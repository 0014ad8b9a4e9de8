import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Message } from "#chat/message.ts";
import { briefingCard } from "#lessons/cards/briefingCard.ts";
import { briefingPage } from "#lessons/cards/briefingPage.ts";
import { digestCard } from "#lessons/cards/digestCard.ts";
import { lessonCard } from "#lessons/cards/lessonCard.ts";
import { citedCorrectedCard, goneCard } from "#lessons/cards/noteCards.ts";
import { stepForm, steps } from "#lessons/coordinator/steps.ts";
import type { Lesson } from "#lessons/lesson.ts";
import { clean } from "#lessons/text/clean.ts";
import {
	audiences,
	emptyText,
	type LessonText,
	most,
	mostCharacters,
	type WordField,
} from "#lessons/text/lessonText.ts";
import { render } from "#platforms/slack/render.ts";
import { toActivities } from "#platforms/teams/render.ts";
import { mentionsIn, problemsOf, textsOf } from "../support/slackBlocks.ts";

const now = new Date("2026-04-14T10:20:00Z");
const piece = fc.oneof(
	fc.string({ unit: "grapheme", maxLength: 30 }),
	fc.lorem({ mode: "sentences", maxCount: 4 }),
	fc.constantFrom(
		...[
			"<!channel>",
			"<!here|here>",
			"<@U012ABC>",
			"<#C1>",
			"<at>everyone</at>",
			"@channel",
			"*bold* _it_ ~s~ `c`",
		],
		...[
			"<script>alert(1)</script>",
			"&lt;!channel&gt;",
			"[a](http://x.example)",
			"# head",
			"- item",
			"1. one",
		],
		...[
			"😀".repeat(30),
			"👩‍👧‍👦",
			"اسأل على انفراد",
			"\u202Eabc\u202C",
			"w".repeat(400),
			"{{DATE(2020-01-01)}}",
		],
		...["\n\n", "https://example.org/x", "| a | b |", "\\", "**", "<!date^0^{date}|x>", "&amp;lt;"],
	),
);
const textUpTo = (length: number) =>
	fc
		.tuple(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 60 }))
		.map(([pieces, times]) => clean(`w ${pieces.join(" ").repeat(times)}`.slice(0, length)))
		.filter((text) => text !== "");
const words = fc.record(
	Object.fromEntries(
		Object.entries(mostCharacters).map(([field, length]) => [field, textUpTo(length)]),
	) as Record<WordField, fc.Arbitrary<string>>,
);
const text: fc.Arbitrary<LessonText> = words.map((written) => ({
	...{ ...emptyText, ...written, themes: ["housing"], partnership: "Partnership", pseudonym: "Anna" },
	...{ publishedOn: "2026-03-02", link: "https://reviews.example.org/anna", takeDownOn: "2028-05-03" },
}));
const lessonOf = (of: LessonText): Lesson => ({
	...{ id: "0198c2a4-0000-7000-8000-000000000001", kind: "lesson", state: "released", text: of, version: 1 },
	...{ authorId: null, approvedBy: null, proposed: null, proposedBy: null, note: null, asked: 0, number: 1 },
	...{ createdAt: now, changedAt: now, releaseAt: now, releasedAt: now, plannedAt: now, amendedAt: null },
	...{ reviewOn: null, takeDownOn: null, remindedOn: null },
});

/** What a person reads in Teams: every string of the cards, markdown of its text blocks undone. */
function teamsTexts(value: unknown): string {
	if (Array.isArray(value)) return value.map(teamsTexts).join("");
	if (typeof value !== "object" || value === null) return "";
	const { type, text: said, title } = value as { type?: unknown; text?: unknown; title?: unknown };
	const own =
		typeof said === "string" ? (type === "TextBlock" ? said.replace(/\\([!-/:-@[-`{-~])/g, "$1") : said) : "";
	return `${own}${typeof title === "string" ? title : ""}${Object.values(value).map(teamsTexts).join("")}`;
}

const sizeOf = (activity: object) => JSON.stringify(activity).length * 2;
const dense = (shown: string) => shown.replace(/\s+/g, "");

function expectWhole(message: Message, said: string[]) {
	const parts = render(message);
	for (const { text: summary, blocks } of parts) {
		expect(problemsOf(blocks)).toEqual([]);
		expect(mentionsIn(summary, blocks)).toEqual([]);
		expect(summary.length).toBeLessThanOrEqual(4000);
	}
	const activities = toActivities(message, "card");
	// Teams takes some 100 kB of an activity, counted in UTF-16.
	for (const activity of activities) {
		expect(sizeOf(activity)).toBeLessThan(80_000);
		expect(activity.entities ?? []).toEqual([]);
	}
	const slack = dense(textsOf(parts.map(({ blocks }) => blocks)).join(""));
	const teams = dense(
		teamsTexts(activities.map(({ attachments }) => attachments?.map(({ content }) => content))),
	);
	for (const each of said) {
		expect(slack).toContain(dense(each));
		expect(teams).toContain(dense(each));
	}
}

describe("Whatever a lesson says", () => {
	it("stands whole within the limits of both platforms, mentions nobody, and drops nothing", () => {
		fc.assert(
			fc.property(text, (of) => {
				const { title, headline, summary, happened, learning, doNow, more } = of;
				expectWhole(lessonCard(lessonOf(of), "headline"), [title, headline]);
				expectWhole(lessonCard(lessonOf(of), "summary"), [title, headline, summary, doNow]);
				expectWhole(lessonCard(lessonOf(of), "full"), [title, headline, happened, learning, doNow, more]);
			}),
			{ numRuns: 200 },
		);
	});

	it("stands whole with a correction, in a briefing, in a digest, in a note and on the page to print", () => {
		fc.assert(
			fc.property(text, textUpTo(600), (of, note) => {
				const lesson = lessonOf(of);
				const corrected = { ...lesson, corrected: { note, at: now } };
				expectWhole(lessonCard(corrected, "full"), [note, of.headline, of.happened, of.learning, of.more]);
				expectWhole(briefingCard(corrected, "https://bot.example.org/page/x"), [
					...[note, of.title, of.happened, of.learning, of.doNow],
				]);
				expectWhole(digestCard([lesson, lesson], "summary"), [of.title, of.headline, of.summary, of.doNow]);
				expectWhole(digestCard([{ ...lesson, note, amendedAt: now }], "headline"), [of.headline, note]);
				expectWhole(goneCard({ state: "recalled", note, amendedAt: now }), [note]);
				const said: Message = { summary: "Said.", blocks: [{ kind: "prose", text: of.learning }] };
				expectWhole(citedCorrectedCard({ ...lesson, note, amendedAt: now }, said), [note, of.learning]);
				expect(briefingPage(lesson, now)).not.toContain("<script>");
			}),
			{ numRuns: 100 },
		);
	});

	it("can be written in forms that both platforms hold, also when every field is full", () => {
		const themes = Array.from({ length: 40 }, (_, at) => ({
			id: `theme-${at}`,
			name: `A theme with a longer name ${at}`,
		}));
		const full = Object.fromEntries(
			Object.entries(most).map(([field, length]) => [field, "w".repeat(length)]),
		);
		const whole = { ...emptyText, ...full, themes: themes.map(({ id }) => id), audience: [...audiences] };
		for (const kind of ["lesson", "review"] as const)
			for (const [step, { fields }] of steps[kind].entries()) {
				const problems = fields.map((field) => ({ field, text: "is wrong" }));
				const message = stepForm({ kind, step }, whole, { themes }, problems);
				for (const { blocks } of render(message)) expect(problemsOf(blocks)).toEqual([]);
				for (const activity of toActivities(message, "card")) expect(sizeOf(activity)).toBeLessThan(80_000);
			}
	});
});
