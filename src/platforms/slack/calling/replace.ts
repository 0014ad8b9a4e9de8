import type { Message } from "#chat/message.ts";
import type { Incoming, Place } from "#chat/platform.ts";
import { addressOf } from "../address.ts";
import type { Failure } from "../errors.ts";
import { contextOf } from "../reading/context.ts";
import { render, renderHome } from "../render.ts";
import type { Calls, Posted } from "./calls.ts";

/**
 * Puts a message in the place of the card that was pressed; one without blocks removes the card. In
 * a person's home, it is what the home shows.
 */
export function createReplace(callsFor: (place: Place) => Calls) {
	return async (incoming: Incoming, message: Message): Promise<Posted | Failure> => {
		const calls = callsFor(incoming.place);
		const { messageTs, ephemeral, responseUrl, homeOf } = contextOf(incoming);
		const { channel, thread } = addressOf(incoming.place);
		if (homeOf) return calls.publish(homeOf, renderHome(message));
		const [first, ...more] = message.blocks.length === 0 ? [] : render(message);
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
	};
}
