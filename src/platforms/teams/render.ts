import type { Activity } from "botbuilder";
import type { Block, Message } from "#chat/message.ts";
import type { SearchResult } from "#chat/platform.ts";
import type { Element } from "./card/element.ts";
import { elements } from "./card/elements.ts";

/** An Adaptive Card. */
export type Card = {
	type: "AdaptiveCard";
	$schema: string;
	version: "1.5";
	body: Element[];
	/** Also the summary of the activity that posts the card. */
	fallbackText: string;
};

const cardType = "application/vnd.microsoft.card.adaptive";

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
		attachments: [{ contentType: cardType, content }],
	};
}

/**
 * The card that takes the place of one that stands, and what does not fit in it. An empty message leaves
 * one neutral line, for Teams cannot take the card away.
 */
export function toReplacement(message: Message, card: string): [Card, ...Card[]] {
	const blocks: Block[] = message.blocks.length > 0 ? message.blocks : [{ kind: "prose", text: "Hidden." }];
	const [first = cardOf([], ""), ...rest] = toCards({ ...message, blocks }, card);
	return [first, ...rest];
}

/** More results than these Teams does not ask for. */
const mostResults = 25;
const mostInPreview = 500;

/** What a search found, as Teams offers it: a preview of each, and the card that is put into the message. */
export function toResults(results: SearchResult[]): object {
	if (results.length === 0) return toNotice("Nothing is held that answers this.");
	const attachments = results.slice(0, mostResults).map(({ title, text, message }) => ({
		contentType: cardType,
		content: toCards(insertable(message), "inserted")[0],
		preview: {
			contentType: "application/vnd.microsoft.card.thumbnail",
			content: { title: unmarked(title), text: unmarked(text) },
		},
	}));
	return { composeExtension: { type: "result", attachmentLayout: "list", attachments } };
}

/** Words beside the search, with nothing to put into a message. */
export function toNotice(text: string): object {
	return { composeExtension: { type: "message", text } };
}

/** A message as somebody else may say it: the bot need not be where it stands, so nothing in it can be pressed. */
function insertable(message: Message): Message {
	const blocks = message.blocks.flatMap((block): Block[] => {
		if (block.kind === "choices" || block.kind === "form") return [];
		if (block.kind !== "buttons") return [block];
		const items = block.items.filter((item) => "url" in item);
		return items.length > 0 ? [{ kind: "buttons", items }] : [];
	});
	return { ...message, blocks };
}

/** A preview's words. Teams reads tags in them but does not undo an escaped sign: the card itself has the exact words. */
function unmarked(text: string): string {
	return clipped(text, mostInPreview).replaceAll("<", "‹");
}

function notification(message: Message, at: number, of: number): string {
	if (message.discreet) return "You have a reply";
	if (at > 0) return `Part ${at + 1} of ${of}`;
	return clipped(message.summary, mostInSummary);
}

function clipped(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
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
