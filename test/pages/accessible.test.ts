import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { html, page as sheet } from "#chat/html.ts";
import { createInstallations } from "#people/installations/installations.ts";
import { createSlack } from "#platforms/slack/index.ts";
import { failures, invitation, refusals, success } from "#platforms/slack/installing/pages.ts";
import { createTeams } from "#platforms/teams/index.ts";
import { createTerminal } from "#platforms/terminal/index.ts";
import { newestResults } from "#questionnaires/results/snapshots.ts";
import { newestOfAll } from "#questionnaires/script/shelf.ts";
import type { Client } from "#storage/open.ts";
import { createSecrets } from "#storage/secrets.ts";
import { assemble, type House } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { wanted } from "../lessons/written.ts";
import { open as openSeminar } from "../seminars/world.ts";
import { openTestStorage } from "../support/database.ts";
import { createTestLog } from "../support/log.ts";
import { expectAccessible, openPage } from "../support/pageBrowser.ts";
import { hasBrowser } from "../support/playgroundBrowser.ts";
import { expectUsable } from "./usable.ts";

/** Every kind of page behind a signed link: the ids of pages to look at, or that it is a file, which is saved. */
const kinds: Record<string, string[] | "file"> = {
	briefing: ["healthcare", "risk-assessment"],
	gaps: "file",
	"lesson-briefing": ["plain", "corrected"],
	"lesson-copies": "file",
	"questionnaire-report": ["seminar-follow-up:1"],
	"questionnaire-results": "file",
	"seminar-bookings": "file",
	"seminar-calendar": "file",
	"seminar-codes": "file",
	"seminar-needs": ["housing", "health"],
};

/** Every address that is opened by itself, and what is to be seen there. */
const addresses = {
	"/healthz": "a word for a machine",
	"/readyz": "a word for a machine",
	"/metrics": "figures for a machine",
	"/page/:token": "the kinds above, and why a link does not work",
	"/slack/install/:link": "the invitation, and why a link does not work",
	"/slack/oauth_redirect": "that the bot was added, or why not",
};

const now = new Date("2026-05-21T09:00:00Z");
const key = Buffer.alloc(32, 1);
let house: House;
let web: express.Express;
let address = "";
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
	const storage = await openTestStorage();
	const { log } = createTestLog();
	web = express();
	const server = createServer(web);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const clock = () => now;
	const access = { clientId: "1.1", clientSecret: "a-client-secret-for-tests", publicUrl: address };
	const slack = createSlack({
		config: {
			...{ access, signingSecret: "a-secret-for-these-tests" },
			...{ workspaces: [], apiUrl: "http://127.0.0.1:9/api/" },
		},
		installations: createInstallations({ db: storage.db, secrets: createSecrets({ key }) }),
		...{ web, log, now: clock },
	});
	const teams = createTeams({ config: { tenants: [], serviceHosts: ["127.0.0.1"] }, web, log, now: clock });
	house = await assemble({
		...{ storage, clock, log, web, expects: [], secrets: { key } },
		platforms: [slack, teams, createTerminal(() => {})],
		settings: { ...readConfig({ MEANING: "none" }), publicUrl: address },
	});
	closing.push(house.stop, async () => server.close(), storage.close);
	await fill(storage.db);
});
afterAll(async () => {
	for (const close of closing) await close();
});

/** A lesson, another that was corrected, what people need at a seminar, and what they answered after two. */
async function fill(db: Client): Promise<void> {
	const dates = { createdAt: now, changedAt: now, releasedAt: now };
	const lesson = { kind: "lesson", state: "released", text: wanted, ...dates } as const;
	await db.lesson.create({ data: { ...lesson, id: "plain", number: 1 } });
	const note = "The date was wrong.";
	await db.lesson.create({
		data: { ...lesson, id: "corrected", number: 2, version: 2, amendedAt: now, note },
	});
	for (const id of ["housing", "health"]) await openSeminar(db, { id });
	const needs = "A hearing loop,\nand a place near the door.";
	await db.seminarBooking.create({
		data: {
			...{ seminarId: "housing", agencyId: "kent-police", name: "Dee Adams", needs },
			...{ state: "booked", arrival: 1, since: now },
		},
	});
	const [questionnaire] = await newestOfAll(db);
	if (!questionnaire) throw new Error("Nothing is on the shelf.");
	const of = { questionnaireId: questionnaire.id, releasedOn: now };
	for (const [id, title] of [
		["s1", "Hidden harm"],
		["s2", "What housing learned"],
	] as const) {
		await db.questionnaireSeminar.create({ data: { id, title, endedAt: now } });
		await db.questionnaireResponse.createMany({
			data: Array.from({ length: 60 }, (_, at) => ({
				...{ ...of, id: randomUUID(), version: questionnaire.version, seminarId: id },
				answers: { helped: at % 3 === 0 ? "somewhat" : "quite-a-lot", sharing: "agree" },
			})),
		});
		const line = { id: randomUUID(), seminarId: id, item: "differently", decision: "shown" } as const;
		await db.questionnaireLine.create({ data: { ...of, ...line, text: "I ask in private, and ask again." } });
	}
	await newestResults(db, questionnaire, now);
}

describe("what the bot serves to a browser", () => {
	it("is of no kind, and at no address, that these tests do not know", () => {
		const served = house.features.flatMap(({ pages = {} }) => Object.keys(pages));
		expect(Object.keys(kinds)).toEqual(served.toSorted());
		const opened = web.router.stack.flatMap(({ route }) => {
			const methods = route as unknown as { methods: Record<string, boolean> } | undefined;
			return route && methods?.methods.get ? [String(route.path)] : [];
		});
		// The first three are put there by the server itself, before anything else.
		expect(Object.keys(addresses).slice(3)).toEqual(opened.toSorted());
	});

	it("says in plain words where there is nothing", async () => {
		for (const nowhere of ["/", "/slack", "/api/messages"]) {
			const answer = await fetch(`${address}${nowhere}`);
			expect([nowhere, answer.status, await answer.text()]).toEqual([
				...[nowhere, 404],
				expect.stringContaining("There is no page here"),
			]);
		}
	});

	it("opens by its signed link, as a page to read", async () => {
		for (const [kind, ids] of Object.entries(kinds))
			for (const id of ids === "file" ? [] : ids) {
				const answer = await fetch(house.links.link(kind, id, now));
				expect([kind, id, answer.status, answer.headers.get("content-type")]).toEqual([
					...[kind, id, 200],
					"text/html; charset=utf-8",
				]);
			}
	});
});

/** All pages there are, by what they are. */
async function allPages(): Promise<Map<string, string>> {
	const bodies = new Map<string, string>();
	for (const [kind, ids] of Object.entries(kinds))
		for (const id of ids === "file" ? [] : ids)
			bodies.set(`${kind} ${id}`, await (await fetch(house.links.link(kind, id, now))).text());
	const old = house.links.link("briefing", "healthcare", new Date("2026-01-02T09:00:00Z"));
	for (const dead of [old, `${address}/page/nothing`, `${address}/page/a.b`, `${address}/`])
		bodies.set(dead.slice(0, 60), await (await fetch(dead)).text());
	for (const [name, { body }] of Object.entries({ ...failures, ...refusals })) bodies.set(name, body);
	const until = new Date("2026-05-24T09:00:00Z");
	bodies.set(
		"invitation",
		invitation("The Partnership for Kent & Medway’s Housing Associations", until).body,
	);
	bodies.set("success", success("Kent & Medway", "A workspace").body);
	return bodies;
}

describe.skipIf(!hasBrowser)("every page that the bot serves (needs Chromium)", () => {
	it("has nothing that axe finds, wide, narrow and enlarged, and needs no pointer", async () => {
		const page = await openPage();
		const pages = await allPages();
		expect(pages.size).toBeGreaterThanOrEqual(22);
		for (const [name, body] of pages) {
			for (const width of [1280, 320]) {
				await page.setViewportSize({ width, height: 800 });
				await page.setContent(body);
				await expectAccessible(page);
				await expectUsable(page, `${name} at ${width}`);
				const path = join(".artefacts", `page-${name.replace(/\W+/g, "-")}-${width}.png`);
				await page.screenshot({ path, fullPage: true });
			}
		}
	}, 300_000);

	it("is judged by a check that sees what is wrong", async () => {
		const page = await openPage();
		await page.setViewportSize({ width: 320, height: 800 });
		for (const wrong of [
			html`<p style="width: 60rem">Wider than a telephone, so that every line is to be scrolled.</p>`,
			html`<a href="/here" style="outline: none">No sign of where I am</a>`,
			html`<a href="/2" tabindex="2">Read first, reached second</a> <a href="/1" tabindex="1">The other</a>`,
		]) {
			await page.setContent(sheet("Wrong", wrong));
			await expect(expectUsable(page, "wrong")).rejects.toThrow();
		}
		await page.setContent(sheet("Right", html`<p>As it should be.</p><a href="/here">Here</a>`));
		await expectUsable(page, "right");
	});
});
