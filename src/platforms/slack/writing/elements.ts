import type { types } from "@slack/bolt";
import type { Link, Option, Press } from "#chat/message.ts";
import { shorten } from "./flow.ts";

/** How an id of ours is told from another of the same name in one message: `lessons.open~2`. */
const repeat = "~";
/** The action of buttons that only open an address: Slack reports those presses too. */
const linkAction = "link";

/** Makes an id unique within a message. */
export type Ids = (wanted: string) => string;

/** Ids that Slack accepts and that differ within a message. */
export function createIds(): Ids {
	const used = new Map<string, number>();
	return (wanted) => {
		const times = (used.get(wanted) ?? 0) + 1;
		used.set(wanted, times);
		const id = times === 1 ? wanted : `${wanted}${repeat}${times}`;
		if (id.length > 255) throw new RangeError("An id is longer than Slack's 255 characters.");
		return id;
	};
}

/** What an id was before it was made unique. */
export function nameIn(id: string): string {
	return id.split(repeat)[0] ?? id;
}

/** The action that an action id stands for; nothing for a button that only opens an address. */
export function actionOf(actionId: string): string | undefined {
	const action = nameIn(actionId);
	return action === linkAction ? undefined : action;
}

/** A button, with its label cut to what Slack shows. */
export function button(item: Press | Link, ids: Ids): types.Button {
	const text = plainText(shorten(item.label.trim() || "Continue", 75));
	if ("url" in item) return { type: "button", text, url: item.url, action_id: ids(linkAction) };
	const value = item.value === undefined ? undefined : JSON.stringify(item.value);
	if (value !== undefined && value.length > 2000)
		throw new RangeError(`The value of ${item.action} is longer than Slack's 2,000 characters.`);
	return {
		type: "button",
		text,
		action_id: ids(item.action),
		...(value === undefined ? {} : { value }),
		...(item.tone ? { style: item.tone } : {}),
	};
}

/** An option of a list, with its label cut to what Slack shows. */
export function option({ label, value }: Option): types.PlainTextOption {
	if (value.length === 0 || value.length > 75)
		throw new RangeError("The value of an option has to have 1 to 75 characters for Slack.");
	return { text: plainText(shorten(label.trim() || value, 75)), value };
}

/** Text that Slack reads as it is. */
export function plainText(text: string): types.PlainTextElement {
	return { type: "plain_text", text, emoji: false };
}

/** Items in groups that stay below a number of items and a sum of their sizes. */
export function chunks<Item>(
	items: Item[],
	limit: { most: number; size: number; of: (item: Item) => number },
): Item[][] {
	const groups: Item[][] = [];
	let left = 0;
	for (const item of items) {
		const size = limit.of(item);
		const group = groups.at(-1);
		if (group && group.length < limit.most && size <= left) group.push(item);
		else {
			groups.push([item]);
			left = limit.size;
		}
		left -= size;
	}
	return groups;
}
