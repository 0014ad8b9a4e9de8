import { escaped, type Piece, type SlackBlock } from "./flow.ts";

/** One Slack message. `text` is escaped, and is what screen readers and phones' notifications use. */
export type Part = { text: string; blocks: SlackBlock[] };

/** What one Slack message may hold: one block less than the 50, below the measured limit of all text, and what an update accepts. */
export const most = { blocks: 49, characters: 10_000, text: 4000, charts: 2 };

/**
 * Puts pieces into as few Slack messages as hold them, in order. One message alone is read aloud by
 * its summary; several each by what stands in them.
 */
export function pack(pieces: Piece[], summary: string): Part[] {
	const parts: Part[] = [];
	for (const piece of pieces) {
		const next = { text: escaped(piece.text), blocks: piece.blocks };
		const last = parts.at(-1);
		const joined = last && join(last, next);
		if (joined && fits(joined)) parts[parts.length - 1] = joined;
		else parts.push(next);
	}
	const only = parts.length === 1 && summary.trim() && summary.length <= most.text;
	return only ? parts.map((part) => ({ ...part, text: summary })) : parts;
}

function join(a: Part, b: Part): Part {
	return { text: [a.text, b.text].filter(Boolean).join("\n\n"), blocks: [...a.blocks, ...b.blocks] };
}

function fits({ text, blocks }: Part): boolean {
	const charts = blocks.filter(({ type }) => (type as string) === "data_visualization").length;
	return (
		blocks.length <= most.blocks &&
		charts <= most.charts &&
		text.length <= most.text &&
		charactersOf(blocks) <= most.characters
	);
}

/** How many characters stand in all strings of a value: more than Slack counts, never less. */
export function charactersOf(value: unknown): number {
	if (typeof value === "string") return value.length;
	if (typeof value !== "object" || value === null) return 0;
	return Object.values(value).reduce((sum: number, inner) => sum + charactersOf(inner), 0);
}
