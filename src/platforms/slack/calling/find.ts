import type { webApi } from "@slack/bolt";
import type { Found, Place } from "#chat/platform.ts";
import { addressOf, isPerson, messageIdOf } from "../address.ts";
import { failureOf } from "../errors.ts";
import { takeBack } from "../send.ts";
import type { Calls, TokenFor } from "./calls.ts";

/** Clocks differ: looking starts this much before the attempt. */
const earlierSeconds = 60;
const mostPages = 10;

/**
 * Looks for a delivery by its mark among what was posted since. One of which only some parts arrived
 * is taken back, so that it can be sent again whole.
 */
export function createFind(client: webApi.WebClient, tokenFor: TokenFor, callsFor: (place: Place) => Calls) {
	return async (place: Place, deliveryId: string, since: Date): Promise<Found> => {
		const { channel: to, thread, onlyFor } = addressOf(place);
		if (onlyFor) return { kind: "cannot tell", reason: "Slack keeps no messages that only one person sees" };
		const token = await tokenFor(place);
		if (typeof token !== "string") return { kind: "cannot tell", reason: token.reason };
		try {
			const channel = isPerson(to) ? await conversationWith(client, token, to) : to;
			const found = await marksOf(pages(client, token, channel, thread, since), deliveryId);
			const ts = found.map((one) => one.ts);
			if (found.length === 0) return { kind: "absent" };
			if (found.length >= (found[0]?.of ?? 1))
				return { kind: "found", messageId: messageIdOf({ channel, ts }) };
			if (await takeBack(callsFor(place), { channel, ts })) return { kind: "absent" };
			return { kind: "cannot tell", reason: "only some parts of it arrived" };
		} catch (error) {
			return { kind: "cannot tell", reason: failureOf(error).reason };
		}
	};
}

/** The direct conversation with a person: opened, which they do not notice, or as it was. */
async function conversationWith(client: webApi.WebClient, token: string, user: string): Promise<string> {
	const { channel } = await client.conversations.open({ token, users: user });
	if (!channel?.id) throw new Error("Slack opened no conversation.");
	return channel.id;
}

type Page = { messages?: { ts?: string; metadata?: { event_type?: string; event_payload?: object } }[] };

async function* pages(
	client: webApi.WebClient,
	token: string,
	channel: string,
	thread: string | undefined,
	since: Date,
): AsyncGenerator<Page> {
	const oldest = String(since.getTime() / 1000 - earlierSeconds);
	const rest = { token, channel, oldest, include_all_metadata: true, limit: 100 };
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
