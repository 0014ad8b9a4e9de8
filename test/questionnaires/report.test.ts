import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type ReportParts, report } from "#questionnaires/report/report.ts";
import { counted } from "#questionnaires/results/counts.ts";
import { publish } from "#questionnaires/results/publish.ts";
import { hasBrowser } from "../support/playgroundBrowser.ts";
import { starter } from "./samples.ts";

/** Results of 151 of 360, as a first round may give. */
function parts(more: Partial<ReportParts> = {}): ReportParts {
	const helped = [
		"quite-a-lot",
		"great-deal",
		"somewhat",
		"quite-a-lot",
		"a-little",
		"quite-a-lot",
		"great-deal",
	];
	const sectors = ["police", "health", "housing", "social-care", "health"];
	const people = Array.from({ length: 151 }, (_, at) => ({
		seminar: `s${(at % 3) + 1}`,
		agency: `a${at % 6}`,
		answers: {
			helped: helped[at % helped.length] ?? "",
			themes: at % 3 === 0 ? ["healthcare"] : ["information-sharing", "safeguarding-children"],
			"changed-together": at % 4 === 0 ? "planned" : "yes",
			sharing: at % 5 === 0 ? "neither" : "agree",
			sector: sectors[at % sectors.length] ?? "",
		} as Record<string, string | string[]>,
	}));
	const counts = counted(
		starter,
		people.map(({ seminar }) => ({ seminar, count: 1 })),
		people.flatMap(({ seminar, answers }) =>
			Object.entries(answers).map(([item, answer]) => ({ seminar, item, answer, count: 1 })),
		),
		people.flatMap(({ agency, answers: { helped, sector } }) => [
			{ kind: "agencies", name: agency, answer: helped, count: 1 },
			{ kind: "sectors", name: String(sector), answer: helped, count: 1 },
		]),
	);
	return {
		questionnaire: starter,
		results: {
			number: 1,
			takenAt: new Date("2026-05-12T09:00:00Z"),
			published: publish(starter, [], counts),
		},
		names: {
			seminars: new Map([1, 2, 3].map((n) => [`s${n}`, `Seminar ${n}`])),
			agencies: new Map([0, 1, 2, 3, 4, 5].map((n) => [`a${n}`, `Agency ${n}`])),
			sectors: new Map([
				["police", "Police"],
				["health", "Health"],
				["housing", "Housing"],
				["social-care", "Social care"],
			]),
		},
		rates: [1, 2, 3].map((n) => ({ seminar: `s${n}`, title: `Seminar ${n}`, asked: 120, answered: 51 })),
		programme: {
			seminars: [{ title: "Seminar 1", heldOn: new Date("2026-01-20T12:00:00Z"), attended: 118 }],
			commitments: 97,
			lessons: [{ title: "Ask in private", delivered: 40, briefed: 22 }],
		},
		lines: [{ item: "differently", text: "I ask <b>everybody</b> in private & write it down." }],
		changes: [{ sharedAt: new Date("2026-05-20T09:00:00Z"), whatChanged: "Every team now asks in private." }],
		madeOn: new Date("2026-05-21T09:00:00Z"),
		...more,
	};
}

describe("The report for the partnership", () => {
	it("tells attendance, response, results, commitments, lessons and what has changed", () => {
		const page = report(parts());
		for (const text of [
			"found that the seminar helped their work quite a lot or a great deal",
			"That is 31% of all 360 who were asked, those who did not answer included.",
			"about 50 of 120 have answered (42%), about 70 have not",
			"118",
			"97 commitments",
			"Ask in private",
			"Every team now asks in private.",
			"By agency, sector and seminar",
		])
			expect(page).toContain(text);
	});

	it("says what each chart shows, and has its figures beside it as text", () => {
		const page = report(parts());
		expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(6);
		expect(
			page.match(/aria-label="Bar chart\. Of about 150 people, [^"]+ The table below has its figures\."/g)
				?.length,
		).toBeGreaterThanOrEqual(6);
		expect(page).toMatch(/<th scope="row">Quite a lot<\/th><td>about 65<\/td>\s*<td>43%<\/td>/);
	});

	it("tells no share of all who were asked once some of those who answered are forgotten", () => {
		const { rates } = parts();
		const fewer = rates.map((rate) => ({ ...rate, answered: 50 }));
		expect(report(parts({ rates: fewer }))).not.toContain(
			"who were asked, those who did not answer included",
		);
	});

	it("shows what people wrote to a question that is not asked any more", () => {
		const page = report(parts({ lines: [{ item: "left-out", text: "I ask again." }] }));
		expect(page).toContain("<h3>An earlier question</h3><blockquote><p>I ask again.</p></blockquote>");
	});

	it("puts what people wrote on the page as text", () => {
		expect(report(parts())).toContain("I ask &lt;b&gt;everybody&lt;/b&gt; in private &amp; write it down.");
	});

	it("stands by itself: nothing is fetched, and nothing runs", () => {
		const page = report(parts()).replaceAll("http://www.w3.org", "");
		expect(page).not.toMatch(/<script|https?:\/\/|url\(|@import| on\w+=/);
	});

	it("says so where there is nothing yet", () => {
		const empty = { all: {}, seminars: {}, agencies: {}, sectors: {} };
		const page = report(
			parts({
				results: { number: 1, takenAt: new Date("2026-05-12T09:00:00Z"), published: empty },
				rates: [],
				programme: { seminars: [], commitments: 0, lessons: [] },
				lines: [],
				changes: [],
			}),
		);
		expect(page).toContain("The headline is held back");
		expect(page).toContain("No seminar has been held yet.");
		expect(page).not.toContain("undefined");
	});

	it.skipIf(!hasBrowser)(
		"gives axe nothing to find, on a screen, on a telephone and in print",
		async () => {
			const browser = await chromium.launch({
				executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
				args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
			});
			try {
				const context = await browser.newContext();
				const page = await context.newPage();
				await page.setContent(report(parts()));
				await mkdir(".artefacts", { recursive: true });
				for (const [name, width] of [
					["screen", 1100],
					["telephone", 390],
				] as const) {
					await page.setViewportSize({ width, height: 900 });
					const { violations } = await new AxeBuilder({ page }).analyze();
					expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
					await page.screenshot({ path: join(".artefacts", `report-${name}.png`), fullPage: true });
					const wide = await page.evaluate("document.documentElement.scrollWidth");
					expect(wide).toBeLessThanOrEqual(width);
				}
				await page.emulateMedia({ media: "print" });
				expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
				const pdf = await page.pdf({ path: join(".artefacts", "report.pdf"), format: "A4" });
				expect(pdf.length).toBeGreaterThan(10_000);
			} finally {
				await browser.close();
			}
		},
		60_000,
	);
});
