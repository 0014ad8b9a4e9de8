import type { Held, Passage } from "../held.ts";
import { aboutness } from "./index.ts";

/** What is held in numbered rows, so that all of it can be weighed in one go. */
export type Columns = {
	/** In the order of their ids. */
	passages: Passage[];
	/** The main themes that there are, "" for none, and by row which of them is the passage's. */
	themes: string[];
	themeAt: Uint32Array;
	/** The passages that have a stem; nothing where none has. */
	of(stem: string): Column | undefined;
};

/** The rows that have a stem, or all of several, from the first on. */
export type Column = {
	rows: Uint32Array;
	/** How much the passage is about it (BM25F). */
	strength: Float64Array;
	/** Whether the passage has it itself, and not only its theme. */
	own: Uint8Array;
};

const known = new WeakMap<Held, Columns>();

/** The columns of what is held. Each is made when it is first asked for, and kept as long as the version is. */
export function columnsOf(held: Held): Columns {
	const made = known.get(held) ?? makeColumns(held);
	known.set(held, made);
	return made;
}

function makeColumns(held: Held): Columns {
	const passages = [...held.passages.values()];
	const rowOf = new Map(passages.map(({ id }, row) => [id, row]));
	const lengths = passages.map(({ id }) => held.index.entries.get(id)?.lengths);
	const mainTheme = ({ themes }: Passage) => themes[0] ?? "";
	const themes = [...new Set(passages.map(mainTheme))];
	const numberOf = new Map(themes.map((theme, number) => [theme, number]));
	const columns = new Map<string, Column>();

	const make = (stem: string): Column | undefined => {
		const posting = held.index.postings.get(stem);
		if (!posting) return undefined;
		const found = [...posting]
			.map(([id, counts]) => ({ row: rowOf.get(id) ?? 0, counts }))
			.sort((a, b) => a.row - b.row);
		return {
			rows: Uint32Array.from(found, ({ row }) => row),
			strength: Float64Array.from(found, ({ row, counts }) =>
				aboutness(held.index, counts, lengths[row] ?? counts),
			),
			own: Uint8Array.from(found, ({ counts }) => (counts.title + counts.text + counts.asked > 0 ? 1 : 0)),
		};
	};
	return {
		passages,
		themes,
		themeAt: Uint32Array.from(passages, (passage) => numberOf.get(mainTheme(passage)) ?? 0),
		of(stem) {
			const column = columns.get(stem) ?? make(stem);
			if (column) columns.set(stem, column);
			return column;
		},
	};
}

/** The rows that both have, with the least of what they are worth. */
export function meet(one: Column, other: Column): Column {
	const pairs: [number, number][] = [];
	for (let a = 0, b = 0; a < one.rows.length && b < other.rows.length; ) {
		const apart = (one.rows[a] as number) - (other.rows[b] as number);
		if (apart === 0) pairs.push([a, b]);
		if (apart <= 0) a++;
		if (apart >= 0) b++;
	}
	const least = (of: "strength" | "own") =>
		pairs.map(([a, b]) => Math.min(one[of][a] as number, other[of][b] as number));
	return {
		rows: Uint32Array.from(pairs, ([a]) => one.rows[a] as number),
		strength: Float64Array.from(least("strength")),
		own: Uint8Array.from(least("own")),
	};
}
