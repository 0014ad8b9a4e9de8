import type { Message } from "#chat/message.ts";
import type { Incoming, Place } from "#chat/platform.ts";
import { addressOf } from "../address.ts";
import type { Failure } from "../errors.ts";
import { contextOf } from "../reading/context.ts";
import { hasChart, render, renderHome } from "../render.ts";
import type { Part } from "../writing/pack.ts";
import type { Calls, Posted } from "./calls.ts";

/**
 * Puts a message in the place of the card that was pressed; one without blocks removes the card. In
 * a person's home, it is what the home shows.
 */
export function createReplace(callsFor: (place: Place) => Calls) {
	return async (incoming: Incoming, message: Message): Promise<Posted | Failure> => {
		const calls = callsFor(incoming.place);
		const { homeOf } = contextOf(incoming);
		if (homeOf) return calls.publish(homeOf, renderHome(message));
		const parts = message.blocks.length === 0 ? [] : render(message);
		const ended = await put(calls, incoming, parts);
		// Not every workspace draws charts; the same figures stand below as text. A response URL does not tell why it refuses.
		if (ended.kind === "never" && hasChart(parts))
			return put(calls, incoming, render(message, { charts: false }));
		return ended;
	};
}

async function put(calls: Calls, incoming: Incoming, [first, ...more]: Part[]): Promise<Posted | Failure> {
	const { messageTs, ephemeral, responseUrl } = contextOf(incoming);
	const { channel, thread } = addressOf(incoming.place);
	if (messageTs && !ephemeral) {
		const ended = first
			? await calls.update(channel, messageTs, first)
			: await calls.remove(channel, messageTs);
		if (ended.kind === "sent") for (const part of more) await calls.post(channel, thread, part);
		if (ended.kind === "sent" || !responseUrl) return ended;
	}
	if (!responseUrl) return { kind: "never", reason: "nothing tells which card was pressed" };
	const ended = await calls.respond(
		responseUrl,
		first ? { replace_original: true, ...first } : { delete_original: true },
	);
	if (ended.kind === "sent")
		for (const part of more) await calls.respond(responseUrl, { replace_original: false, ...part });
	return ended;
}
