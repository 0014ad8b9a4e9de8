import type { types } from "@slack/bolt";
import type { Block, Buttons, Chart, Message } from "#chat/message.ts";
import { button, chunks, createIds, type Ids, plainText } from "./writing/elements.ts";
import {
	escaped,
	flow,
	type Line,
	link,
	opens,
	type Piece,
	type SlackBlock,
	shorten,
} from "./writing/flow.ts";
import { choices, form } from "./writing/inputs.ts";
import { type Part, pack } from "./writing/pack.ts";

/**
 * A message as the Slack messages that carry it, most often one. Nothing is left out: what is too
 * long is split, and a label that Slack would cut stands in full above it.
 * A value or id over Slack's limits is our own mistake and throws a RangeError.
 */
export function render(message: Message, options: { charts: boolean } = { charts: true }): Part[] {
	return pack(piecesOf(message, options.charts), escaped(message.summary));
}

/** Slack's limit for the blocks of a home. */
const mostInHome = 100;

/** A message as the blocks of a person's home, which is one whatever its length. */
export function renderHome(message: Message): SlackBlock[] {
	const blocks = piecesOf(message, false).flatMap((piece) => piece.blocks);
	if (blocks.length <= mostInHome) return blocks;
	const more = "There is more than fits here. Write “help” to me under Messages to see the rest.";
	return [...blocks.slice(0, mostInHome - 1), ...flow([[{ text: more }]]).flatMap((piece) => piece.blocks)];
}

function piecesOf(message: Message, charts: boolean): Piece[] {
	const ids = createIds();
	const pieces = message.blocks.flatMap((block) => renderBlock(block, ids, charts));
	return pieces.length > 0 ? pieces : flow([[{ text: message.summary }]]);
}

/** Whether Slack would draw a chart in these. */
export function hasChart(parts: Part[]): boolean {
	return parts.some(({ blocks }) => blocks.some(({ type }) => (type as string) === "data_visualization"));
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
		case "form":
			return form(block, ids);
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
