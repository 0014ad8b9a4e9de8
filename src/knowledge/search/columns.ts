import type { Held, Passage } from "../held.ts";
import { aboutness, type Counts } from "./index.ts";

/** What is held in numbered rows, so that all of it can be weighed in one go. */
export type Columns = {
	/** In the order of their ids. */
	passages: Passage[];
	/** The main themes that there are, "" for none, and by row which of them is the passage's. */
	themes: string[];
	themeAt: Uint32Array;
	/** By row, 1 where the source gives the passage a paragraph's number. */
	numbered: Uint8Array;
	/** The passages that have a stem; nothing where none has. */
	of(stem: string): Column | undefined;
	/** The rows that both have, with the least of what they are worth. */
	meet(one: Column, other: Column): Column;
};

/** The rows that have a stem, or all of several, in any order. */
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
	const lengths = passages.map(({ id }) => held.index.entries.get(id)?.lengths as Counts);
	const mainTheme = ({ themes }: Passage) => themes[0] ?? "";
	const themes = [...new Set(passages.map(mainTheme))];
	const numberOf = new Map(themes.map((theme, number) => [theme, number]));
	const columns = new Map<string, Column>();
	const places = new Uint32Array(passages.length);

	const make = (stem: string): Column | undefined => {
		const posting = held.index.postings.get(stem);
		if (!posting) return undefined;
		const column = emptyColumn(posting.size);
		let at = 0;
		for (const [id, counts] of posting) {
			const row = rowOf.get(id) ?? 0;
			column.rows[at] = row;
			column.strength[at] = aboutness(held.index, counts, lengths[row] as Counts);
			column.own[at] = counts.title + counts.text + counts.asked > 0 ? 1 : 0;
			at++;
		}
		return column;
	};
	return {
		passages,
		themes,
		themeAt: Uint32Array.from(passages, (passage) => numberOf.get(mainTheme(passage)) ?? 0),
		numbered: Uint8Array.from(passages, ({ paragraph }) => (paragraph ? 1 : 0)),
		of(stem) {
			const column = columns.get(stem) ?? make(stem);
			if (column) columns.set(stem, column);
			return column;
		},
		meet: (one, other) => meet(one, other, places),
	};
}

function emptyColumn(length: number): Column {
	return {
		rows: new Uint32Array(length),
		strength: new Float64Array(length),
		own: new Uint8Array(length),
	};
}

/** Leaves `places`, one for each row there is, as it found them: all 0. */
function meet(one: Column, other: Column, places: Uint32Array): Column {
	const both = emptyColumn(Math.min(one.rows.length, other.rows.length));
	// Where a row stands in the first, counted from 1.
	for (let at = 0; at < one.rows.length; at++) places[one.rows[at] as number] = at + 1;
	let found = 0;
	for (let at = 0; at < other.rows.length; at++) {
		const row = other.rows[at] as number;
		const place = places[row] as number;
		if (place === 0) continue;
		both.rows[found] = row;
		both.strength[found] = Math.min(one.strength[place - 1] as number, other.strength[at] as number);
		both.own[found] = Math.min(one.own[place - 1] as number, other.own[at] as number);
		found++;
	}
	for (let at = 0; at < one.rows.length; at++) places[one.rows[at] as number] = 0;
	return {
		rows: both.rows.subarray(0, found),
		strength: both.strength.subarray(0, found),
		own: both.own.subarray(0, found),
	};
}
