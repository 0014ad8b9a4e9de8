import { isStop, stem, type Word, words } from "../words/words.ts";
import { type Phrase, phraseOf } from "./phrase.ts";

/** What the index knows of a passage. `theme` are the name and askedAs of its themes. */
export type Entry = {
	id: string;
	title: string;
	text: string;
	asked: string[];
	theme: string[];
};

const fields = ["title", "text", "asked", "theme"] as const;
type Field = (typeof fields)[number];
export type Counts = Record<Field, number>;

const weight: Counts = { title: 2.5, text: 1, asked: 2, theme: 1.2 };
/** How much a long field is held against it. */
const slope: Counts = { title: 0.3, text: 0.6, asked: 0.4, theme: 0.3 };
const saturation = 1.4;

type Analysed = {
	entry: Entry;
	stems: Map<string, Counts>;
	lengths: Counts;
	surface: Set<string>;
	phrases: Phrase[];
};

/** An inverted index over passages. Never changes: `revise` gives a new one that shares what stayed. */
export type Index = {
	entries: ReadonlyMap<string, Analysed>;
	/** For each stem, the passages that have it and how often in each field. */
	postings: ReadonlyMap<string, ReadonlyMap<string, Counts>>;
	/** Every word as it is written, with the number of passages that have it. */
	vocabulary: ReadonlyMap<string, number>;
	/** Words in each field, over all passages. */
	lengths: Counts;
};

const none = (): Counts => ({ title: 0, text: 0, asked: 0, theme: 0 });

export const emptyIndex: Index = {
	entries: new Map(),
	postings: new Map(),
	vocabulary: new Map(),
	lengths: none(),
};

/** The index with some passages taken out and some put in or replaced. Costs by what changes, not by what is held. */
export function revise(index: Index, change: { remove?: Iterable<string>; put?: Iterable<Entry> }): Index {
	const entries = new Map(index.entries);
	const postings = new Map(index.postings);
	const vocabulary = new Map(index.vocabulary);
	const lengths = { ...index.lengths };
	const own = new Map<string, Map<string, Counts>>();
	const posting = (stem: string) => {
		let list = own.get(stem);
		if (!list) {
			list = new Map(postings.get(stem));
			own.set(stem, list);
			postings.set(stem, list);
		}
		return list;
	};
	const takeOut = (id: string) => {
		const old = entries.get(id);
		if (!old) return;
		entries.delete(id);
		for (const stem of old.stems.keys()) {
			const list = posting(stem);
			list.delete(id);
			if (list.size === 0) {
				postings.delete(stem);
				own.delete(stem);
			}
		}
		for (const word of old.surface) count(vocabulary, word, -1);
		for (const field of fields) lengths[field] -= old.lengths[field];
	};
	const analyse = createAnalyse();
	for (const id of change.remove ?? []) takeOut(id);
	for (const entry of change.put ?? []) {
		takeOut(entry.id);
		const analysed = analyse(entry);
		entries.set(entry.id, analysed);
		for (const [stem, counts] of analysed.stems) posting(stem).set(entry.id, counts);
		for (const word of analysed.surface) count(vocabulary, word, 1);
		for (const field of fields) lengths[field] += analysed.lengths[field];
	}
	return { entries, postings, vocabulary, lengths };
}

function count(counts: Map<string, number>, key: string, by: number): void {
	const now = (counts.get(key) ?? 0) + by;
	if (now > 0) counts.set(key, now);
	else counts.delete(key);
}

/** Analyses entries. What many of them have, such as words and the names of themes, it reads once. */
function createAnalyse(): (entry: Entry) => Analysed {
	const stemOf = remembering(stem);
	const telling = (text: string) => words(text, stemOf).filter((word) => !isStop(word.text));
	const shared = remembering(telling);
	const wordsIn = (entry: Entry): Record<Field, Word[][]> => ({
		title: [telling(entry.title)],
		text: [telling(entry.text)],
		asked: entry.asked.map(shared),
		theme: entry.theme.map(shared),
	});
	return (entry) => {
		const stems = new Map<string, Counts>();
		const lengths = none();
		const surface = new Set<string>();
		const read = wordsIn(entry);
		for (const field of fields)
			for (const word of read[field].flat()) {
				const counts = stems.get(word.stem) ?? none();
				counts[field] += 1;
				stems.set(word.stem, counts);
				surface.add(word.text);
				lengths[field] += 1;
			}
		return {
			entry,
			stems,
			lengths,
			surface,
			phrases: read.asked.map((row) => phraseOf(row.map(({ stem }) => stem))),
		};
	};
}

/** The same function, which works each thing out once. */
function remembering<Result>(work: (text: string) => Result): (text: string) => Result {
	const known = new Map<string, Result>();
	return (text) => {
		const found = known.get(text) ?? work(text);
		known.set(text, found);
		return found;
	};
}

/** How telling a stem is: the fewer passages have it, the more. */
export function idf(index: Index, stem: string): number {
	const all = index.entries.size;
	const having = index.postings.get(stem)?.size ?? 0;
	return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

/** How much a passage with fields of these lengths is about a stem that stands in them so often, from 0 up to 1 (BM25F over title, text and ways of asking). */
export function aboutness(index: Index, counts: Counts, lengths: Counts): number {
	let total = 0;
	for (const field of fields) {
		if (counts[field] === 0) continue;
		const average = index.lengths[field] / index.entries.size || 1;
		const length = 1 - slope[field] + (slope[field] * lengths[field]) / average;
		total += (weight[field] * counts[field]) / length;
	}
	return total / (saturation + total);
}
