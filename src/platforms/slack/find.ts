import type { webApi } from "@slack/bolt";
import type { Found, Place } from "#chat/platform.ts";
import { addressOf } from "./address.ts";
import type { Calls } from "./calls.ts";
import { failureOf } from "./errors.ts";
import { messageIdOf, takeBack } from "./send.ts";

/** Clocks differ: looking starts this much before the attempt. */
const earlierSeconds = 60;
const mostPages = 10;

/**
 * Looks for a delivery by its mark among what was posted since. One of which only some parts arrived
 * is taken back, so that it can be sent again whole.
 */
export function createFind(client: webApi.WebClient, calls: Calls) {
	return async (place: Place, deliveryId: string, since: Date): Promise<Found> => {
		const { channel, thread, onlyFor } = addressOf(place);
		if (onlyFor) return { kind: "cannot tell", reason: "Slack keeps no messages that only one person sees" };
		try {
			const found = await marksOf(pages(client, channel, thread, since), deliveryId);
			const ts = found.map((one) => one.ts);
			if (found.length === 0) return { kind: "absent" };
			if (found.length >= (found[0]?.of ?? 1)) return { kind: "found", messageId: messageIdOf(channel, ts) };
			if (
				await takeBack(
					calls,
					found.map((one) => ({ channel, ts: one.ts })),
				)
			)
				return { kind: "absent" };
			return { kind: "cannot tell", reason: "only some parts of it arrived" };
		} catch (error) {
			return { kind: "cannot tell", reason: failureOf(error).reason };
		}
	};
}

type Page = { messages?: { ts?: string; metadata?: { event_type?: string; event_payload?: object } }[] };

async function* pages(
	client: webApi.WebClient,
	channel: string,
	thread: string | undefined,
	since: Date,
): AsyncGenerator<Page> {
	const oldest = String(since.getTime() / 1000 - earlierSeconds);
	const rest = { channel, oldest, include_all_metadata: true, limit: 100 };
	let cursor: string | undefined;
	for (let page = 0; page < mostPages; page++) {
		const next = cursor ? { cursor } : {};
		const answer = thread
			? await client.conversations.replies({ ...rest, ts: thread, ...next })
			: await client.conversations.history({ ...rest, ...next });
		yield answer;
		cursor = answer.response_metadata?.next_cursor;
		if (!cursor) return;
	}
	throw new Error("There is more than one search may read.");
}

async function marksOf(found: AsyncIterable<Page>, deliveryId: string) {
	const marks = new Map<string, { ts: string; part: number; of: number }>();
	for await (const { messages = [] } of found)
		for (const { ts, metadata } of messages) {
			const { id, part, of } = (metadata?.event_payload ?? {}) as Record<string, unknown>;
			if (!ts || metadata?.event_type !== "delivery" || id !== deliveryId) continue;
			marks.set(ts, { ts, part: Number(part), of: Number(of) });
		}
	return [...marks.values()].sort((a, b) => a.part - b.part);
}
