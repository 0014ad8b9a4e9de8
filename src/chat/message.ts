/** A value that survives JSON unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * What the bot says, as plain data: it can stand in the ledger, in a test and in a rendering for
 * any platform. Every string is plain text: renderers escape whatever their platform would read
 * as markup.
 */
export type Message = {
	/** The whole meaning in one plain text: for screen readers, notifications and clients that show no blocks. */
	summary: string;
	/** Shows a neutral notification ("You have a reply") in place of the summary. */
	discreet?: boolean;
	blocks: Block[];
};

export type Block =
	| Heading
	| Prose
	| Facts
	| Quote
	| Sources
	| Choices
	| Form
	| Buttons
	| Chart
	| Progress
	| File;

type Heading = { kind: "heading"; text: string };

/** One or more paragraphs, parted by an empty line. */
type Prose = { kind: "prose"; text: string };

/** Names and what is known of each, such as "Applies to: Kent and Medway". */
export type Facts = { kind: "facts"; items: { name: string; text: string }[] };

/** Somebody's exact words. Renderers add the quotation marks. */
export type Quote = { kind: "quote"; text: string };

/** Where the words above come from. */
export type Sources = { kind: "sources"; items: { text: string; url?: string }[] };

/** A question with options to choose from, sent by its submit button as `{ [name]: value or values }`. */
export type Choices = {
	kind: "choices";
	name: string;
	label: string;
	options: Option[];
	multiple?: boolean;
	submit: Press;
};

/** Fields to fill in, sent by its submit button as `{ [name]: what was put in }`; null where nothing was. */
export type Form = { kind: "form"; fields: Field[]; submit: Press };

export type Field = {
	name: string;
	label: string;
	/** What belongs in it, where the label does not say. */
	hint?: string;
	/** May be left empty. */
	optional?: boolean;
} & (
	| { input: "line" | "text"; value?: string; most?: number }
	/** "2026-04-14" */
	| { input: "date"; value?: string }
	/** "09:30" */
	| { input: "time"; value?: string }
	| { input: "one"; options: Option[]; value?: string }
	| { input: "some"; options: Option[]; value?: string[] }
	/** A channel that the person picks; it comes back as a Place. Left out where the platform cannot offer any. */
	| { input: "channel" }
);

export type Option = { label: string; value: string };

export type Buttons = { kind: "buttons"; items: (Press | Link)[] };

/** A button that comes back to the feature that owns the action (`feature.verb`). */
export type Press = { label: string; action: string; value?: Json; tone?: "primary" | "danger" };

/** A button that opens an https address. */
export type Link = { label: string; url: string };

/** A bar chart. The sentence says what it shows to those who cannot see it. */
export type Chart = {
	kind: "chart";
	title: string;
	sentence: string;
	bars: { label: string; value: number }[];
};

type Progress = { kind: "progress"; label: string; done: number; of: number };

/** A file behind a signed link that expires. */
type File = { kind: "file"; name: string; url: string };
