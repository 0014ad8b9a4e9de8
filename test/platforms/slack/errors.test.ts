import { describe, expect, it } from "vitest";
import { failureOf, refusal } from "#platforms/slack/errors.ts";

describe("a refusal by Slack", () => {
	it.each([
		[
			"later",
			["ratelimited", "rate_limited", "message_limit_exceeded", "org_login_required", "team_added_to_org"],
		],
		["unknown", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"]],
		["never", ["invalid_auth", "account_inactive", "token_revoked", "missing_scope", "accesslimited"]],
		["never", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action", "no_permission"]],
		[
			"never",
			["invalid_blocks", "msg_blocks_too_long", "msg_too_long", "no_text", "invalid_metadata_format"],
		],
	])("is %s for %j", (kind, codes) => {
		for (const code of codes) expect(refusal(code).kind).toBe(kind);
	});

	it("is unknown when it is not a code of Slack's", () => {
		expect(refusal("<html>Bad gateway</html>")).toEqual({
			kind: "unknown",
			reason: "Slack's answer could not be read",
		});
	});
});

describe("a call that got no answer", () => {
	const fetchFailure = (code: string) =>
		new Error("fetch failed", { cause: Object.assign(new Error("What a person wrote"), { code }) });

	it("is later only when nothing can have reached Slack", () => {
		for (const code of ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"])
			expect(failureOf(fetchFailure(code)).kind).toBe("later");
		for (const code of ["ECONNRESET", "UND_ERR_SOCKET", "UND_ERR_HEADERS_TIMEOUT", "EPIPE"])
			expect(failureOf(fetchFailure(code)).kind).toBe("unknown");
	});

	it("never repeats the text of an error", () => {
		expect(JSON.stringify(failureOf(fetchFailure("ECONNRESET")))).not.toContain("wrote");
		expect(failureOf("What a person wrote")).toEqual({
			kind: "unknown",
			reason: "the connection to Slack broke (no answer)",
		});
	});
});
