import type { Express, Response } from "express";
import type { Page } from "#chat/feature.ts";
import { html, page } from "#chat/html.ts";
import { fault, type Log } from "#chat/log.ts";
import type { Links } from "./links.ts";

/** Makes a page of one kind; nothing where there is none of that id any more. */
export type Pages = Record<string, (id: string, now: Date) => Promise<Page | undefined>>;

/** Serves what stands behind signed links. Nothing of it is cached, indexed or framed, and nothing on it runs. */
export function servePages(options: {
	web: Express;
	links: Links;
	pages: Pages;
	now: () => Date;
	log: Log;
}): void {
	const { web, links, pages, now, log } = options;
	web.get("/page/:token", async (request, response) => {
		try {
			const at = now();
			const wanted = links.read(request.params.token, at);
			const make = wanted && Object.hasOwn(pages, wanted.kind) ? pages[wanted.kind] : undefined;
			const made = wanted && (await make?.(wanted.id, at));
			if (made) send(response, 200, made);
			else send(response, 404, gone);
		} catch (error) {
			log.error(fault(error), "a page could not be made");
			send(response, 500, broken);
		}
	});
}

/** Answers whoever opens an address that nothing serves. To be called when everything else is served. */
export function serveNowhere(web: Express): void {
	web.use((_, response) => send(response, 404, nowhere));
}

const types: Record<Page["type"], string> = {
	html: "text/html; charset=utf-8",
	csv: "text/csv; charset=utf-8",
	calendar: "text/calendar; charset=utf-8",
	text: "text/plain; charset=utf-8",
};

function send(response: Response, status: number, { type, body, name }: Page): void {
	response.status(status).set({
		"content-type": types[type],
		"cache-control": "no-store",
		"content-security-policy":
			"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		"referrer-policy": "no-referrer",
		"x-content-type-options": "nosniff",
		"x-robots-tag": "noindex",
		...(name ? { "content-disposition": `attachment; filename="${name.replace(/[^\w.-]+/g, "-")}"` } : {}),
	});
	response.send(body);
}

const gone: Page = {
	type: "html",
	body: page(
		"This link no longer works",
		html`<p>Links work for seven days, and only as they were sent. Go back to the chat and press the button again for a new one.</p>`,
	),
};

const nowhere: Page = {
	type: "html",
	body: page(
		"There is no page here",
		html`<p>This is the address of a chat bot. You meet it in Slack or Microsoft Teams, not in a browser.</p>`,
	),
};

const broken: Page = {
	type: "html",
	body: page(
		"Something went wrong",
		html`<p>The page could not be made. Please try again in a minute. Nothing is lost.</p>`,
	),
};
