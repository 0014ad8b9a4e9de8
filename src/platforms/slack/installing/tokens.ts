import { fault, type Log } from "#chat/log.ts";
import type { TokenFor } from "../calling/calls.ts";
import type { Failure } from "../errors.ts";
import type { Pause } from "../send.ts";
import type { Exchange } from "./exchange.ts";
import type { Installation, Installations } from "./installations.ts";

type Parts = {
	installations: Installations;
	exchange: Pick<Exchange, "renew">;
	now: () => Date;
	pause: Pause;
	log: Log;
};

/** Tokens are renewed this long before they end. */
const earlierMs = 2 * 3_600_000;
/** How long one replica alone may renew, and how long others wait for it where the old token has ended. */
const renewalMs = 60_000;
const lookAgainMs = 250;
const mostLooks = 60;
/** How long what was read is taken for true. Slack says sooner when it is not. */
const rememberMs = 30_000;

/**
 * The token of each workspace, renewed in time: once, however many ask and on however many replicas.
 * Until the new one is there, the old one serves.
 */
export function createTokens({ installations, exchange, now, pause, log }: Parts): TokenFor {
	const remembered = new Map<string, { installation: Installation; until: number }>();
	const renewing = new Map<string, Promise<string | Failure>>();

	const read = async (workspace: string, refused?: string): Promise<Installation | undefined> => {
		const known = remembered.get(workspace);
		if (known && known.until > now().getTime() && known.installation.tokens.access !== refused)
			return known.installation;
		const installation = await installations.find(workspace);
		remembered.delete(workspace);
		if (installation) remembered.set(workspace, { installation, until: now().getTime() + rememberMs });
		return installation;
	};

	const renew = async (workspace: string, old: Installation): Promise<string | Failure> => {
		const { version, tokens } = old;
		if (!tokens.refresh) return ended;
		const at = now();
		const until = new Date(at.getTime() + renewalMs);
		if (!(await installations.claimRenewal(workspace, version, until, at)))
			return isOver(old, at) ? await another(workspace, version) : tokens.access;
		const fresh = await exchange.renew(tokens.refresh);
		if ("access" in fresh) {
			await installations.renewed(workspace, version, fresh);
			remembered.delete(workspace);
			return fresh.access;
		}
		log.warn({ workspace, reason: fresh.reason }, "A Slack token could not be renewed");
		if (!isOver(old, now())) return tokens.access;
		return fresh.kind === "never" ? ended : { kind: "later", reason: fresh.reason };
	};

	/** The token that somebody else is about to renew. */
	const another = async (workspace: string, version: number): Promise<string | Failure> => {
		for (let looks = 0; looks < mostLooks; looks++) {
			await pause(lookAgainMs);
			const found = await installations.find(workspace);
			if (!found) return notInstalled;
			if (found.version !== version) return found.tokens.access;
		}
		return { kind: "later", reason: "the bot's token is being renewed" };
	};

	const once = (workspace: string, old: Installation): Promise<string | Failure> => {
		const begun = renewing.get(workspace);
		if (begun) return begun;
		const renewal = renew(workspace, old).finally(() => renewing.delete(workspace));
		renewing.set(workspace, renewal);
		return renewal;
	};

	return async ({ workspace }, refused) => {
		try {
			const found = await read(workspace, refused);
			if (!found) return notInstalled;
			const { expiresAt } = found.tokens;
			if (!expiresAt || expiresAt.getTime() - now().getTime() > earlierMs) return found.tokens.access;
			return await once(workspace, found);
		} catch (error) {
			log.error({ workspace, ...fault(error) }, "A Slack token could not be read");
			return { kind: "later", reason: "the bot's token could not be read" };
		}
	};
}

const notInstalled: Failure = { kind: "never", reason: "the bot is not installed in that workspace" };
const ended: Failure = {
	kind: "never",
	reason: "the bot's token has ended and cannot be renewed: the bot has to be installed again",
};

function isOver({ tokens: { expiresAt } }: Installation, now: Date): boolean {
	return expiresAt !== undefined && expiresAt <= now;
}
