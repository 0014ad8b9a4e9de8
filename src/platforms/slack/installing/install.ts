import type { Express, Request, Response } from "express";
import { fault, type Log } from "#chat/log.ts";
import { type Exchange, type OAuthConfig, redirectUri } from "./exchange.ts";
import type { Installations } from "./installations.ts";
import { failures, invitation, refusals, type Shown, success } from "./pages.ts";
import { optionalScopes, scopes } from "./scopes.ts";
import { createSignIns } from "./signIn.ts";

type Parts = {
	web: Express;
	config: OAuthConfig;
	/** Slack's API, whose sign-in is on the same host. */
	apiUrl: string;
	installations: Installations;
	exchange: Exchange;
	now: () => Date;
	log: Log;
};

// The prefix has browsers keep it from other hosts and from plain http.
const cookieName = "__Host-slack-install";
const linkPath = "/slack/install/:link";

/** Puts the pages on which an agency adds the bot to its Slack on the web: the link's page, and the way back from Slack. */
export function serveInstall(parts: Parts): void {
	const { web, log } = parts;
	const signIns = createSignIns(parts.config.clientSecret);
	const answer =
		(make: (request: Request, response: Response) => Promise<Shown | undefined>) =>
		async (request: Request, response: Response): Promise<void> => {
			response.set(headers);
			try {
				const shown = await make(request, response);
				if (shown) response.status(shown.status).type("html").send(shown.body);
			} catch (error) {
				log.error(fault(error), "An installation in Slack went wrong");
				response.status(failures.broken.status).type("html").send(failures.broken.body);
			}
		};

	web.get(
		linkPath,
		answer(async ({ params }) => {
			const opened = await openLink(parts, String(params.link));
			return "refused" in opened
				? refusals[opened.refused]
				: invitation(opened.agency.name, opened.expiresAt);
		}),
	);
	// A press, and not the link itself, begins it: programs that look into mail open links, too.
	web.post(
		linkPath,
		answer(async ({ params }, response) => {
			const link = String(params.link);
			const opened = await openLink(parts, link);
			if ("refused" in opened) return refusals[opened.refused];
			const { state, cookie } = signIns.begin(link, parts.now());
			response.cookie(cookieName, cookie, { ...cookieOptions, maxAge: 600_000 });
			response.redirect(303, authorizeUrl(parts, state));
			return undefined;
		}),
	);
	web.get(
		"/slack/oauth_redirect",
		answer(async (request, response) => {
			response.clearCookie(cookieName, cookieOptions);
			return comeBack(parts, signIns, request);
		}),
	);
}

const cookieOptions = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;

const headers = {
	// Without form-action: browsers ask it of every hop that a press leads over, and the last is at the host
	// of a workspace that nobody knows yet.
	"content-security-policy":
		"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
	"cache-control": "no-store",
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
	"x-robots-tag": "noindex",
};

function openLink({ installations, now }: Parts, link: string): ReturnType<Installations["openLink"]> {
	return installations.openLink(link, now()).then((opened) => {
		const isOurs = "refused" in opened || opened.platform === "slack";
		return isOurs ? opened : { refused: "unknown" };
	});
}

function authorizeUrl({ apiUrl, config }: Parts, state: string): string {
	const url = new URL("/oauth/v2/authorize", apiUrl);
	url.search = new URLSearchParams({
		client_id: config.clientId,
		scope: Object.keys({ ...scopes, ...optionalScopes }).join(","),
		redirect_uri: redirectUri(config),
		state,
	}).toString();
	return url.href;
}

/** What becomes of somebody who comes back from Slack. */
async function comeBack(
	parts: Parts,
	signIns: ReturnType<typeof createSignIns>,
	request: Request,
): Promise<Shown> {
	const { installations, exchange, now, log } = parts;
	const { state, code, error } = request.query;
	const signIn = signIns.read(typeof state === "string" ? state : "", cookieOf(request));
	if (!signIn) return failures.foreign;
	if (signIn.expiresAt <= now()) return failures.late;
	if (!(await installations.claimSignIn(signIn.id, signIn.expiresAt, now()))) return failures.replayed;
	if (error === "access_denied") return failures.denied;
	const opened = await openLink(parts, signIn.link);
	if ("refused" in opened) return refusals[opened.refused];
	if (typeof code !== "string") return failures.slack;

	const granted = await exchange.code(code);
	if (!("workspace" in granted)) {
		log.warn({ reason: granted.reason }, "Slack granted nothing to somebody who came back from its sign-in");
		return failures.slack;
	}
	const { workspace, name, tokens } = granted;
	const installed = await installations.install(signIn.link, granted, now());
	if ("agency" in installed) {
		log.info({ workspace }, "The bot was added to a Slack workspace");
		return success(installed.agency.name, name ?? "your workspace");
	}
	// Where the bot is installed already, the token may be the one that it uses there.
	if (!(await installations.find(workspace))) await exchange.giveBack(tokens.access);
	return refusals[installed.refused];
}

function cookieOf(request: Request): string {
	const pairs = (request.get("cookie") ?? "").split(/;\s*/);
	const found = pairs.find((pair) => pair.startsWith(`${cookieName}=`));
	return found?.slice(cookieName.length + 1) ?? "";
}
