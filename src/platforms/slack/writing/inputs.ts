import { createHash } from "node:crypto";
import type { types } from "@slack/bolt";
import type { Choices, Field, Form } from "#chat/message.ts";
import { button, chunks, type Ids, nameIn, option, plainText } from "./elements.ts";
import { flow, type Line, measure, type Piece, shorten } from "./flow.ts";
import { charactersOf, most } from "./pack.ts";

const inputPrefix = "input:";
const submitPrefix = "submit:";

/** Slack takes more, but a label beside a list is to be short. */
const longestLabel = 150;
/** How many characters a person can put into a text. */
const longestText = 3000;
const mostOfForm = { fields: 40, read: 3000 };

/** The name of the input in a block; nothing when the block holds none of ours. */
export function inputOf(blockId: string): string | undefined {
	return blockId.startsWith(inputPrefix) ? nameIn(blockId.slice(inputPrefix.length)) : undefined;
}

/** Whether a press in this block sends what was put into the inputs. */
export function isSubmit(blockId: string): boolean {
	return blockId.startsWith(submitPrefix);
}

/** A list that one Slack element can hold, or several, each with its own submit button. */
export function choices(block: Choices, ids: Ids): Piece[] {
	const { label, options } = block;
	if (options.length === 0) return flow([[{ text: label }]]);
	// The labels stand in the text as well, which holds 4,000 characters.
	const lists = chunks(options.map(option), {
		most: 100,
		size: 7500,
		of: ({ text, value }) => 2 * measure(text.text) + (value?.length ?? 0) + 20,
	});
	const cut = cutLabels([label], [...options, block.submit]);
	return [...flow(cut), ...lists.map((list, at) => choiceList(block, list, at, ids))];
}

function choiceList(block: Choices, options: types.PlainTextOption[], at: number, ids: Ids): Piece {
	const label = shorten(block.label.trim() || "Choose", longestLabel) + (at === 0 ? "" : " (continued)");
	return {
		text: [label, ...options.map(({ text }, number) => `${number + 1}. ${text.text}`)].join("\n"),
		blocks: [
			{
				type: "input",
				block_id: idOf(block, ids),
				label: plainText(label),
				element: list(options, block.multiple ?? false),
			} satisfies types.InputBlock,
			{
				type: "actions",
				block_id: ids(submitPrefix + block.name),
				elements: [button(block.submit, ids)],
			} satisfies types.ActionsBlock,
		],
	};
}

/**
 * Fields and their submit button, which have to stand in one Slack message: Slack sends the inputs of
 * that alone. A form that is too big for one is our own mistake and throws a RangeError.
 */
export function form({ fields, submit }: Form, ids: Ids): Piece[] {
	const labels = fields.flatMap(({ label, hint = "" }) => [label, hint]);
	const options = fields.flatMap((field) => ("options" in field ? field.options : []));
	const blocks = fields.map((field) => fieldBlock(field, ids));
	if (fields.length > mostOfForm.fields || charactersOf(blocks) > most.characters)
		throw new RangeError("A form has more fields or more in them than one Slack message holds.");
	return [
		...flow(cutLabels(labels, [...options, submit])),
		{
			text: shorten(fields.map(fieldAloud).join("\n"), mostOfForm.read, measure),
			blocks: [
				...blocks,
				{
					type: "actions",
					block_id: ids(`${submitPrefix}form`),
					elements: [button(submit, ids)],
				} satisfies types.ActionsBlock,
			],
		},
	];
}

function fieldBlock(field: Field, ids: Ids): types.InputBlock {
	const hint = field.hint?.trim();
	return {
		type: "input",
		block_id: idOf(field, ids),
		label: plainText(shorten(field.label.trim() || field.name, longestLabel)),
		...(hint ? { hint: plainText(shorten(hint, longestLabel)) } : {}),
		optional: field.optional ?? false,
		element: fieldElement(field),
	};
}

function fieldElement(field: Field): types.InputBlockElement {
	const action_id = "input";
	switch (field.input) {
		case "line":
		case "text": {
			const { value } = field;
			const max_length = Math.min(field.most ?? longestText, longestText);
			if (value && value.length > max_length)
				throw new RangeError(`What stands in ${field.name} is longer than Slack lets people write there.`);
			const multiline = field.input === "text";
			return {
				type: "plain_text_input",
				action_id,
				multiline,
				max_length,
				...initial("initial_value", value),
			};
		}
		case "date":
			return { type: "datepicker", action_id, ...initial("initial_date", field.value) };
		case "time":
			return { type: "timepicker", action_id, ...initial("initial_time", field.value) };
		case "one":
		case "some":
			return optionField(field);
		case "channel":
			return {
				type: "conversations_select",
				action_id,
				filter: { include: ["public", "private"], exclude_bot_users: true },
			};
	}
}

function optionField(field: Extract<Field, { options: unknown }>): types.InputBlockElement {
	if (field.options.length === 0 || field.options.length > 100)
		throw new RangeError(`Slack offers 1 to 100 options, which ${field.name} does not have.`);
	const options = field.options.map(option);
	const values = [field.value ?? []].flat();
	const begun = options.filter(({ value }) => values.includes(value ?? ""));
	const first = field.input === "one" ? { initial_option: begun[0] } : { initial_options: begun };
	return {
		...list(options, field.input === "some"),
		...(begun.length > 0 ? first : {}),
	} as types.InputBlockElement;
}

function initial<Key extends string>(key: Key, value: string | undefined): { [key in Key]?: string } {
	return (value ? { [key]: value } : {}) as { [key in Key]?: string };
}

function list(
	options: types.PlainTextOption[],
	multiple: boolean,
): types.Checkboxes | types.RadioButtons | types.MultiStaticSelect | types.StaticSelect {
	const rest = { action_id: "input", options };
	if (options.length <= 10) return { type: multiple ? "checkboxes" : "radio_buttons", ...rest };
	return { type: multiple ? "multi_static_select" : "static_select", ...rest };
}

/** Differs when anything about the input does: Slack would else keep what was put into the one before it. */
function idOf(input: { name: string }, ids: Ids): string {
	const content = createHash("sha256").update(JSON.stringify(input)).digest("base64url").slice(0, 8);
	return ids(`${inputPrefix}${input.name}~${content}`);
}

/** What Slack would cut, to stand in full above. */
function cutLabels(labels: string[], shown: { label: string }[]): Line[] {
	const cut = [
		...labels.filter((label) => label.length > longestLabel),
		...shown.map(({ label }) => label).filter((label) => label.length > 75),
	];
	return cut.map((text) => [{ text }]);
}

function fieldAloud(field: Field): string {
	const options = "options" in field && field.options.length <= 10 ? field.options : [];
	return [
		[field.label, field.hint].filter(Boolean).join(" "),
		...options.map(({ label }, at) => `${at + 1}. ${label}`),
	].join("\n");
}
