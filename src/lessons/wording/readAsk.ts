import { asCommand } from "#chat/wording/asCommand.ts";

/** What somebody types to the lessons. Everything else that people write is not for them. */
export type Ask = "list" | "new" | "newReview" | "subscribe" | "subscription" | "unsubscribe";

const asks: [Ask, RegExp][] = [
	["list", /^(?:(?:show|list)(?: me)? )?(?:all )?(?:the )?(?:new |newest |latest |recent )?lessons$/],
	["new", /^(?:write|new|add|create)(?: a)?(?: new)? lesson$/],
	["newReview", /^(?:announce|new|add)(?: a)?(?: new)?(?: published)? review$/],
	[
		"subscribe",
		/^subscribe(?: me| us| here| this (?:channel|chat|team))?(?: (?:to|for) (?:the )?(?:new )?lessons)?$/,
	],
	["subscription", /^(?:(?:show|see|change)(?: me)? )?(?:my |our |the |this channel[’']?s )?subscriptions?$/],
	[
		"unsubscribe",
		/^(?:unsubscribe(?: us| this (?:channel|chat|team))?|(?:end|stop|cancel) (?:my |our |the )?subscription|(?:stop|no more) (?:the )?lessons)$/,
	],
];

/** What a message asks of the lessons, if that is all that it says. */
export function readAsk(text: string): Ask | undefined {
	const said = asCommand(text);
	return asks.find(([, pattern]) => pattern.test(said))?.[0];
}
