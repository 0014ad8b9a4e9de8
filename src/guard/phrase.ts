import { slots } from "./words.ts";

/** What a sentence is tried against: any phrase matches, and none of the exceptions does. */
export type Sign = (sentence: string) => boolean;

/**
 * Reads phrases, one a line. In a phrase `a|b` is either word, `_` joins words into one, `<name>`
 * is any word of that slot, `word?` may be missing, `word~` may go on, `*` is up to three words,
 * `**` up to eight, `^` begins and `$` ends the sentence.
 */
export function sign(phrases: string, unless = ""): Sign {
	const match = anyOf(phrases);
	const except = unless.trim() === "" ? undefined : anyOf(unless);
	return (sentence) => match.test(sentence) && !except?.test(sentence);
}

function anyOf(phrases: string): RegExp {
	const lines = phrases.split("\n").map((line) => line.trim());
	return new RegExp(
		lines
			.filter((line) => line !== "")
			.map(pattern)
			.join("|"),
		"u",
	);
}

function pattern(phrase: string): string {
	return `${phrase.split(/\s+/).map(unit).join("")}(?= )`;
}

function unit(part: string): string {
	if (part === "*") return gap(3);
	if (part === "**") return gap(8);
	if (part === "^") return "^";
	if (part === "$") return end;
	const optional = part.endsWith("?");
	const parts = (optional ? part.slice(0, -1) : part).split("|");
	const words = `(?: (?:${parts
		.filter((one) => one !== "$")
		.map(choice)
		.join("|")}))`;
	return `${parts.includes("$") ? `(?:${words}|${end})` : words}${optional ? "?" : ""}`;
}

/** A sentence ends with a space, which the end of each phrase needs too. */
const end = "(?= $)";

function choice(text: string): string {
	const slot = /^<(.+)>$/.exec(text)?.[1];
	if (slot !== undefined) {
		const words = slots[slot];
		if (words === undefined) throw new Error(`no slot is called ${slot}`);
		return `(?:${words})`;
	}
	return text.replaceAll("_", " ").replace("~", "[a-z]*");
}

function gap(most: number): string {
	return `(?: [^ ]+){0,${most}}?`;
}
