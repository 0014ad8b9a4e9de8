import type { Passage } from "./held.ts";

/** Whether a text may stand in quotation marks: it is in the passage character for character, and the passage is its source's own words. */
export function quotedExactly(text: string, passage: Pick<Passage, "text" | "wording">): boolean {
	return passage.wording === "verbatim" && text.length > 0 && passage.text.includes(text);
}
