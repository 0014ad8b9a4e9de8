/** A paragraph's number and what follows it on its line. */
export type Numbered = { number: string; parts: number[]; rest: string };

const decoration = /^(?:#{1,6}\s+|[-*+•·–—▪●]\s+|\*{1,3}|_{1,3}|<(?:b|strong|u|em)>|\s)*/i;
const numbering =
	/^(?:para(?:graph)?\.?\s+|§\s*)?(\d{1,3}(?:\.\d{1,3}){0,4})([.):]?)(?:\s+|(?=[*_]{1,3}(?:\s|$))|$)/i;

const unit =
	/^(?:am|pm|a\.m|p\.m|per cent|percent|million|billion|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4})\b|^%/i;

/**
 * The number that a line begins with, where it numbers a paragraph or a section: not where it is a
 * date, a time, a quantity or a figure that the page's layout put at the beginning of a line.
 */
export function readNumber(
	line: string,
	where: { last?: Numbered; finished: boolean; gap: boolean },
): Numbered | undefined {
	const before = decoration.exec(line)?.[0] ?? "";
	const bare = line.slice(before.length).replace(/^(\d[\d.]*)\\([.)])/, "$1$2");
	const match = numbering.exec(bare);
	const number = match?.[1];
	if (!match || !number) return undefined;
	const components = number.split(".");
	if (components.some((part, at) => part.length > 1 && part.startsWith("0") && at > 0)) return undefined;
	const parts = components.map(Number);
	const words = bare.slice(match[0].length);
	const plain = words.replace(/^(?:[*_]|<[^<>]{0,40}>)+/, "").trim();
	const next = !where.last || follows(where.last.parts, parts);
	if (unit.test(plain)) return undefined;
	if (parts.length === 1 && !match[2] && !/#/.test(before)) {
		if (!next || !where.finished || !isTitle(plain) || (!where.last && parts[0] !== 1)) return undefined;
	} else if (/^\p{Ll}/u.test(plain) && !(next && where.finished)) return undefined;
	else if (!where.finished && !next) return undefined;
	// The marks that were opened before the number still close after it.
	const marks = before.match(/[*_]{1,3}$|<(?:b|strong|u|em)>$/i)?.[0] ?? "";
	const rest = marks && words.startsWith(marks) ? words.slice(marks.length).trim() : `${marks}${words}`;
	return { number, parts, rest };
}

/** Whether a number can come straight after another: its child, its sibling or that of a number above it. */
function follows(last: number[], next: number[]): boolean {
	const same = next.findIndex((part, at) => part !== last[at]);
	if (same < 0) return false;
	const from = last[same];
	const step = from === undefined ? (next[same] ?? 0) <= 1 : next[same] === from + 1;
	return step && next.slice(same + 1).every((part) => part <= 1);
}

function isTitle(text: string): boolean {
	return /^\p{Lu}/u.test(text) && text.length <= 100 && !/[.,;!?]$/.test(text);
}
