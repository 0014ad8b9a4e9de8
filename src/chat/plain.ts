import type { Block, Field, Message } from "./message.ts";

/** The whole message as plain text, nothing left out: what a terminal shows. */
export function plain(message: Message): string {
	return plainBlocks(message.blocks);
}

/** A message whose summary is its blocks read aloud, buttons aside. */
export function message(blocks: Block[], options: { discreet?: boolean } = {}): Message {
	const summary = plainBlocks(blocks.filter((block) => block.kind !== "buttons"));
	return options.discreet ? { summary, discreet: true, blocks } : { summary, blocks };
}

/** A message of one paragraph. */
export function sentence(text: string, options: { discreet?: boolean } = {}): Message {
	return message([{ kind: "prose", text }], options);
}

function plainBlocks(blocks: Block[]): string {
	return blocks.map(plainBlock).join("\n\n");
}

/** One block as plain text. */
function plainBlock(block: Block): string {
	switch (block.kind) {
		case "heading":
		case "prose":
			return block.text;
		case "facts":
			return block.items.map(({ name, text }) => `${name}: ${text}`).join("\n");
		case "quote":
			return `“${block.text}”`;
		case "sources":
			return block.items.map(({ text, url }) => (url ? `${text} ${url}` : text)).join("\n");
		case "choices":
			return [
				block.label,
				...block.options.map((option, at) => `${at + 1}. ${option.label}`),
				`[${block.submit.label}]`,
			].join("\n");
		case "form":
			return [...block.fields.map(plainField), `[${block.submit.label}]`].join("\n");
		case "buttons":
			return block.items
				.map((item) => ("url" in item ? `[${item.label}: ${item.url}]` : `[${item.label}]`))
				.join(" ");
		case "chart":
			return [block.title, block.sentence, ...block.bars.map((bar) => `${bar.label}: ${bar.value}`)].join(
				"\n",
			);
		case "progress":
			return `${block.label}: ${block.done} of ${block.of}`;
		case "file":
			return `${block.name}: ${block.url}`;
	}
}

/** A field with what belongs in it and what stands in it. */
function plainField(field: Field): string {
	const options = "options" in field ? field.options.map(({ label }) => `- ${label}`) : [];
	const value = "value" in field && typeof field.value === "string" ? [`(now: ${field.value})`] : [];
	const label = `${field.label}${field.optional ? " (optional)" : ""}`;
	return [[label, field.hint, ...value].filter(Boolean).join(" "), ...options].join("\n");
}
