import { describe, expect, it } from "vitest";
import { sentence } from "#chat/plain.ts";
import { placeOf } from "#platforms/slack/address.ts";
import { optionalScopes, scopes } from "#platforms/slack/installing/scopes.ts";
import { useDatabase } from "../../../support/database.ts";
import { headingOf, join, startInstalls } from "../../../support/slackInstalls.ts";

const database = useDatabase();
const channelOf = (workspace: string) => placeOf(workspace, { channel: `CT${workspace.slice(1)}` });

describe("an install link", () => {
	it("opens a page that says whose it is and what is asked, and uses nothing up", async () => {
		const { browser, link } = await startInstalls(database.db);
		const token = await link("Kent & Medway Housing");
		const page = await browser().open(`/slack/install/${token}`);
		expect(page.status).toBe(200);
		expect(page.body).toContain("Kent &amp; Medway Housing");
		expect(page.body).toContain("Thursday, 26 November 2026 at 09:00");
		for (const why of Object.values({ ...scopes, ...optionalScopes })) expect(page.body).toContain(why);
		expect(page.body).toContain('<form method="post"><button>Continue to Slack</button></form>');
		expect(page.headers.get("referrer-policy")).toBe("no-referrer");
		expect(page.headers.get("cache-control")).toBe("no-store");
		const policy = page.headers.get("content-security-policy");
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toContain("form-action");
		expect(page.cookie).toBeUndefined();
		expect(await database.db.installLink.count({ where: { usedAt: null } })).toBe(1);
	});

	it("leads to Slack's sign-in by its button alone, with a cookie that only this host gets back", async () => {
		const { browser, link } = await startInstalls(database.db);
		const token = await link("Housing");
		const somebody = browser();
		const url = new URL(await somebody.begin(token));
		expect(url.pathname).toBe("/oauth/v2/authorize");
		expect(url.searchParams.get("scope")?.split(",")).toEqual(Object.keys({ ...scopes, ...optionalScopes }));
		expect(url.searchParams.get("redirect_uri")).toBe("https://bot.example.org/slack/oauth_redirect");
		expect(url.href).not.toContain(token);
		const { cookie } = await somebody.open(`/slack/oauth_redirect?state=x`);
		expect(cookie).toMatch(/^__Host-slack-install=; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Lax$/);
	});

	it.each([
		["no-such-link", 404, "This link does not work"],
		["%00", 404, "This link does not work"],
		["x".repeat(5000), 404, "This link does not work"],
	])("that nobody made shows a plain page", async (token, status, heading) => {
		const page = await (await startInstalls(database.db)).browser().open(`/slack/install/${token}`);
		expect([page.status, headingOf(page.body)]).toEqual([status, heading]);
	});

	it("for Teams is none for Slack", async () => {
		const { browser, link } = await startInstalls(database.db);
		const token = await link("Housing");
		await database.db.installLink.updateMany({ data: { platform: "teams" } });
		expect(await browser().heading(`/slack/install/${token}`)).toBe("This link does not work");
	});

	it("does not open when its agency is paused, or when it has expired", async () => {
		const { browser, link, clock } = await startInstalls(database.db);
		const token = await link("Housing");
		await database.db.agency.updateMany({ data: { state: "suspended" } });
		expect(await browser().heading(`/slack/install/${token}`)).toBe("Your agency’s use of the bot is paused");
		await database.db.agency.updateMany({ data: { state: "active" } });
		clock.now = new Date("2026-11-26T09:00:00Z");
		const page = await browser().open(`/slack/install/${token}`);
		expect([page.status, headingOf(page.body)]).toEqual([410, "This link has expired"]);
	});
});

describe("coming back from Slack", () => {
	it("adds the bot: it can post there, the workspace is let in, and the link is used up", async () => {
		const bot = await startInstalls(database.db);
		expect((await bot.slack.send(channelOf("T1"), sentence("x"), "d1")).kind).toBe("never");
		const token = await bot.link("Housing");
		const browser = bot.browser();
		const page = await browser.open(bot.server.decide(await browser.begin(token), "T1"));
		expect([page.status, headingOf(page.body)]).toEqual([200, "The bot has been added"]);
		expect(page.body).toContain("Workspace T1");
		expect((await bot.slack.send(channelOf("T1"), sentence("Hello"), "d2")).kind).toBe("sent");
		expect(bot.server.visible("CT1").map(({ text }) => text)).toEqual(["Hello"]);
		expect(await database.db.workspace.findMany()).toMatchObject([
			{ platform: "slack", id: "T1", name: "Workspace T1", state: "joined" },
		]);
		expect(await bot.browser().heading(`/slack/install/${token}`)).toBe("This link has been used");
	});

	it("with a denial changes nothing, and the link still works", async () => {
		const bot = await startInstalls(database.db);
		const token = await bot.link("Housing");
		const browser = bot.browser();
		expect(await browser.heading(bot.server.decide(await browser.begin(token), "deny"))).toBe(
			"The bot was not added",
		);
		expect(await database.db.slackInstallation.count()).toBe(0);
		expect(await browser.heading(bot.server.decide(await browser.begin(token), "T1"))).toBe(
			"The bot has been added",
		);
	});

	it("works once for one sign-in, and only in the browser that began it", async () => {
		const bot = await startInstalls(database.db);
		const token = await bot.link("Housing");
		const browser = bot.browser();
		const back = bot.server.decide(await browser.begin(token), "T1");
		expect(await bot.browser().heading(back)).toBe("This did not begin here");
		const other = bot.browser();
		await other.begin(await bot.link("Police"));
		expect(await other.heading(back)).toBe("This did not begin here");
		expect(await browser.heading(back)).toBe("The bot has been added");
		expect(await browser.heading(back)).toBe("This did not begin here");
	});

	it("with a state that was used already is refused also where the browser still has its cookie", async () => {
		const bot = await startInstalls(database.db);
		const first = bot.browser();
		const begun = await first.begin(await bot.link("Housing"));
		const [one, two] = [bot.server.decide(begun, "T1"), bot.server.decide(begun, "T1")];
		const both = await Promise.all([first.heading(one), first.heading(two)]);
		expect(both.sort()).toEqual(["The bot has been added", "This page has been used already"]);
		expect(await database.db.slackInstallation.count()).toBe(1);
	});

	it("with an altered or missing state, or none of Slack's answers, adds nothing", async () => {
		const bot = await startInstalls(database.db);
		const token = await bot.link("Housing");
		const altered = async (change: (url: URL) => void) => {
			const browser = bot.browser();
			const back = new URL(bot.server.decide(await browser.begin(token), "T1"));
			change(back);
			return browser.heading(back.href);
		};
		const state = (url: URL) => url.searchParams.get("state") ?? "";
		expect(await altered((url) => url.searchParams.delete("state"))).toBe("This did not begin here");
		expect(await altered((url) => url.searchParams.set("state", `${state(url)}x`))).toBe(
			"This did not begin here",
		);
		expect(
			await altered((url) => url.searchParams.set("state", state(url).replace(/\.\d+\./, ".9999999999999."))),
		).toBe("This did not begin here");
		expect(await altered((url) => url.searchParams.delete("code"))).toBe("Slack did not confirm it");
		expect(await altered((url) => url.searchParams.set("code", "another"))).toBe("Slack did not confirm it");
		expect(await database.db.slackInstallation.count()).toBe(0);
	});

	it("more than ten minutes later has to begin anew", async () => {
		const bot = await startInstalls(database.db);
		const browser = bot.browser();
		const back = bot.server.decide(await browser.begin(await bot.link("Housing")), "T1");
		bot.clock.now = new Date(bot.clock.now.getTime() + 600_001);
		expect(await browser.heading(back)).toBe("That took too long");
	});

	it("with a link that was used or expired meanwhile adds nothing", async () => {
		const bot = await startInstalls(database.db);
		const token = await bot.link("Housing");
		const [first, second, third] = [bot.browser(), bot.browser(), bot.browser()];
		const begun = await Promise.all([first.begin(token), second.begin(token), third.begin(token)]);
		const [one = "", two = "", three = ""] = begun.map((address) => bot.server.decide(address, "T1"));
		expect(await first.heading(one)).toBe("The bot has been added");
		expect(await second.heading(two)).toBe("This link has been used");
		await database.db.installLink.updateMany({ data: { usedAt: null, expiresAt: bot.clock.now } });
		expect(await third.heading(three)).toBe("This link has expired");
	});

	it("at the same moment by two people with one link adds one workspace, and keeps no token of the other", async () => {
		const bot = await startInstalls(database.db);
		const token = await bot.link("Housing");
		const [first, second] = [bot.browser(), bot.browser()];
		const one = bot.server.decide(await first.begin(token), "T1");
		const two = bot.server.decide(await second.begin(token), "T2");
		const headings = await Promise.all([first.heading(one), second.heading(two)]);
		expect(headings.sort()).toEqual(["The bot has been added", "This link has been used"]);
		expect(await database.db.slackInstallation.count()).toBe(1);
		const kept = [...bot.server.tokens.values()].filter(({ ended }) => !ended);
		expect(kept).toHaveLength(1);
	});

	it("for a workspace of another agency adds nothing, leaves that one alone, and the link still works", async () => {
		const bot = await startInstalls(database.db);
		expect(await join(bot, "Housing", "T1")).toBe("The bot has been added");
		const token = await bot.link("Police");
		const browser = bot.browser();
		expect(await browser.heading(bot.server.decide(await browser.begin(token), "T1"))).toBe(
			"That is another agency’s Slack",
		);
		expect((await bot.slack.send(channelOf("T1"), sentence("Still here"), "d1")).kind).toBe("sent");
		expect(await browser.heading(bot.server.decide(await browser.begin(token), "T2"))).toBe(
			"The bot has been added",
		);
	});

	it("when Slack does not answer says so, and works with the same link afterwards", async () => {
		const bot = await startInstalls(database.db);
		const token = await bot.link("Housing");
		const browser = bot.browser();
		bot.server.trouble("oauth.v2.access", { kind: "status", status: 503 });
		const page = await browser.open(bot.server.decide(await browser.begin(token), "T1"));
		expect([page.status, headingOf(page.body)]).toEqual([502, "Slack did not confirm it"]);
		expect(await browser.heading(bot.server.decide(await browser.begin(token), "T1"))).toBe(
			"The bot has been added",
		);
	});

	it("over an installation that is there takes its place", async () => {
		const bot = await startInstalls(database.db, { rotation: true });
		await join(bot, "Housing", "T1");
		const before = await bot.installations.find("T1");
		await bot.slack.send(channelOf("T1"), sentence("One"), "d1");
		expect(await join(bot, "Housing", "T1")).toBe("The bot has been added");
		const after = await bot.installations.find("T1");
		expect(after?.tokens.access).not.toBe(before?.tokens.access);
		expect(after?.version).not.toBe(before?.version);
		expect((await bot.slack.send(channelOf("T1"), sentence("Two"), "d2")).kind).toBe("sent");
		expect(await database.db.slackInstallation.count()).toBe(1);
	});
});

it("no token, secret or link is logged or left readable in the database", async () => {
	const bot = await startInstalls(database.db, { rotation: true });
	const token = await bot.link("Housing");
	const browser = bot.browser();
	bot.server.trouble("oauth.v2.access", { kind: "error", error: "invalid_code" });
	await browser.open(bot.server.decide(await browser.begin(token), "T1"));
	await browser.open(bot.server.decide(await browser.begin(token), "T1"));
	bot.server.trouble("chat.postMessage", { kind: "error", error: "token_revoked" }, { times: 2 });
	const outcome = await bot.slack.send(channelOf("T1"), sentence("x"), "d1");
	const rows = await Promise.all([
		database.db.slackInstallation.findMany(),
		database.db.usedSignIn.findMany(),
		database.db.auditEntry.findMany(),
		database.db.installLink.findMany(),
		database.db.workspace.findMany(),
	]);
	const readable = JSON.stringify([bot.logged, outcome, rows]);
	for (const secret of ["granted-", "a-client-secret", token, "xoxe"]) expect(readable).not.toContain(secret);
	expect(bot.server.tokens.size).toBeGreaterThan(0);
});
