import type { webApi } from "@slack/bolt";
import { z } from "zod";
import { type Failure, failureOf } from "../errors.ts";
import type { Granted, Tokens } from "./installations.ts";

export type OAuthConfig = { clientId: string; clientSecret: string; publicUrl: string };

/** Trades what Slack gives out for tokens. Never throws. */
export type Exchange = ReturnType<typeof createExchange>;

const id = z.string().min(1);
const tokens = z.looseObject({
	access_token: id,
	refresh_token: id.optional(),
	expires_in: z.number().positive().optional(),
});
const party = z.looseObject({ id, name: z.string().nullish() });
const granted = tokens.extend({
	bot_user_id: id,
	scope: z.string(),
	team: party.nullish(),
	enterprise: party.nullish(),
	is_enterprise_install: z.boolean().nullish(),
});

/** Where Slack sends people back to. */
export function redirectUri({ publicUrl }: OAuthConfig): string {
	return `${publicUrl.replace(/\/$/, "")}/slack/oauth_redirect`;
}

/** The calls of Slack's sign-in, made with the app's own id and secret. */
export function createExchange(client: webApi.WebClient, config: OAuthConfig, now: () => Date) {
	const access = async (what: { code: string; redirect_uri: string } | { refresh: string }) => {
		const app = { client_id: config.clientId, client_secret: config.clientSecret };
		return client.oauth.v2.access(
			"refresh" in what
				? { ...app, grant_type: "refresh_token", refresh_token: what.refresh }
				: { ...app, ...what },
		);
	};
	return {
		/** What was granted to whoever comes back from Slack with this code. */
		async code(code: string): Promise<Granted | Failure> {
			try {
				const answer = granted.safeParse(await access({ code, redirect_uri: redirectUri(config) }));
				return (answer.success && toGranted(answer.data, now())) || unreadable;
			} catch (error) {
				return failureOf(error);
			}
		},
		/** New tokens for a refresh token, which can be used once. */
		async renew(refresh: string): Promise<Tokens | Failure> {
			try {
				const answer = tokens.safeParse(await access({ refresh }));
				return answer.success ? toTokens(answer.data, now()) : unreadable;
			} catch (error) {
				return failureOf(error);
			}
		},
		/** Whether a token is good, by Slack's own word. */
		async check(token: string): Promise<{ kind: "sent" } | Failure> {
			try {
				await client.auth.test({ token });
				return { kind: "sent" };
			} catch (error) {
				return failureOf(error);
			}
		},
		/** Gives a token back that is not to be kept. */
		async giveBack(token: string): Promise<void> {
			await client.auth.revoke({ token }).catch(() => {});
		},
	};
}

const unreadable: Failure = { kind: "never", reason: "Slack's answer could not be read" };

function toGranted(answer: z.infer<typeof granted>, now: Date): Granted | undefined {
	const party = answer.is_enterprise_install ? answer.enterprise : answer.team;
	if (!party) return undefined;
	return {
		workspace: party.id,
		...(party.name ? { name: party.name } : {}),
		botUser: answer.bot_user_id,
		scopes: answer.scope.split(",").filter(Boolean),
		tokens: toTokens(answer, now),
	};
}

function toTokens({ access_token, refresh_token, expires_in }: z.infer<typeof tokens>, now: Date): Tokens {
	return {
		access: access_token,
		...(refresh_token ? { refresh: refresh_token } : {}),
		...(expires_in ? { expiresAt: new Date(now.getTime() + expires_in * 1000) } : {}),
	};
}
