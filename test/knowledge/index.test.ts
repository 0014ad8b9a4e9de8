import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, emptyIndex, type Index, revise } from "#knowledge/search/index.ts";

const word = fc.constantFrom("bail", "breach", "child", "share", "police", "risk", "GP", "records", "silo");
const text = fc.array(word, { maxLength: 6 }).map((list) => list.join(" "));
const entry = (id: string): fc.Arbitrary<Entry> =>
	fc.record({
		id: fc.constant(id),
		title: text,
		text,
		asked: fc.array(text, { maxLength: 3 }),
		theme: fc.array(text, { maxLength: 2 }),
	});
const anEntry = fc.constantFrom("a", "b", "c", "d", "e").chain(entry);
const edit = fc.oneof(
	fc.record({ put: fc.array(anEntry, { minLength: 1, maxLength: 3 }) }),
	fc.record({ remove: fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 3 }) }),
);

/** An index as plain sorted data, so that two can be compared. */
function plain(index: Index) {
	const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		entries: sorted(index.entries).map(([id, { entry, lengths, phrases }]) => [id, entry, lengths, phrases]),
		postings: sorted(index.postings).map(([stem, list]) => [stem, sorted(list)]),
		vocabulary: sorted(index.vocabulary),
		lengths: index.lengths,
	};
}

describe("index", () => {
	it("is the same after any edits as one built at once from what is left", () => {
		fc.assert(
			fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
				const left = new Map<string, Entry>();
				let index = emptyIndex;
				for (const change of edits) {
					index = revise(index, change);
					if ("put" in change) for (const one of change.put) left.set(one.id, one);
					else for (const id of change.remove) left.delete(id);
				}
				expect(plain(index)).toEqual(plain(revise(emptyIndex, { put: left.values() })));
			}),
		);
	});

	it("leaves the index that it came from as it was", () => {
		const one: Entry = { id: "a", title: "Bail", text: "bail", asked: [], theme: [] };
		const before = revise(emptyIndex, { put: [one] });
		const kept = structuredClone(plain(before));
		revise(before, { put: [{ ...one, title: "Children" }], remove: [] });
		revise(before, { remove: ["a"] });
		expect(plain(before)).toEqual(kept);
	});
});
