import type { SlackBlockFields } from "./slackServer.ts";

/** What a person chooses and puts into fields, by their names. */
export type Filled = Record<string, string | string[]>;

/** The button that says this, and the block that it stands in. */
export function findButton(blocks: SlackBlockFields[], label: string) {
	for (const block of blocks)
		for (const element of elementsOf(block))
			if (element.type === "button" && (element.text as { text?: string }).text === label)
				return { block, button: element };
	throw new Error(`No button says "${label}".`);
}

function elementsOf(block: SlackBlockFields): SlackBlockFields[] {
	return Array.isArray(block.elements) ? (block.elements as SlackBlockFields[]) : [];
}

/** The state of all inputs, as Slack sends it with every press. */
export function filledIn(blocks: SlackBlockFields[], filled: Filled) {
	const inputs = blocks.filter(({ type }) => type === "input");
	return Object.fromEntries(
		inputs.map((block) => {
			const element = block.element as SlackBlockFields;
			const name = String(block.block_id).replace(/^\w+:|~.*$/g, "");
			const value = put(element, filled[name], name);
			return [block.block_id, { [String(element.action_id)]: { type: element.type, ...value } }];
		}),
	);
}

function put(element: SlackBlockFields, given: string | string[] | undefined, name: string): object {
	const { type, options, initial_value, initial_date, initial_time } = element;
	if (type === "plain_text_input") return { value: given ?? initial_value ?? null };
	if (type === "datepicker") return { selected_date: given ?? initial_date ?? null };
	if (type === "timepicker") return { selected_time: given ?? initial_time ?? null };
	if (type === "conversations_select") return { selected_conversation: given ?? null };
	const begun = [element.initial_option ?? [], element.initial_options ?? []].flat() as { value: string }[];
	const wanted = given === undefined ? begun.map(({ value }) => value) : [given].flat();
	const picked = (options as { value: string; text: { text: string } }[]).filter(({ value, text }) =>
		wanted.includes(given === undefined ? value : text.text),
	);
	if (picked.length !== wanted.length) throw new Error(`No such option of ${name}.`);
	const many = type === "checkboxes" || type === "multi_static_select";
	return many ? { selected_options: picked } : { selected_option: picked[0] ?? null };
}
