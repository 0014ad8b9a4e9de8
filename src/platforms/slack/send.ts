import type { Message } from "#chat/message.ts";
import type { Incoming, Outcome, Place } from "#chat/platform.ts";
import { addressOf, isDirect } from "./address.ts";
import type { Calls, Mark, Posted } from "./calls.ts";
import { type Failure, isBadContent } from "./errors.ts";
import { flow } from "./flow.ts";
import type { Part } from "./pack.ts";
import { contextOf } from "./receive.ts";
import { hasChart, render } from "./render.ts";

const neutral = "You have a reply.";
const neutralToOne = "You have a reply. Only you can see it.";
const inTheOpen = "I can answer this in a direct message. Please write to me there.";

/** One way to reach somebody. What a way can take back is taken back when the rest of it cannot be sent. */
type Way = { put: (part: Part, mark?: Mark) => Promise<Posted | Failure>; canTakeBack: boolean };

/** Waits, between tries to put the message in the place of neutral words. */
export type Pause = (milliseconds: number) => Promise<void>;

/** Posts messages, to a place or to one person in it. */
export function createSend(calls: Calls, pause: Pause) {
	const post = (channel: string, thread: string | undefined, discreet: boolean): Way => ({
		put: discreet
			? (part, mark) => postDiscreetly({ calls, pause, channel, thread, part, mark })
			: (part, mark) => calls.post(channel, thread, part, mark),
		canTakeBack: true,
	});
	const ephemeral = (channel: string, thread: string | undefined, user: string, discreet: boolean): Way => ({
		put: (part) => calls.postEphemeral(channel, thread, user, discreet ? beginNeutrally(part) : part),
		canTakeBack: false,
	});
	const respond = (url: string, discreet: boolean): Way => ({
		put: (part) => {
			const said = discreet ? beginNeutrally(part) : part;
			return calls.respond(url, { response_type: "ephemeral", replace_original: false, ...said });
		},
		canTakeBack: false,
	});

	const waysTo = (place: Place, discreet: boolean): Way[] => {
		const { channel, thread, onlyFor, responseUrl } = addressOf(place);
		const response = responseUrl ? [respond(responseUrl, discreet)] : [];
		if (!onlyFor) return [post(channel, thread, discreet), ...response];
		return [ephemeral(channel, thread, onlyFor, discreet), ...response, post(onlyFor, undefined, discreet)];
	};

	const waysToPerson = (incoming: Incoming, discreet: boolean): Way[] => {
		const { channel, thread, responseUrl } = addressOf(incoming.place);
		const { openThread, responseUrl: latest = responseUrl } = contextOf(incoming);
		const response = latest ? [respond(latest, discreet)] : [];
		const first = isDirect(channel)
			? post(channel, thread, discreet)
			: // Slack shows an ephemeral message in a thread only when the thread has begun.
				ephemeral(channel, openThread, incoming.person.id, discreet);
		return [first, ...response, post(incoming.person.id, undefined, discreet)];
	};

	return {
		/** Sends to a place: by the first way that Slack does not rule out. */
		async send(place: Place, message: Message, deliveryId: string): Promise<Outcome> {
			const ways = waysTo(place, message.discreet ?? false);
			return outcome(await sendBy(calls, ways, message, deliveryId));
		},
		/** Sends to the person alone. What may have been sent is not sent again by another way. */
		async sendPrivately(incoming: Incoming, message: Message): Promise<Outcome> {
			let ended: Result = { kind: "never", reason: "there is no way to the person" };
			let busy: Result | undefined;
			for (const way of waysToPerson(incoming, message.discreet ?? false)) {
				ended = await sendBy(calls, [way], message);
				if (ended.kind === "sent" || ended.kind === "unknown" || isBadContent(ended)) return outcome(ended);
				if (ended.kind === "later") busy ??= ended;
			}
			const { channel, thread } = addressOf(incoming.place);
			if (busy || isDirect(channel)) return outcome(busy ?? ended);
			await calls.post(channel, thread, { text: inTheOpen, blocks: [] });
			return { kind: "never", reason: "the person could only be told to write in a direct message" };
		},
	};
}

type Result = { kind: "sent"; channel: string; ts: string[] } | Failure;

function outcome(result: Result): Outcome {
	if (result.kind === "sent") return { kind: "sent", messageId: messageIdOf(result.channel, result.ts) };
	const { code: _, ...rest } = result;
	return rest;
}

/** Names the Slack messages that carry one message of ours. */
export function messageIdOf(channel: string, ts: string[]): string {
	return `${channel}/${ts.join(",")}`;
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

/** All parts, or none that could be taken back. */
async function sendParts(calls: Calls, way: Way, parts: Part[], deliveryId?: string): Promise<Result> {
	const sent: Posted[] = [];
	for (const [at, part] of parts.entries()) {
		const mark = deliveryId ? { id: deliveryId, part: at + 1, of: parts.length } : undefined;
		const ended = await way.put(part, mark);
		if (ended.kind === "sent") {
			sent.push(ended);
			continue;
		}
		if (sent.length === 0) return ended;
		if (ended.kind !== "unknown" && way.canTakeBack && (await takeBack(calls, sent))) return ended;
		return { kind: "unknown", reason: `${sent.length} of ${parts.length} parts were sent: ${ended.reason}` };
	}
	const [first] = sent;
	if (!first) return { kind: "never", reason: "there is nothing to say" };
	return { kind: "sent", channel: first.channel, ts: sent.map(({ ts }) => ts) };
}

/** Deletes messages; whether all are gone. */
export async function takeBack(calls: Calls, messages: { channel: string; ts: string }[]): Promise<boolean> {
	const ended = await Promise.all(messages.map(({ channel, ts }) => calls.remove(channel, ts)));
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
