import { createInstallations } from "#people/installations/installations.ts";
import { createInstallLink } from "#people/installLinks.ts";
import type { Client } from "#storage/open.ts";
import { createSecrets } from "#storage/secrets.ts";
import { publicUrl, type SlackBotOptions, startSlack } from "./slackBot.ts";
import { slackWorkspace } from "./slackServer.ts";

const secretsKey = Buffer.alloc(32, 7);

/** A workspace that does not have the bot yet, with a channel C… of its own. */
function bareWorkspace(id: string, organisation?: string) {
	const botUser = `UBOT${id}`;
	const channels = { [`C${id}`]: { members: [botUser, `U${id}`] } };
	return slackWorkspace({
		...{ id, botUser, channels, token: "" },
		...(organisation ? { organisation } : {}),
	});
}

/** A bot for many workspaces, on this database. Three workspaces know nothing of it yet: T1, T2, and T7 of the organisation E1. */
export async function startInstalls(db: Client, options: SlackBotOptions = {}) {
	const installations = createInstallations({ db, secrets: createSecrets({ key: secretsKey }) });
	const workspaces = [bareWorkspace("T1"), bareWorkspace("T2"), bareWorkspace("T7", "E1")];
	const bot = await startSlack({ workspaces, ...options, installations });
	return { ...bot, installations, browser: () => createBrowser(bot.url), link: createLinks(db, bot.clock) };
}

/** Makes agencies, each with links as often as they are asked for. */
function createLinks(db: Client, clock: { now: Date }) {
	return async (name: string): Promise<string> => {
		const known = await db.agency.findFirst({ where: { name } });
		const data = { name, sector: "health", createdAt: clock.now };
		const { id } = known ?? (await db.agency.create({ data }));
		return db.$transaction((tx) => createInstallLink(tx, id, "slack", "operator", clock.now));
	};
}

/** A browser as far as cookies and forms go. What it opens at the bot's public address is at its true one. */
function createBrowser(botUrl: string) {
	let cookie: string | undefined;
	const knock = async (address: string, method: "GET" | "POST" = "GET") => {
		const url = new URL(address.replace(publicUrl, ""), botUrl);
		const headers = cookie ? { cookie } : undefined;
		const response = await fetch(url, { method, headers, redirect: "manual" });
		const [set] = response.headers.getSetCookie();
		if (set) cookie = /Expires=Thu, 01 Jan 1970/.test(set) ? undefined : set.split(";")[0];
		return {
			status: response.status,
			headers: response.headers,
			cookie: set,
			body: await response.text(),
			location: response.headers.get("location") ?? "",
		};
	};
	return {
		open: (address: string) => knock(address),
		/** Opens an install link and presses its button: where that leads. */
		begin: async (link: string) => (await knock(`/slack/install/${link}`, "POST")).location,
		/** The heading of the page that an address shows. */
		heading: async (address: string) => headingOf((await knock(address)).body),
	};
}

/** What a page says first. */
export function headingOf(body: string): string {
	return /<h1>(.*?)<\/h1>/.exec(body)?.[1] ?? body;
}

/** Somebody adds the bot to a workspace, or an organisation, by a new link for an agency. Tells the heading that they end at. */
export async function join(
	bot: Awaited<ReturnType<typeof startInstalls>>,
	agency: string,
	owner: string,
): Promise<string> {
	const browser = bot.browser();
	return browser.heading(bot.server.decide(await browser.begin(await bot.link(agency)), owner));
}
