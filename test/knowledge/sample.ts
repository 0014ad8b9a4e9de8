import type { Content, Document, Passage, Theme } from "#knowledge/held.ts";
import type { DocumentInput } from "#knowledge/publish.ts";

/** A passage of a test, with what the test does not care about filled in. */
export function passage(id: string, given: Partial<Passage> = {}): Passage {
	return {
		id,
		documentId: "paper",
		position: 0,
		paragraph: null,
		page: null,
		title: id,
		text: `${id}.`,
		footnotes: [],
		wording: "summary",
		scope: "unstated",
		area: null,
		themes: ["bail"],
		askedAs: [],
		whatNext: null,
		...given,
	};
}

export function document(id: string, given: Partial<Document> = {}): Document {
	return {
		id,
		title: "A paper",
		publisher: "A partnership",
		publishedOn: "2014-03-18",
		link: null,
		via: null,
		partnership: null,
		pseudonym: null,
		takeDownOn: null,
		origin: "starter",
		...given,
	};
}

export function theme(id: string, given: Partial<Theme> = {}): Theme {
	return {
		id,
		position: 0,
		name: id,
		within: [],
		summary: id,
		askedAs: [],
		related: [],
		roles: [],
		...given,
	};
}

export function content(passages: Passage[], given: Partial<Content> = {}): Content {
	return {
		version: 1,
		documents: [document("paper")],
		passages,
		themes: [theme("bail"), theme("children")],
		glossary: [],
		helplines: [],
		signposts: [],
		calibration: null,
		...given,
	};
}

/** A whole document to publish, with one passage that says `text`. */
export function input(id: string, text: string, given: Partial<Document> = {}): DocumentInput {
	const { documentId: _, position: __, ...one } = passage(`${id}-1`, { text, title: text });
	return { ...document(id, { title: id, origin: "imported", ...given }), passages: [one] };
}
