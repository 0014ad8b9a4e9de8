import { randomUUID } from "node:crypto";
import { createInHand } from "#chat/handling/inHand.ts";
import type { Json, Message } from "#chat/message.ts";
import type { Answered, Incoming, Outcome, Place, Platform, Receive } from "#chat/platform.ts";
import { address } from "./address.ts";

/** One thing that the terminal showed: to whom, and whether only they could see it. */
export type Shown = {
	place: Place;
	message: Message;
	privately: boolean;
	/** Its message id, where it can be replaced. */
	id?: string;
	/** The message in whose place it stands. */
	insteadOf?: string;
};

export type Terminal = Platform & {
	/** A person says something, in their direct conversation or in a channel's thread. */
	say(text: string, from?: Partial<Speaker>): Promise<void>;
	/** A person presses a button; that of a form brings what they put in, as `fillIn` makes it. */
	press(action: string, value: Json, from?: Partial<Speaker>): Promise<void>;
	/** The bot is added to a conversation. */
	arrive(from?: Partial<Speaker>): Promise<void>;
	/** A person looks at the bot's own page. */
	open(from?: Partial<Speaker>): Promise<void>;
	/** A person types into the search beside the message box. Resolves with what they are offered, or told instead. */
	search(text: string, from?: Partial<Speaker>): Promise<Answered>;
	/** The bot is taken out of a channel, or the channel goes. */
	leave(why: "removed" | "archived" | "deleted", from?: Partial<Speaker>): Promise<void>;
	/** A channel gets another name. */
	rename(name: string, from?: Partial<Speaker>): Promise<void>;
	/** A channel gets another id, as which this name stands. */
	move(channel: string, from: Partial<Speaker> & { channel: string }): Promise<void>;
	/** A channel is shared with another workspace. */
	share(workspace: string, from?: Partial<Speaker>): Promise<void>;
};

type Speaker = {
	person: string;
	workspace: string;
	/** What the person is called. */
	name?: string;
	/** A channel's name; without one, the direct conversation. */
	channel?: string;
	/** A thread of the channel; without one, the channel itself. */
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
	const inHand = createInHand();

	const happen = async (act: Incoming["act"], from: Partial<Speaker> = {}) => {
		const speaker: Speaker = { person: "you", workspace, eventId: randomUUID(), ...from };
		if (!receive) return {};
		const answered = await inHand.add(receive(toIncoming(speaker, act)));
		if (answered.replace) show({ place: address(speaker), message: answered.replace, privately: false });
		return answered;
	};
	const put = (shown: Omit<Shown, "id">): Outcome => {
		const id = shown.insteadOf ?? `message-${++messages}`;
		show({ ...shown, id });
		return { kind: "sent", messageId: id };
	};
	const doing = async (act: Incoming["act"], from?: Partial<Speaker>): Promise<void> => {
		await happen(act, from);
	};

	return {
		name: "terminal",
		start: async (handle) => {
			receive = handle;
		},
		send: async (place, message) => put({ place, message, privately: false }),
		update: async (place, messageId, message) =>
			put({ place, message, privately: false, insteadOf: messageId }),
		sendPrivately: async (incoming, message) => put({ place: incoming.place, message, privately: true }),
		settled: inHand.done,
		stop: async () => {
			receive = undefined;
			await inHand.done();
		},
		say: (text, from) => doing({ kind: "said", text }, from),
		press: (action, value, from) => doing({ kind: "pressed", action, value }, from),
		arrive: (from) => doing({ kind: "arrived" }, from),
		open: (from) => doing({ kind: "opened" }, from),
		search: (text, from) => happen({ kind: "searched", text }, from),
		leave: (why, from) => doing({ kind: "left", why }, from),
		rename: (name, from) => doing({ kind: "renamed", name }, from),
		move: (channel, { person = "you", ...from }) => {
			const to = address({ workspace, ...from, person, channel });
			return doing({ kind: "moved", to, before: from.channel, after: channel }, { person, ...from });
		},
		share: (other, from) => doing({ kind: "shared", workspace: other }, from),
	};
}

function toIncoming(speaker: Speaker, act: Incoming["act"]): Incoming {
	const { person, workspace, name, eventId } = speaker;
	return {
		eventId,
		businessKey: `act:${eventId}`,
		place: { ...address(speaker), ...(act.kind === "renamed" ? { name: act.name } : {}) },
		person: {
			...{ id: person, workspace },
			...(name ? { name } : {}),
			direct: address({ person, workspace }),
		},
		act,
	};
}
