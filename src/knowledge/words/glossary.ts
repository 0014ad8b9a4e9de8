import { isStop, words } from "./words.ts";

export type Term = {
	term: string;
	aliases: string[];
	meaning: string;
	themes: string[];
	/** What else it may mean, in words. */
	ambiguous: string | null;
};

/** A way of saying a term, as the stems that it is found by. */
type Saying = { stems: string[]; term: Term };

/** The glossary, ready to be looked up in. */
export type Glossary = { sayings: ReadonlyMap<string, Saying[]>; longest: number };

/** A term met in a text: where it stands, and what else it is called. */
export type Met = { from: number; to: number; term: Term; alternatives: string[][] };

/** Makes a glossary that is found by any form of its terms: case, dots and plurals do not matter. */
export function readGlossary(terms: Term[]): Glossary {
	const sayings = new Map<string, Saying[]>();
	let longest = 0;
	for (const term of terms)
		for (const name of [term.term, ...term.aliases]) {
			const stems = words(name).map((word) => word.stem);
			if (stems.length === 0) continue;
			longest = Math.max(longest, stems.length);
			const key = stems.join(" ");
			const known = sayings.get(key) ?? [];
			if (!known.some((saying) => saying.term === term)) sayings.set(key, [...known, { stems, term }]);
		}
	return { sayings, longest };
}

/** The terms in a row of stems, longest match first, none inside another. */
export function meet(glossary: Glossary, stems: string[]): Met[] {
	const met: Met[] = [];
	for (let from = 0; from < stems.length; from++) {
		for (let length = Math.min(glossary.longest, stems.length - from); length > 0; length--) {
			const key = stems.slice(from, from + length).join(" ");
			const sayings = glossary.sayings.get(key);
			if (!sayings) continue;
			for (const { term } of sayings)
				met.push({ from, to: from + length, term, alternatives: alternatives(term, key) });
			from += length - 1;
			break;
		}
	}
	return met;
}

function alternatives(term: Term, met: string): string[][] {
	return [term.term, ...term.aliases]
		.map((name) => words(name).map((word) => word.stem))
		.filter((stems) => stems.length > 0 && stems.join(" ") !== met);
}

const meaningAsked = [
	/^\W*(?:so |ok |hi |hello |sorry |please |pls )*(?:what|wot|wat)(?:'?s| is| are| does| do| did)?(?: an?| the| "?the term)? (.+?)(?: mean| means| stand for| stands for| short for| again| exactly| actually| pls| please)*\W*$/i,
	/^\W*(?:define|explain|definition of|meaning of|what is meant by|wots meant by)(?: an?| the)? (.+?)(?: pls| please)*\W*$/i,
	/^\W*(?:who|whats|what's|what is|wots)(?: is| are| does)?(?: an?| the)? (.+?)\W*$/i,
	/^\W*(.+?)(?: meaning| definition| stands for what)\W*\??$/i,
];

/** The term whose meaning is asked for ("what does IDVA mean?", "whats a marac"), when that is all that is asked. */
export function meaningOf(
	{ terms }: { terms: Glossary },
	question: string,
): { term: Term; asked: string } | undefined {
	for (const pattern of meaningAsked) {
		const asked = pattern.exec(question.trim())?.[1];
		if (!asked) continue;
		const key = words(asked)
			.filter((word, at, all) => all.length === 1 || !isStop(word.text) || at > 0)
			.map((word) => word.stem)
			.join(" ");
		const term = terms.sayings.get(key)?.[0]?.term;
		if (term) return { term, asked: asked.trim() };
	}
	return undefined;
}
