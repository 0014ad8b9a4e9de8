import { type Answer, type Args, refuse } from "./slackMethods.ts";
import type { SlackState, SlackWorkspace } from "./slackServer.ts";

/** The app that Slack's sign-in knows. */
export const slackApp = { clientId: "1.1", clientSecret: "a-client-secret-for-tests", appId: "A1" };

/** A token that was granted: whose it is, and what has become of it. */
export type SlackToken = {
	/** A workspace's id, or an organisation's. */
	owner: string;
	expiresAt?: number;
	ended?: "token_revoked" | "account_inactive";
};

/** What can be traded for tokens, once: a code, or a refresh token. */
export type SlackGrant = { owner: string; redirectUri?: string; scope: string; used?: boolean };

const twelveHours = 12 * 3600;

/**
 * What a person does who is sent to Slack's sign-in: allows it for a workspace or an organisation, or
 * does not. Returns the address that Slack sends them back to.
 */
export function decide(state: SlackState, address: string, owner: string | "deny"): string {
	const url = new URL(address);
	const asked = Object.fromEntries(url.searchParams);
	const { client_id, redirect_uri = "", scope = "", state: passed = "" } = asked;
	if (url.pathname !== "/oauth/v2/authorize" || client_id !== slackApp.clientId)
		throw new Error("That is not where Slack's sign-in is.");
	const back = new URL(redirect_uri);
	back.searchParams.set("state", passed);
	if (owner === "deny") back.searchParams.set("error", "access_denied");
	else {
		const code = `code-${state.grants.size + 1}`;
		state.grants.set(code, { owner, redirectUri: redirect_uri, scope });
		back.searchParams.set("code", code);
	}
	return back.href;
}

/** `oauth.v2.access`: a code or a refresh token for tokens. Each works once. */
export function access(state: SlackState, args: Args): Answer {
	const { client_id, client_secret, grant_type, code, refresh_token, redirect_uri } = args;
	if (client_id !== slackApp.clientId) return refuse("invalid_client_id");
	if (client_secret !== slackApp.clientSecret) return refuse("bad_client_secret");
	const isRefresh = grant_type === "refresh_token";
	const grant = state.grants.get(String(isRefresh ? refresh_token : code));
	if (!grant || grant.used) return refuse(isRefresh ? "invalid_refresh_token" : "invalid_code");
	if (!isRefresh && grant.redirectUri !== redirect_uri) return refuse("bad_redirect_uri");
	grant.used = true;
	return { body: issue(state, grant) };
}

function issue(state: SlackState, { owner, scope }: SlackGrant): object {
	const number = state.tokens.size + 1;
	const token = `xoxe.xoxb-granted-${number}`;
	const now = state.now().getTime() / 1000;
	const active = [...state.tokens.values()].filter((one) => one.owner === owner && !one.ended);
	// Of one installation two tokens are good at most.
	for (const old of active.slice(0, -1)) old.ended = "token_revoked";
	const rotation = state.rotation
		? { refresh_token: `xoxe-1-granted-${number}`, expires_in: twelveHours }
		: {};
	state.tokens.set(token, { owner, ...(state.rotation ? { expiresAt: now + twelveHours } : {}) });
	if (rotation.refresh_token) state.grants.set(rotation.refresh_token, { owner, scope });
	const [workspace] = workspacesOf(state, owner);
	const isOrganisation = owner.startsWith("E");
	return {
		ok: true,
		app_id: slackApp.appId,
		token_type: "bot",
		access_token: token,
		...rotation,
		scope,
		bot_user_id: workspace?.botUser,
		authed_user: { id: "U1" },
		team: isOrganisation ? null : { id: owner, name: `Workspace ${owner}` },
		enterprise: isOrganisation ? { id: owner, name: `Organisation ${owner}` } : null,
		is_enterprise_install: isOrganisation,
	};
}

/** The workspaces that a token of this owner is good for. */
export function workspacesOf(state: SlackState, owner: string): SlackWorkspace[] {
	return state.workspaces.filter(({ id, organisation }) => id === owner || organisation === owner);
}

/** Whom a token lets in, or how Slack refuses it. */
export function ownerOf(state: SlackState, token: string): { owner: string } | { refused: string } {
	const fixed = state.workspaces.find((one) => one.token && one.token === token);
	if (fixed) return { owner: fixed.id };
	const granted = state.tokens.get(token);
	if (!granted) return { refused: token ? "invalid_auth" : "not_authed" };
	if (granted.ended) return { refused: granted.ended };
	const isOver = granted.expiresAt !== undefined && granted.expiresAt <= state.now().getTime() / 1000;
	return isOver ? { refused: "token_expired" } : { owner: granted.owner };
}

/** The bot is taken out: no token of it is good any more. */
export function endTokens(state: SlackState, owner: string): void {
	for (const token of state.tokens.values()) if (token.owner === owner) token.ended ??= "account_inactive";
	for (const [code, grant] of state.grants) if (grant.owner === owner) state.grants.delete(code);
}
