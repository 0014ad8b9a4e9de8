import { countInWords, countReviews } from "#knowledge/countReviews.ts";
import type { Held } from "#knowledge/held.ts";
import type { Found } from "#knowledge/search/search.ts";

/** For a question of how many reviews: in how many of those held the theme is found, where there are any to count. */
export function counted(held: Held, question: string, found: Found, now: Date): string | undefined {
	const theme = held.themes.get(found.themes[0] ?? "");
	const asks = (found.wants === "count" || found.wants === "percentage") && asksOfReviews(question);
	const count = theme && asks && countReviews(held, theme.id, now);
	if (!count) return undefined;
	return `${theme.name}: found ${countInWords(count)}. That counts passages filed under this theme, and says nothing of reviews that are not held here.`;
}

const howMany = "(?:how many|numbers?|per ?cent(?:age)?s?|%|proportions?|share|fraction|ratio)";
const reviews = "(?:reviews?|dhrs?|dardrs?|cases?|deaths?|homicides?)";
/** What comes after one of these is not what is counted: "how many victims in the reviews". */
const turns =
	"in|at|from|by|with|without|for|on|per|before|after|since|who|that|which|do|does|did|is|are|was|were|has|have|had";
const asked = new RegExp(
	`${howMany}(?: (?!(?:${turns})\\b)\\S+){0,4}? ${reviews}\\b|\\bof (?:\\S+ ){0,3}${reviews}\\b.{0,20}\\bhow many\\b`,
);

/** Whether the number that a question asks for is one of reviews, or of the cases or deaths that they are of. */
function asksOfReviews(question: string): boolean {
	return asked.test(question.toLowerCase().replace(/\s+/g, " "));
}
