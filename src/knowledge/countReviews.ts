import type { Document, Held } from "./held.ts";
import { plainName } from "./plainName.ts";
import { isTakenDown } from "./takeDown.ts";

/** In how many of the reviews held something is found. Reviews, not documents: a report and its summary are one. */
export type ReviewCount = { found: number; held: number };

/**
 * Counts the reviews held at that time that have a passage of a theme or of a theme within it.
 * Undefined where no document held is the report of a review: then nothing can be counted.
 */
export function countReviews(
	held: Pick<Held, "documents" | "passages" | "themes">,
	theme: string,
	now: Date,
): ReviewCount | undefined {
	const reviews = new Map<string, string>();
	for (const document of held.documents.values())
		if (document.partnership !== null && !isTakenDown(document, now))
			reviews.set(document.id, reviewOf(document));
	const all = new Set(reviews.values());
	if (all.size === 0) return undefined;
	const wanted = withinTheme(held, theme);
	const found = new Set<string>();
	for (const { documentId, themes } of held.passages.values()) {
		const review = reviews.get(documentId);
		if (review !== undefined && themes.some((one) => wanted.has(one))) found.add(review);
	}
	return { found: found.size, held: all.size };
}

/** A count in words, such as "in 14 of the 52 reviews held". */
export function countInWords({ found, held }: ReviewCount): string {
	if (held === 1) return found === 1 ? "in the one review held" : "not in the one review held";
	return `in ${found === 0 ? "none" : found} of the ${held} reviews held`;
}

/** What tells a review from others, whichever of its documents one has. */
function reviewOf({ id, pseudonym, partnership }: Document): string {
	return pseudonym ? JSON.stringify([plainName(pseudonym), plainName(partnership ?? "")]) : id;
}

function withinTheme({ themes }: Pick<Held, "themes">, theme: string): Set<string> {
	const wanted = new Set([theme]);
	// A set grows while it is walked: themes within themes within it are met too.
	for (const outer of wanted)
		for (const { id, within } of themes.values()) if (within.includes(outer)) wanted.add(id);
	return wanted;
}
