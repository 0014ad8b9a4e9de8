import type { Message } from "#chat/message.ts";
import type { Incoming, Outcome, Place } from "#chat/platform.ts";
import { addressOf, isDirect, messageIdOf, type Posts } from "./address.ts";
import type { Calls, Mark, Posted } from "./calling/calls.ts";
import { type Failure, isBadContent } from "./errors.ts";
import { contextOf } from "./reading/context.ts";
import { hasChart, render } from "./render.ts";
import { flow } from "./writing/flow.ts";
import type { Part } from "./writing/pack.ts";

const neutral = "You have a reply.";
const neutralToOne = "You have a reply. Only you can see it.";
const inTheOpen = "I can answer this in a direct message. Please write to me there.";

/** One way to reach somebody. What a way can take back is taken back when the rest of it cannot be sent. */
type Way = { put: (part: Part, mark?: Mark) => Promise<Posted | Failure>; canTakeBack: boolean };

/** Waits, between tries to put the message in the place of neutral words. */
export type Pause = (milliseconds: number) => Promise<void>;

/** Posts messages, to a place or to one person in it. */
export function createSend(callsFor: (place: Place) => Calls, pause: Pause) {
	return {
		/** Sends to a place: by the first way that Slack does not rule out. */
		async send(place: Place, message: Message, deliveryId: string): Promise<Outcome> {
			const by = { calls: callsFor(place), pause, discreet: message.discreet ?? false };
			return outcome(await sendBy(by.calls, waysTo(by, place), message, deliveryId));
		},
		/** Sends to the person alone. What may have been sent is not sent again by another way. */
		async sendPrivately(incoming: Incoming, message: Message): Promise<Outcome> {
			const by = { calls: callsFor(incoming.place), pause, discreet: message.discreet ?? false };
			let ended: Result = { kind: "never", reason: "there is no way to the person" };
			let busy: Result | undefined;
			for (const way of waysToPerson(by, incoming)) {
				ended = await sendBy(by.calls, [way], message);
				if (ended.kind === "sent" || ended.kind === "unknown" || isBadContent(ended)) return outcome(ended);
				if (ended.kind === "later") busy ??= ended;
			}
			const { channel, thread } = addressOf(incoming.place);
			if (busy || isDirect(channel)) return outcome(busy ?? ended);
			await by.calls.post(channel, thread, { text: inTheOpen, blocks: [] });
			return { kind: "never", reason: "the person could only be told to write in a direct message" };
		},
	};
}

type By = { calls: Calls; pause: Pause; discreet: boolean };

function waysTo(by: By, place: Place): Way[] {
	const { channel, thread, onlyFor, responseUrl } = addressOf(place);
	const response = responseUrl ? [toResponse(by, responseUrl)] : [];
	if (!onlyFor) return [toConversation(by, channel, thread), ...response];
	return [toOne(by, channel, thread, onlyFor), ...response, toConversation(by, onlyFor)];
}

function waysToPerson(by: By, incoming: Incoming): Way[] {
	const { channel, thread, responseUrl } = addressOf(incoming.place);
	const { openThread, responseUrl: latest = responseUrl } = contextOf(incoming);
	const response = latest ? [toResponse(by, latest)] : [];
	const first = isDirect(channel)
		? toConversation(by, channel, thread)
		: // Slack shows an ephemeral message in a thread only when the thread has begun.
			toOne(by, channel, openThread, incoming.person.id);
	return [first, ...response, toConversation(by, incoming.person.id)];
}

/** Posts in a conversation. */
export function toPlace(calls: Calls, channel: string, thread: string | undefined): Way {
	return { put: (part, mark) => calls.post(channel, thread, part, mark), canTakeBack: true };
}

function toConversation({ calls, pause, discreet }: By, channel: string, thread?: string): Way {
	if (!discreet) return toPlace(calls, channel, thread);
	return {
		put: (part, mark) => postDiscreetly({ calls, pause, channel, thread, part, mark }),
		canTakeBack: true,
	};
}

function toOne({ calls, discreet }: By, channel: string, thread: string | undefined, user: string): Way {
	return {
		put: (part) => calls.postEphemeral(channel, thread, user, discreet ? beginNeutrally(part) : part),
		canTakeBack: false,
	};
}

function toResponse({ calls, discreet }: By, url: string): Way {
	return {
		put: (part) => {
			const said = discreet ? beginNeutrally(part) : part;
			return calls.respond(url, { response_type: "ephemeral", replace_original: false, ...said });
		},
		canTakeBack: false,
	};
}

/** How a message ended, with the Slack messages that carry it. */
export type Result = ({ kind: "sent" } & Posts) | Failure;

/** The same, in the words of all platforms. */
export function outcome(result: Result): Outcome {
	if (result.kind === "sent") return { kind: "sent", messageId: messageIdOf(result) };
	const { code: _, ...rest } = result;
	return rest;
}

async function sendBy(calls: Calls, ways: Way[], message: Message, deliveryId?: string): Promise<Result> {
	const parts = render(message);
	let ended: Result = { kind: "never", reason: "there is nothing to say" };
	for (const way of ways) {
		ended = await sendParts(calls, way, parts, deliveryId);
		// Not every workspace draws charts; the same figures stand below as text.
		if (ended.kind === "never" && isBadContent(ended) && hasChart(parts))
			ended = await sendParts(calls, way, render(message, { charts: false }), deliveryId);
		if (ended.kind !== "never" || isBadContent(ended)) return ended;
	}
	return ended;
}

/** Sends all parts, or none that could be taken back. */
export async function sendParts(calls: Calls, way: Way, parts: Part[], deliveryId?: string): Promise<Result> {
	const sent: Posted[] = [];
	for (const [at, part] of parts.entries()) {
		const mark = deliveryId ? { id: deliveryId, part: at + 1, of: parts.length } : undefined;
		const ended = await way.put(part, mark);
		if (ended.kind === "sent") {
			sent.push(ended);
			continue;
		}
		if (sent.length === 0) return ended;
		if (ended.kind !== "unknown" && way.canTakeBack && (await takeBack(calls, postsIn(sent)))) return ended;
		return { kind: "unknown", reason: `${sent.length} of ${parts.length} parts were sent: ${ended.reason}` };
	}
	if (sent.length === 0) return { kind: "never", reason: "there is nothing to say" };
	return { kind: "sent", ...postsIn(sent) };
}

function postsIn(sent: Posted[]): Posts {
	return { channel: sent[0]?.channel ?? "", ts: sent.map(({ ts }) => ts) };
}

/** Deletes messages; whether all are gone. */
export async function takeBack(calls: Calls, { channel, ts }: Posts): Promise<boolean> {
	const ended = await Promise.all(ts.map((one) => calls.remove(channel, one)));
	return ended.every((one) => one.kind === "sent" || one.code === "message_not_found");
}

const mostFills = 4;
const betweenFillsMs = 1000;

type Discreetly = {
	calls: Calls;
	pause: Pause;
	channel: string;
	thread?: string;
	part: Part;
	mark?: Mark;
};

/**
 * Posts neutral words, which are what Slack notifies of, and then puts the message in their place:
 * updates do not notify. Words in blocks would not do: desktop notifications show them first.
 * The mark comes with the update, so that a neutral message alone never passes for the delivery.
 */
async function postDiscreetly(parts: Discreetly): Promise<Posted | Failure> {
	const { calls, pause, channel, thread, part, mark } = parts;
	const posted = await calls.post(channel, thread, { text: neutral, blocks: [] });
	if (posted.kind !== "sent") return unsaid(posted);
	const fill = () => calls.update(posted.channel, posted.ts, part, mark);
	let filled = await fill();
	// An update does the same however often it is made, and neutral words alone help nobody.
	for (let fills = 1; filled.kind === "unknown" && fills < mostFills; fills++) {
		await pause(betweenFillsMs);
		filled = await fill();
	}
	if (filled.kind === "sent") return posted;
	await calls.remove(posted.channel, posted.ts);
	return unsaid(filled);
}

/** Of what may have been posted, only the neutral words are left: these may be said twice. */
function unsaid(failure: Failure): Failure {
	return failure.kind === "unknown" ? { kind: "later", reason: failure.reason } : failure;
}

/**
 * An ephemeral message cannot be updated, and phones are not notified of it. A desktop may be, with
 * its first words, so those are neutral. The text stays whole, because screen readers read only that.
 */
function beginNeutrally({ text, blocks }: Part): Part {
	const opening = flow([[{ text: neutralToOne }]]).flatMap((piece) => piece.blocks);
	return { text: `${neutralToOne}\n\n${text}`, blocks: [...opening, ...blocks] };
}
