import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, describe, expect, it } from "vitest";
import { html, page } from "#chat/html.ts";
import { createLinks } from "../../src/pages/links.ts";
import { type Pages, servePages } from "../../src/pages/serve.ts";
import { createTestLog } from "../support/log.ts";

const key = Buffer.alloc(32, 7);
const monday = new Date("2026-04-13T09:00:00Z");
const week = 7 * 24 * 3_600_000;

const closing: (() => void)[] = [];
afterEach(() => {
	for (const close of closing.splice(0)) close();
});

async function open(pages: Pages, now = monday) {
	const web = express();
	const { log, errors } = createTestLog();
	const server = web.listen(0, "127.0.0.1");
	await new Promise((listening) => server.once("listening", listening));
	closing.push(() => server.close());
	const links = createLinks({
		key,
		publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
	});
	servePages({ web, links, pages, now: () => now, log });
	return { links, errors };
}

describe("A signed link", () => {
	const pages: Pages = {
		briefing: async (id) =>
			id === "gp" ? { type: "html", body: page("GPs", html`<p>${id}</p>`) } : undefined,
		export: async () => ({ type: "csv", body: "a,b\n", name: "results of May?.csv" }),
		broken: () => Promise.reject(new Error("no")),
	};

	it("opens its page for seven days, and then says how to get another", async () => {
		const { links } = await open(pages);
		const address = links.link("briefing", "gp", monday);
		const answer = await fetch(address);
		expect(answer.status).toBe(200);
		expect(await answer.text()).toContain("<h1>GPs</h1>");
		expect(answer.headers.get("cache-control")).toBe("no-store");
		const token = address.split("/").at(-1) ?? "";
		expect(links.read(token, new Date(monday.getTime() + week - 1000))).toEqual({
			kind: "briefing",
			id: "gp",
		});
		expect(links.read(token, new Date(monday.getTime() + week + 1000))).toBeUndefined();
	});

	it("that was altered, signed with another key or never made opens nothing", async () => {
		const { links } = await open(pages);
		const address = links.link("briefing", "gp", monday);
		const [what, signed] = (address.split("/").at(-1) ?? "").split(".");
		const other = Buffer.from(JSON.stringify(["export", "all", 9e9])).toString("base64url");
		const forged = createLinks({ key: Buffer.alloc(32, 8), publicUrl: "http://x" }).link(
			"briefing",
			"gp",
			monday,
		);
		for (const token of [
			`${other}.${signed}`,
			`${what}.x`,
			`${what}`,
			"a.b.c",
			`${forged.split("/").at(-1)}`,
		]) {
			const answer = await fetch(address.replace(/[^/]+$/, token));
			expect([token, answer.status]).toEqual([token, 404]);
			expect(await answer.text()).toContain("press the button again");
		}
	});

	it("of a kind or an id that is gone says so", async () => {
		const { links } = await open(pages);
		for (const [kind, id] of [
			["briefing", "bail"],
			["toString", "x"],
			["unknown", "x"],
		] as const)
			expect((await fetch(links.link(kind, id, monday))).status).toBe(404);
	});

	it("of a file saves it under a plain name", async () => {
		const { links } = await open(pages);
		const answer = await fetch(links.link("export", "all", monday));
		expect(answer.headers.get("content-type")).toContain("text/csv");
		expect(answer.headers.get("content-disposition")).toBe('attachment; filename="results-of-May-.csv"');
	});

	it("of a page that breaks says so, and the log has the fault", async () => {
		const { links, errors } = await open(pages);
		const answer = await fetch(links.link("broken", "x", monday));
		expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining("Nothing is lost")]);
		expect(errors()).toHaveLength(1);
	});
});

describe("HTML", () => {
	it("escapes all that is put into it, but HTML and what is drawn", () => {
		const bold = html`<b>${"<i>"}</b>`;
		expect(html`<p title="${'"'}">${"a & b"}${bold}${[html`<br>`, "'"]}${undefined}</p>`.html).toBe(
			'<p title="&quot;">a &amp; b<b>&lt;i&gt;</b><br>&#39;</p>',
		);
	});
});
