import type { Message } from "#chat/message.ts";
import type { Outcome, Place } from "#chat/platform.ts";
import { addressOf, postsOf } from "./address.ts";
import type { Calls } from "./calling/calls.ts";
import { isBadContent } from "./errors.ts";
import { hasChart, render } from "./render.ts";
import { outcome, type Result, sendParts, toPlace } from "./send.ts";
import type { Part } from "./writing/pack.ts";

/**
 * Puts a message in the place of one that was sent; one without blocks removes it. What has become
 * longer goes on below, and what has become shorter leaves nothing behind. It tells `later` also
 * where an update may have been made, since that does the same however often it is made.
 */
export function createUpdate(callsFor: (place: Place) => Calls) {
	return async (place: Place, messageId: string, message: Message): Promise<Outcome> => {
		const posts = postsOf(messageId);
		if (!posts) return { kind: "never", reason: "Slack lets nobody change what only one person saw" };
		const calls = callsFor(place);
		const put = (parts: Part[]) => putInPlace({ calls, place, ...posts, parts });
		const parts = message.blocks.length === 0 ? [] : render(message);
		const ended = await put(parts);
		if (ended.kind === "never" && isBadContent(ended) && hasChart(parts))
			return outcome(await put(render(message, { charts: false })));
		return outcome(ended);
	};
}

type Put = { calls: Calls; place: Place; channel: string; ts: string[]; parts: Part[] };

async function putInPlace({ calls, place, channel, ts, parts }: Put): Promise<Result> {
	for (const [at, one] of ts.entries()) {
		const part = parts[at];
		const ended = part ? await calls.update(channel, one, part) : await calls.remove(channel, one);
		if (ended.kind === "sent" || (!part && ended.code === "message_not_found")) continue;
		return ended.kind === "unknown" ? { kind: "later", reason: ended.reason } : ended;
	}
	const more = parts.slice(ts.length);
	const kept = ts.slice(0, parts.length);
	if (more.length === 0) return { kind: "sent", channel, ts: kept };
	const ended = await sendParts(calls, toPlace(calls, channel, addressOf(place).thread), more);
	return ended.kind === "sent" ? { kind: "sent", channel, ts: [...kept, ...ended.ts] } : ended;
}
