/** One paragraph of a source, in its own words. */
export type Paragraph = {
	/**
	 * Where the source's numbers place it, such as "2.2", "2.2(a)", "2.2, table row 3" or, under a numbered
	 * heading, "section 2.2, paragraph 3"; null where it gives none.
	 */
	number: string | null;
	/** Its own heading. */
	heading: string | null;
	/** The heading of the section that it stands in. */
	section: string | null;
	/** The source's words, without heading and marks, white space folded. */
	text: string;
	/** What the source's footnotes add to it. */
	footnotes: string[];
	/** The page that it begins on, where the source has pages. */
	page: number | null;
	/** The line that it begins on, counted from 1. */
	line: number;
};

/** A paragraph before its own heading is told from its text. */
export type Draft = {
	number: string | null;
	section: string | null;
	raw: string;
	line: number;
	/** A heading that stood on the number's line, alone. */
	own?: string;
	/** Whether it is a row of a table, whose columns have names and no headings. */
	row?: boolean;
};
