import type { Passage } from "../held.ts";

export type ScopeProposal = { scope: Passage["scope"]; because: string[] };

const national: RegExp[] = [
	/\bnationally\b|\bnational(?:\s+(?:and\s+)?\p{L}+)?\s+(?:findings?|picture|themes?|reviews?|reports?|analysis|level|issues?|lessons?|DHRs?|DARDRs?)\b/iu,
	/\bacross (?:the (?:country|UK|nation)|England|Wales|Great Britain|the United Kingdom)\b/i,
	/\bin England and Wales\b/i,
	/\bHome Office\b[^.]{0,60}\b(?:guidance|report|research|issued|published|found|analysis|identified)\b/i,
];
const locally: RegExp[] = [
	/\blocally\b/i,
	/\bour\s+(?:\p{L}+\s+){0,4}?(?:DHRs?|DARDRs?|reviews?|partnership|area|county|borough|city|seminars?)\b/iu,
	/\b(?:in|across|within) (?:this|our|the) (?:county|borough|city|area|partnership)\b/i,
];

/**
 * Proposes whether a paragraph speaks of the country, of the paper's area or of both, from the words
 * that say so; where it has none, the section's heading may. Otherwise the paper does not say.
 */
export function proposeScope(
	paragraph: { section: string | null; text: string },
	area: string | null,
): ScopeProposal {
	const wide = firstMatches(paragraph.text, national);
	const near = [...firstMatches(paragraph.text, locally), ...placesIn(paragraph.text, area)];
	if (wide.length > 0 && near.length > 0) return { scope: "both", because: [...wide, ...near] };
	if (wide.length > 0) return { scope: "national", because: wide };
	if (near.length > 0) return { scope: "local", because: near };
	const above = placesIn(paragraph.section ?? "", area);
	if (above.length > 0)
		return { scope: "local", because: above.map((place) => `${place}, in its section's heading`) };
	return { scope: "unstated", because: [] };
}

/** The area that a paper is about: its publisher's place, with the one that it is named together with. */
export function proposeArea(publisher: string, text: string): string | null {
	const place =
		/^((?:\p{Lu}[\p{L}'’-]+(?:\s+(?:and|&|upon|on|the|of)\s+|\s+))+?)(?:County|City|Borough|District|Metropolitan|Unitary|Community|Safer|Safeguarding|Police|Domestic|Council|Partnership|Constabulary|Adults?|Children|Health|NHS|CSP)\b/u.exec(
			publisher,
		)?.[1];
	if (!place || /^(?:The|National|Home|Safer)\b/.test(place)) return null;
	const base = place.trim().replace("&", "and");
	if (base.includes(" and ")) return base;
	const pairs = new Map<string, number>();
	const pattern = new RegExp(
		`(?:\\p{Lu}[\\p{L}-]+ (?:and|&) ${base}|${base} (?:and|&) \\p{Lu}[\\p{L}-]+)(?!\\p{L})`,
		"gu",
	);
	for (const [pair] of text.replace(/\s+/g, " ").matchAll(pattern)) {
		const name = pair.replace("&", "and");
		pairs.set(name, (pairs.get(name) ?? 0) + 1);
	}
	const [best] = [...pairs].sort((a, b) => b[1] - a[1]);
	return best && best[1] >= 2 ? best[0] : base;
}

function firstMatches(text: string, patterns: RegExp[]): string[] {
	return patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? []).map((match) => `“${match}”`);
}

function placesIn(text: string, area: string | null): string[] {
	if (!area) return [];
	const places = [area, ...area.split(/\s+(?:and|&)\s+|,\s*/)];
	const found = places.find((place) =>
		new RegExp(`(?<!\\p{L})${literally(place)}(?!\\p{L})`, "u").test(text),
	);
	return found ? [`“${found}”`] : [];
}

function literally(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
