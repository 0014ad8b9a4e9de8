import { fault } from "#chat/log.ts";
import type { Outcome } from "#chat/platform.ts";

type Failed = Exclude<Outcome, { kind: "sent" }>;

/** Never reached the other side: the address did not resolve, or nobody listened there. */
const unreached = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

const explained: Record<string, string> = {
	BotNotInConversationRoster: "the bot is not a member of this conversation",
	BotDisabledByAdmin: "an administrator has blocked the bot",
	ConversationBlockedByUser: "the person has blocked the bot",
	ForbiddenOperationException: "the bot is not installed there",
	ConversationNotFound: "the conversation is gone",
	ActivityNotFoundInConversation: "the message is gone",
	MessageSizeTooBig: "the message is too large",
	MessageWritesBlocked: "the person has blocked the bot",
	BotNotRegistered: "Teams does not know the bot's application id",
};

/**
 * Turns what went wrong in a call to Teams into an outcome. Only what Teams surely did not accept is
 * worth another try. A 5xx or a broken connection may follow a message that was posted, so that is unknown.
 */
export function toOutcome(error: unknown, now: Date): Failed {
	if (error instanceof TokenError)
		return { kind: "later", reason: "Microsoft gave the bot no token to speak with." };
	const { status, code } = fault(error);
	if (status !== undefined && status >= 300) return byStatus(status, code, error, now);
	if (typeof code === "string" && unreached.has(code))
		return { kind: "later", reason: `Teams was not reached (${code}).` };
	return { kind: "unknown", reason: "The connection to Teams broke before it answered." };
}

/** The bot got no token, so nothing was sent. */
export class TokenError extends Error {
	override name = "TokenError";
}

/** Thrown to have Teams bring an event again, which the bot could not handle now. */
export class NotNow extends Error {
	override name = "NotNow";
}

/** Teams did not answer in time. */
export class TimeoutError extends Error {
	override name = "TimeoutError";
}

function byStatus(status: number, code: unknown, error: unknown, now: Date): Failed {
	if (status === 429) {
		const afterSeconds = retryAfter(error, now);
		return {
			kind: "later",
			reason: "Teams asks the bot to slow down (429).",
			...(afterSeconds === undefined ? {} : { afterSeconds }),
		};
	}
	if (status === 412) return { kind: "later", reason: "The conversation was busy (412)." };
	if (status === 408 || status >= 500)
		return { kind: "unknown", reason: `Teams answered ${status}, perhaps after posting the message.` };
	const name = typeof code === "string" && /^[A-Za-z]{3,60}$/.test(code) ? code : undefined;
	const why = name === undefined ? "" : `: ${explained[name] ?? name}`;
	return { kind: "never", reason: `Teams refused the message (${status})${why}.` };
}

function retryAfter(error: unknown, now: Date): number | undefined {
	const headers = (error as { response?: { headers?: { get?: (name: string) => string | undefined } } })
		.response?.headers;
	const said = headers?.get?.("retry-after");
	if (!said) return undefined;
	const seconds = /^\d+$/.test(said) ? Number(said) : (Date.parse(said) - now.getTime()) / 1000;
	return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}
