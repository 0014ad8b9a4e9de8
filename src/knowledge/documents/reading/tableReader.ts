import { cellsOf, isRule } from "../formats/markdown.ts";
import { namesBody } from "./findPersonal.ts";

/** Reads tables line by line. What is no row of a table gives undefined; a row that is not taken has no words. */
export type TableReader = {
	read(line: string, next: string | undefined): { row?: string } | undefined;
	warnings(): string[];
};

/** Of fewer words a row says nothing by itself: a figure, a tick. */
const leastWords = 4;
const personal =
	/^(?:names?|(?:panel )?members?|authors?|contacts?|contact details|e-?mails?|e-?mail address(?:es)?|(?:tele)?phones?|(?:tele)?phone numbers?)$/i;

/** A reader that makes a line of words of each row, which tells each cell by the name of its column. */
export function tableReader(): TableReader {
	let heads: string[] | undefined;
	let inside = false;
	let short = 0;
	const named = new Set<string>();

	function row(cells: string[]): { row?: string } {
		const kept = cells.map((cell, at) => {
			const head = heads?.[at] ?? "";
			const hidden = personal.test(head) && !namesBody(cell);
			if (hidden) named.add(head);
			return hidden ? "" : cell;
		});
		const words = kept.join(" ").match(/\p{L}{2,}/gu) ?? [];
		if (words.length >= leastWords) return { row: inWords(kept, heads) };
		short += 1;
		return {};
	}

	return {
		read(line, next) {
			const cells = cellsOf(line)?.map((cell) => cell.replaceAll("**", ""));
			const first = !inside;
			inside = cells !== undefined;
			if (first) heads = undefined;
			if (!cells || isRule(cells)) return cells && {};
			const ruled = isRule(cellsOf(next?.trim() ?? "") ?? ["none"]);
			if (!first || !(ruled || cells.length > 2 || cells.some((cell) => personal.test(cell))))
				return row(cells);
			heads = cells;
			return {};
		},
		warnings: () => [
			...[...named].map((head) => `The column “${head}” of a table names people, and was left out.`),
			...(short > 0
				? [
						`${short} row${short === 1 ? "" : "s"} of tables, of figures or few words, ${short === 1 ? "was" : "were"} left out.`,
					]
				: []),
		],
	};
}

/** A row as it would be read out: "Agency: Housing. Finding: …", or, of two columns, "Housing: …". */
function inWords(cells: string[], heads: string[] | undefined): string {
	const [first = "", second = ""] = cells;
	if (!heads && cells.length === 2 && first && second) return `${first.replace(/:$/, "")}: ${second}`;
	return cells
		.map((cell, at) => (cell && heads?.[at] ? `${heads[at].replace(/:$/, "")}: ${cell}` : cell))
		.filter(Boolean)
		.map((cell, at, all) => (at < all.length - 1 && !/[.!?:;]$/.test(cell) ? `${cell}.` : cell))
		.join(" ");
}
