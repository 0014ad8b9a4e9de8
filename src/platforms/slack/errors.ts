import { webApi } from "@slack/bolt";
import type { Outcome } from "#chat/platform.ts";

/** How a call ended that Slack did not accept, with Slack's own code where it gave one. */
export type Failure = Exclude<Outcome, { kind: "sent" }> & { code?: string };

const hour = 3600;

/** Slack's codes that pass with time, and the seconds to wait. */
const passing: Record<string, number> = {
	ratelimited: 30,
	rate_limited: 30,
	message_limit_exceeded: hour,
	org_login_required: hour,
	team_added_to_org: hour,
};

/** Codes under which Slack's own documentation allows that the call may have had its effect. */
const ambiguous = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);

const inWords: Record<string, string> = {
	invalid_auth: "Slack does not accept the bot's token",
	not_authed: "Slack does not accept the bot's token",
	token_revoked: "the bot's token was revoked",
	token_expired: "the bot's token has expired",
	account_inactive: "the bot was removed from the workspace",
	missing_scope: "the bot was not given a permission that it needs",
	channel_not_found: "the channel does not exist, or the bot cannot see it",
	not_in_channel: "the bot is not in the channel",
	user_not_in_channel: "the person is not in the channel",
	is_archived: "the channel is archived",
	restricted_action: "the workspace does not let the bot post there",
	messages_tab_disabled: "direct messages with the bot are turned off",
	user_not_found: "the person does not exist",
	expired_url: "the time to answer that command or press is over",
	used_url: "that command or press was answered as often as Slack allows",
};

/** Errors raised before anything reached Slack. */
const unreached = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"EHOSTUNREACH",
	"ENETUNREACH",
	"UND_ERR_CONNECT_TIMEOUT",
]);

/** Translates whatever a call to Slack threw. No outcome repeats the text of an error. */
export function failureOf(error: unknown): Failure {
	if (error instanceof webApi.WebAPIRateLimitedError)
		return { kind: "later", reason: "Slack asks to slow down", afterSeconds: error.retryAfter };
	if (error instanceof webApi.WebAPIPlatformError) return refusal(error.data.error);
	if (error instanceof webApi.WebAPIHTTPError) return httpFailure(error.statusCode);
	const code = codeOf(error);
	if (code && unreached.has(code)) return { kind: "later", reason: `Slack could not be reached (${code})` };
	// The SDK gives a 429 without a usable Retry-After no class of its own.
	if (error instanceof Error && error.message.startsWith("Retry header"))
		return { kind: "later", reason: "Slack asks to slow down", afterSeconds: 30 };
	return { kind: "unknown", reason: `the connection to Slack broke (${code ?? "no answer"})` };
}

/** Translates a code with which Slack refused a call. */
export function refusal(code: string): Failure {
	if (!/^[a-z][a-z0-9_]{0,79}$/.test(code))
		return { kind: "unknown", reason: "Slack's answer could not be read" };
	if (ambiguous.has(code)) return { kind: "unknown", reason: `Slack failed (${code})` };
	const reason = `${inWords[code] ?? "Slack refused it"} (${code})`;
	const afterSeconds = passing[code];
	if (afterSeconds !== undefined) return { kind: "later", reason, afterSeconds, code };
	return { kind: "never", reason, code };
}

/** Translates an HTTP status that is not a success. */
export function httpFailure(status: number, retryAfter?: number): Failure {
	if (status === 429)
		return { kind: "later", reason: "Slack asks to slow down", afterSeconds: retryAfter ?? 30 };
	if (status >= 500 || status === 408) return { kind: "unknown", reason: `Slack failed (${status})` };
	return { kind: "never", reason: `Slack refused it (${status})` };
}

/** Whether Slack refused what was to be said, and not the place or the person. */
export function isBadContent({ code = "" }: { code?: string }): boolean {
	return code.startsWith("invalid_blocks") || code.startsWith("msg_") || code === "no_text";
}

/** Whether Slack refused the token, and not what was asked with it. */
export function isRefusedToken({ code = "" }: { code?: string }): boolean {
	return ["invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive"].includes(code);
}

/** The innermost code of an error and its causes. */
function codeOf(error: unknown): string | undefined {
	let code: string | undefined;
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
		const own = (at as { code?: unknown }).code;
		if (typeof own === "string") code = own;
		if (at.name === "TimeoutError") code = "timeout";
	}
	return code;
}
