import type { Calibration } from "./bands/calibration.ts";
import type { Index } from "./search/index.ts";
import type { Phrase } from "./search/phrase.ts";
import type { Glossary, Term } from "./words/glossary.ts";

/** A source: an imported paper, or a publication that the starter pack sums up. */
export type Document = {
	id: string;
	title: string;
	publisher: string;
	/** As precise as the source is: "2014-03-18", "2016-12", "2016", or "undated" where it gives none. */
	publishedOn: string;
	link: string | null;
	/** Where the fact was read, when that was not the source itself. */
	via: string | null;
	/** The body that published the review that this is the report of; null for what is no report of one review. */
	partnership: string | null;
	/** The name that the review gives the person who died, such as "Anna". */
	pseudonym: string | null;
	/** The day from which nothing of it may be shown, such as "2028-05-03". */
	takeDownOn: string | null;
	origin: "starter" | "imported";
};

export type Passage = {
	id: string;
	documentId: string;
	/** Where it stands in its document, from 0. */
	position: number;
	/** The number that the source gives the paragraph, such as "2.2". */
	paragraph: string | null;
	/** The page that it begins on, where the source has pages. */
	page: number | null;
	title: string;
	text: string;
	/** The source's footnotes to it, which are no part of its text. */
	footnotes: string[];
	wording: "verbatim" | "summary";
	scope: "national" | "local" | "both" | "unstated";
	/** Where a local finding is from, such as "Kent and Medway". */
	area: string | null;
	/** Theme ids; the first is the main one. */
	themes: string[];
	/** Ways in which people ask for it. */
	askedAs: string[];
	whatNext: string | null;
};

export type Theme = {
	id: string;
	position: number;
	name: string;
	/** Ids of the wider themes that it is part of. */
	within: string[];
	summary: string;
	askedAs: string[];
	related: string[];
	/** For whom it matters most, such as "probation". */
	roles: string[];
};

export type Helpline = {
	id: string;
	position: number;
	name: string;
	number: string;
	forWhom: string;
	hours: string | null;
	/** "2026-03-31" */
	checkedOn: string;
	source: string;
};

/** Who would know, for what the reviews do not answer. */
export type Signpost = { id: string; about: string; asks: string[]; say: string };

/** All that one version holds, as the database has it. */
export type Content = {
	version: number;
	documents: Document[];
	passages: Passage[];
	themes: Theme[];
	glossary: Term[];
	helplines: Helpline[];
	signposts: Signpost[];
	calibration: Calibration | null;
};

/** One version in memory, ready to be searched. Never changes: a new version is a new one. */
export type Held = {
	version: number;
	documents: Map<string, Document>;
	passages: Map<string, Passage>;
	themes: Map<string, Theme>;
	glossary: Term[];
	helplines: Helpline[];
	signposts: Signpost[];
	calibration: Calibration;
	index: Index;
	/** The glossary, ready to be looked up in. */
	terms: Glossary;
	/** For each theme, the stems of its name and of the ways it is asked for. */
	phrases: Map<string, Phrase[]>;
	/** The stems that tell of a theme: of names and ways of asking of themes, and of terms. */
	themeStems: Set<string>;
	/** For each signpost, the stems of what it is asked for. */
	signs: Map<string, Phrase[]>;
};
