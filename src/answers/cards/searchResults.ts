import { message } from "#chat/plain.ts";
import type { SearchResult } from "#chat/platform.ts";
import type { Held, Passage } from "#knowledge/held.ts";
import { search } from "#knowledge/search/search.ts";
import { passageBlocks } from "./answer.ts";
import { passagesOf } from "./themes.ts";

const most = 8;

/**
 * What a search beside the message box offers: passages that match, as cards with their sources; for no
 * words at all, the leading passage of each main theme. What is far from anything held finds nothing.
 */
export function searchResults(held: Held, text: string): SearchResult[] {
	return (text.trim() ? matching(held, text) : leading(held)).slice(0, most).map((passage) => ({
		title: passage.title,
		text: passage.text.length <= 120 ? passage.text : `${passage.text.slice(0, 119).toWellFormed()}…`,
		message: message(passageBlocks(held, passage)),
	}));
}

function matching(held: Held, text: string): Passage[] {
	const found = search(held, text.slice(0, 200));
	return found.band === "not held" ? [] : found.passages.map(({ passage }) => passage);
}

function leading(held: Held): Passage[] {
	return [...held.themes.values()]
		.filter(({ within }) => within.length === 0)
		.sort((a, b) => a.position - b.position)
		.flatMap(({ id }) => passagesOf(held, id).slice(0, 1));
}
