import type { types } from "@slack/bolt";
import type { Block, Buttons, Chart, Choices, Link, Message, Press } from "#chat/message.ts";
import { escaped, flow, type Line, link, opens, type Piece, shorten } from "./flow.ts";
import { type Part, pack, type SlackBlock } from "./pack.ts";

/** How an id of ours is told from another of the same name in one message: `lessons.open~2`. */
const repeat = "~";
/** The action of buttons that only open an address: Slack reports those presses too. */
const linkAction = "link";
const choicePrefix = "choice:";
const submitPrefix = "submit:";

type Ids = (wanted: string) => string;

/**
 * A message as the Slack messages that carry it, most often one. Nothing is left out: what is too
 * long is split, and a label that Slack would cut stands in full above it.
 * A value or id over Slack's limits is our own mistake and throws a RangeError.
 */
export function render(message: Message, options: { charts: boolean } = { charts: true }): Part[] {
	const ids = createIds();
	const pieces = message.blocks.flatMap((block) => renderBlock(block, ids, options.charts));
	return pack(pieces.length > 0 ? pieces : flow([[{ text: message.summary }]]), escaped(message.summary));
}

/** Whether Slack would draw a chart in these. */
export function hasChart(parts: Part[]): boolean {
	return parts.some(({ blocks }) => blocks.some(({ type }) => (type as string) === "data_visualization"));
}

/** The action that an action id stands for; nothing for a button that only opens an address. */
export function actionOf(actionId: string): string | undefined {
	const action = actionId.split(repeat)[0];
	return action === linkAction ? undefined : action;
}

/** The name of the choices in a block; nothing when the block holds no choices of ours. */
export function choiceOf(blockId: string): string | undefined {
	return blockId.startsWith(choicePrefix) ? blockId.slice(choicePrefix.length).split(repeat)[0] : undefined;
}

/** Whether a press in this block sends choices. */
export function isSubmit(blockId: string): boolean {
	return blockId.startsWith(submitPrefix);
}

function renderBlock(block: Block, ids: Ids, charts: boolean): Piece[] {
	switch (block.kind) {
		case "heading":
			return heading(block.text);
		case "prose":
			return flow([[{ text: block.text }]]);
		case "facts":
			return flow(block.items.map(({ name, text }) => [{ text: `${name}: `, bold: true }, { text }]));
		case "quote":
			return flow([[{ text: block.text }]], { quote: true });
		case "sources":
			return flow(block.items.map(({ text, url }) => link(text, url)));
		case "choices":
			return choices(block, ids);
		case "buttons":
			return buttons(block, ids);
		case "chart":
			return chart(block, charts);
		case "progress":
			return flow([[{ text: `${block.label}: ${block.done} of ${block.of}` }]]);
		case "file":
			return flow([link(block.name, block.url)]);
	}
}

function heading(text: string): Piece[] {
	if (text.length > 150 || text.includes("\n")) return flow([[{ text, bold: true }]]);
	if (!text.trim()) return [];
	return [{ text, blocks: [{ type: "header", text: plainText(text) }] }];
}

function buttons({ items }: Buttons, ids: Ids): Piece[] {
	const shown = items.filter((item) => !("url" in item) || opens(item.url));
	const asText: Line[] = items.flatMap((item) => {
		if ("url" in item && !opens(item.url)) return [[{ text: `${item.label}: ${item.url}` }]];
		return item.label.length > 75 ? [[{ text: item.label }]] : [];
	});
	const rows = chunks(
		shown.map((item) => button(item, ids)),
		{ most: 25, size: 8000, of: (shownButton) => JSON.stringify(shownButton).length },
	);
	return [
		...flow(asText),
		...rows.map((elements) => ({
			text: elements.map(({ text }) => `[${text.text}]`).join(" "),
			blocks: [{ type: "actions", elements } satisfies types.ActionsBlock],
		})),
	];
}

function button(item: Press | Link, ids: Ids): types.Button {
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

/** Slack takes more, but a label beside a list is to be short. */
const longestLabel = 150;

/** A list that one Slack element can hold, or several, each with its own submit button. */
function choices(block: Choices, ids: Ids): Piece[] {
	const { label, options } = block;
	if (options.length === 0) return flow([[{ text: label }]]);
	const cut: Line[] = [
		...(label.length > longestLabel ? [label] : []),
		...[...options, block.submit].map((one) => one.label).filter((text) => text.length > 75),
	].map((text) => [{ text }]);
	// The labels stand in the text as well, which holds 4,000 characters.
	const lists = chunks(options.map(option), {
		most: 100,
		size: 7500,
		of: ({ text, value }) => 2 * escaped(text.text).length + (value?.length ?? 0) + 20,
	});
	return [...flow(cut), ...lists.map((list, at) => choiceList(block, list, at, ids))];
}

function choiceList(block: Choices, options: types.PlainTextOption[], at: number, ids: Ids): Piece {
	const label = shorten(block.label.trim() || "Choose", longestLabel) + (at === 0 ? "" : " (continued)");
	return {
		text: [label, ...options.map(({ text }, number) => `${number + 1}. ${text.text}`)].join("\n"),
		blocks: [
			{
				type: "input",
				block_id: ids(choicePrefix + block.name),
				label: plainText(label),
				element: element(options, block.multiple ?? false),
			} satisfies types.InputBlock,
			{
				type: "actions",
				block_id: ids(submitPrefix + block.name),
				elements: [button(block.submit, ids)],
			} satisfies types.ActionsBlock,
		],
	};
}

function element(options: types.PlainTextOption[], multiple: boolean): types.InputBlock["element"] {
	const rest = { action_id: "choice", options };
	if (options.length <= 10) return { type: multiple ? "checkboxes" : "radio_buttons", ...rest };
	return { type: multiple ? "multi_static_select" : "static_select", ...rest };
}

function option({ label, value }: Choices["options"][number]): types.PlainTextOption {
	if (value.length === 0 || value.length > 75)
		throw new RangeError("The value of an option has to have 1 to 75 characters for Slack.");
	return { text: plainText(shorten(label.trim() || value, 75)), value };
}

function chart({ title, sentence, bars }: Chart, draw: boolean): Piece[] {
	const figures: Line[] = bars.map(({ label, value }) => [{ text: `${label}: ${value}` }]);
	const said = flow([[{ text: title, bold: true }], [{ text: sentence }], ...figures]);
	const drawable =
		bars.length > 0 && bars.length <= 20 && title.trim() && bars.every(({ value }) => Number.isFinite(value));
	const [first, ...rest] = said;
	if (!draw || !drawable || !first) return said;
	return [{ text: first.text, blocks: [drawn(title, bars), ...first.blocks] }, ...rest];
}

/** Slack's own chart. `@slack/types` 3.2 does not know it yet. */
function drawn(title: string, bars: Chart["bars"]): SlackBlock {
	const cut = bars.map(({ label }) => shorten(label.trim(), 20));
	const clash = new Set(cut).size < cut.length || cut.includes("");
	const categories = clash ? bars.map(({ label }, at) => shorten(`${at + 1} ${label.trim()}`, 20)) : cut;
	const data = bars.map(({ value }, at) => ({ label: categories[at], value }));
	return {
		type: "data_visualization",
		title: shorten(title, 50),
		chart: { type: "bar", series: [{ name: shorten(title, 20), data }], axis_config: { categories } },
	} as unknown as SlackBlock;
}

function plainText(text: string): types.PlainTextElement {
	return { type: "plain_text", text, emoji: false };
}

/** Items in groups that stay below a number of items and a sum of their sizes. */
function chunks<Item>(
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

/** Ids that Slack accepts and that differ within a message. */
function createIds(): Ids {
	const used = new Map<string, number>();
	return (wanted) => {
		const times = (used.get(wanted) ?? 0) + 1;
		used.set(wanted, times);
		const id = times === 1 ? wanted : `${wanted}${repeat}${times}`;
		if (id.length > 255) throw new RangeError("An id is longer than Slack's 255 characters.");
		return id;
	};
}
