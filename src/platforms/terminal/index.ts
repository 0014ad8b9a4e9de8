import { randomUUID } from "node:crypto";
import type { Json, Message } from "#chat/message.ts";
import type { Incoming, Outcome, Place, Platform, Receive } from "#chat/platform.ts";
import { address } from "./address.ts";

/** One thing that the terminal showed: to whom, and whether only they could see it. */
export type Shown = { place: Place; message: Message; privately: boolean };

export type Terminal = Platform & {
	/** A person says something, in their direct conversation or in a channel's thread. */
	say(text: string, from?: Partial<Speaker>): Promise<void>;
	/** A person presses a button. */
	press(action: string, value: Json, from?: Partial<Speaker>): Promise<void>;
	/** The bot is added to a conversation. */
	arrive(from?: Partial<Speaker>): Promise<void>;
};

type Speaker = {
	person: string;
	workspace: string;
	/** A channel's name; without one, the direct conversation. */
	channel?: string;
	thread?: string;
	/** The same id twice is the same event twice. */
	eventId: string;
};

/**
 * A platform without a network: what is said comes in by calls, what is answered goes out through
 * `show`. `npm run chat` and the whole-bot tests talk to the bot through it.
 */
export function createTerminal(show: (shown: Shown) => void, workspace = "local"): Terminal {
	let receive: Receive | undefined;
	let messages = 0;
	const inHand = new Set<Promise<unknown>>();

	const happen = async (act: Incoming["act"], from: Partial<Speaker> = {}): Promise<void> => {
		const speaker: Speaker = { person: "you", workspace, eventId: randomUUID(), ...from };
		const place = address(speaker);
		if (!receive) return;
		const handling = receive({
			eventId: speaker.eventId,
			businessKey: `act:${speaker.eventId}`,
			place,
			person: { id: speaker.person, workspace: speaker.workspace },
			act,
		});
		inHand.add(handling);
		const { replace } = await handling.finally(() => inHand.delete(handling));
		if (replace) show({ place, message: replace, privately: false });
	};
	const put = (place: Place, message: Message, privately: boolean): Outcome => {
		show({ place, message, privately });
		return { kind: "sent", messageId: `message-${++messages}` };
	};

	return {
		name: "terminal",
		start: async (handle) => {
			receive = handle;
		},
		send: async (place, message) => put(place, message, false),
		sendPrivately: async (incoming, message) => put(incoming.place, message, true),
		stop: async () => {
			receive = undefined;
			while (inHand.size > 0) await Promise.allSettled(inHand);
		},
		say: (text, from) => happen({ kind: "said", text }, from),
		press: (action, value, from) => happen({ kind: "pressed", action, value }, from),
		arrive: (from) => happen({ kind: "arrived" }, from),
	};
}
