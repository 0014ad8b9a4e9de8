import type { Activity } from "botbuilder";
import type { Block, Message } from "#chat/message.ts";
import { type Element, elements } from "./elements.ts";

/** An Adaptive Card. */
export type Card = {
	type: "AdaptiveCard";
	$schema: string;
	version: "1.5";
	body: Element[];
	/** Also the summary of the activity that posts the card. */
	fallbackText: string;
};

/** Half of what Teams takes in one message is left free: 80 KB, counted as UTF-16. */
const mostCharacters = 40_000;
const mostInSummary = 4_000;
/** What an activity holds beside its elements and its summary, which is in it twice. */
const envelope = 1_000;

/**
 * A message as activities to post, nearly always one: a long message goes in several. `card` names
 * this rendering, the same when it is rendered again.
 */
export function toActivities(message: Message, card: string): Partial<Activity>[] {
	return toCards(message, card).map(toActivity);
}

/** A card as an activity to post. Teams splits one that has text beside its card. */
export function toActivity(content: Card): Partial<Activity> {
	return {
		type: "message",
		summary: content.fallbackText,
		attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
	};
}

/**
 * The card that takes the place of a pressed one. An empty message leaves one neutral line, for Teams
 * cannot take the card away. What does not fit in one card is for a new message: `rest`.
 */
export function toReplacement(message: Message, card: string): { card: Card; rest: Card[] } {
	const blocks: Block[] = message.blocks.length > 0 ? message.blocks : [{ kind: "prose", text: "Hidden." }];
	const [first, ...rest] = toCards({ ...message, blocks }, card);
	return { card: first ?? cardOf([], ""), rest };
}

function notification(message: Message, at: number, of: number): string {
	if (message.discreet) return "You have a reply";
	if (at > 0) return `Part ${at + 1} of ${of}`;
	return clipped(message.summary);
}

function clipped(text: string): string {
	return text.length <= mostInSummary ? text : `${text.slice(0, mostInSummary - 1).toWellFormed()}…`;
}

function toCards(message: Message, card: string): Card[] {
	const blocks: Block[] =
		message.blocks.length > 0 ? message.blocks : [{ kind: "prose", text: message.summary }];
	const summary = notification(message, 0, 1);
	const room = mostCharacters - envelope - 2 * JSON.stringify(summary).length;
	const bodies = packed(elements(blocks, card), room);
	return bodies.map((body, at) => cardOf(body, notification(message, at, bodies.length)));
}

function cardOf(body: Element[], fallbackText: string): Card {
	return {
		type: "AdaptiveCard",
		$schema: "http://adaptivecards.io/schemas/adaptive-card.json",
		version: "1.5",
		body,
		fallbackText,
	};
}

function packed(all: Element[], room: number): Element[][] {
	const cards: Element[][] = [[]];
	let size = 0;
	for (const element of all) {
		const length = JSON.stringify(element).length + 1;
		if (size > 0 && size + length > room) {
			cards.push([]);
			size = 0;
		}
		cards.at(-1)?.push(element);
		size += length;
	}
	return cards;
}
