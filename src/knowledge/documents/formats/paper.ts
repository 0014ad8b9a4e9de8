/** A paper as every reader gives it, whatever its file was: lines of Markdown, with footnotes as `[^id]`. */
export type Paper = {
	text: string;
	/** How a line is found again in the file: by its number, by its page (one a line), or by neither. */
	places: "lines" | "none" | number[];
	warnings: string[];
};

/** What a reader gives: the paper, or one sentence that says why there is none and what to do. */
export type PaperRead = Paper | { problem: string };

/** The page that a line stands on, counted from 1; null where the file has no pages. */
export function pageOf({ places }: Pick<Paper, "places">, line: number): number | null {
	return Array.isArray(places) ? (places[line - 1] ?? null) : null;
}

/** A sentence about a line, with where that is, such as "Line 3: …" or "Page 3: …". */
export function aboutLine({ places }: Pick<Paper, "places">, line: number, sentence: string): string {
	if (places === "lines") return `Line ${line}: ${sentence}`;
	const page = pageOf({ places }, line);
	return page === null ? sentence.replace(/^./, (first) => first.toUpperCase()) : `Page ${page}: ${sentence}`;
}
