import type { webApi } from "@slack/bolt";
import type { Json } from "#chat/message.ts";
import type { Incoming, Place } from "#chat/platform.ts";
import { addressOf } from "../address.ts";
import { contextOf } from "../reading/context.ts";
import type { TokenFor } from "./calls.ts";

/**
 * Gives the channels that somebody chose in a form the names that they know them by: a press brings
 * ids alone. One that the bot cannot see stays without. Never rejects.
 */
export function createNaming(client: webApi.WebClient, tokenFor: TokenFor) {
	const named = async (place: Place): Promise<Place> => {
		try {
			const token = await tokenFor(place);
			if (typeof token !== "string") return place;
			const { channel } = addressOf(place);
			const { name } = (await client.conversations.info({ token, channel })).channel ?? {};
			return name ? { ...place, name } : place;
		} catch {
			return place;
		}
	};
	return async (incoming: Incoming): Promise<Incoming> => {
		const { act } = incoming;
		const { chosen = [] } = contextOf(incoming);
		if (act.kind !== "pressed" || chosen.length === 0) return incoming;
		const value = { ...(act.value as { [input: string]: Json }) };
		for (const input of chosen) value[input] = await named(value[input] as Place);
		return { ...incoming, act: { ...act, value } };
	};
}
