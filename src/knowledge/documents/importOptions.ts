import type { DocumentInput } from "../publish.ts";

/** What a coordinator says about a paper, in place of what the paper seems to say. */
export type ImportOptions = {
	id?: string;
	title?: string;
	publisher?: string;
	/** When it was published. */
	published?: string;
	area?: string;
	link?: string;
	/** The body that published the review that this is the report of. */
	partnership?: string;
	/** The name that the review gives the person who died. */
	pseudonym?: string;
	/** The day from which nothing of it may be shown, or "none". */
	takeDown?: string;
	/** Themes by paragraph number, the main one first. */
	themes?: Record<string, string[]>;
	/** Scopes by paragraph number. */
	scopes?: Record<string, string>;
};

/** What is said of a paper: by the coordinator, else by itself. */
export type About = Pick<DocumentInput, "link" | "partnership" | "pseudonym" | "takeDownOn"> & {
	title: string | null;
	publisher: string | null;
	publishedOn: string | null;
};
