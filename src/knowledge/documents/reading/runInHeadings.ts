import type { Draft, Paragraph } from "./paragraph.ts";
import { readMarks } from "./readMarks.ts";

/** A paragraph with its heading told from its text. */
type Headed = Pick<Paragraph, "number" | "heading" | "section" | "text" | "line">;

type Read = { draft: Draft; text: string; marked?: Cut; guess?: Cut };
type Cut = { heading: string; body: string };

const connecting = new Set(
	"a an and as at between by for from in into nor of on or the to with within".split(" "),
);
const opening = new Set(
	"A All An Although As At Both Despite During Each For From Half However If In It Its Many Most No Not On One Several Since Some The Their There These They This Those To Two Three We When Where While With Within".split(
		" ",
	),
);

/**
 * Tells headings that run into their paragraph from its text: bold ones, and where most paragraphs of
 * a section have one, also those that are marked by nothing but their capitals.
 */
export function runInHeadings(drafts: Draft[]): { paragraphs: Headed[]; warnings: string[] } {
	const read = drafts.map(readDraft);
	const warnings: string[] = [];
	const siblings = new Map<string, Read[]>();
	for (const one of read) {
		const key = `${one.draft.number?.replace(/[.(]?[^.(]*$/, "") ?? ""} ${one.draft.section ?? ""}`;
		const group = siblings.get(key);
		if (group) group.push(one);
		else siblings.set(key, [one]);
	}
	const usual = new Set(
		[...siblings.values()]
			.filter((group) => {
				const headed = group.filter(({ marked, guess }) => marked || guess).length;
				return headed >= 2 && headed * 2 >= group.length;
			})
			.flat(),
	);
	const paragraphs = read.map((one) => {
		const guessed = !one.marked && usual.has(one) ? one.guess : undefined;
		if (guessed && one.draft.number)
			warnings.push(
				`The heading of ${one.draft.number} is not marked: “${guessed.heading}” was taken for it. Check where its text begins.`,
			);
		const cut = one.marked ?? guessed;
		return {
			number: one.draft.number,
			heading: cut?.heading ?? null,
			section: one.draft.section,
			text: cut?.body ?? one.text,
			line: one.draft.line,
		};
	});
	return { paragraphs, warnings };
}

function readDraft(draft: Draft): Read {
	const { text, bold } = readMarks(draft.raw);
	if (draft.row) return { draft, text };
	if (draft.own) return { draft, text, marked: { heading: tidy(draft.own), body: text } };
	const first = bold[0];
	const marked = first?.from === 0 ? cutAt(text, first.to) : undefined;
	return { draft, text, marked, guess: marked ? undefined : guess(text) };
}

/** A heading up to there, where what follows can begin a sentence. */
function cutAt(text: string, end: number): Cut | undefined {
	const heading = tidy(text.slice(0, end));
	const body = text.slice(end).replace(/^\s*[:.–—-]?\s*/, "");
	if (!/^["“‘(]?[\p{Lu}\d]/u.test(body) || heading.split(" ").length > 15 || opening.has(heading))
		return undefined;
	return { heading, body };
}

function guess(text: string): Cut | undefined {
	const labelled = /^(\p{Lu}[^.:;!?–—]{2,80}?)(?::|\s[–—-])\s+(?=\p{Lu})/u.exec(text);
	if (labelled?.[1] && labelled[1].split(" ").length <= 8) return cutAt(text, labelled[1].length);
	const words = text.split(" ");
	const end = words.findIndex((word, at) => !isTitleWord(word) && !(at > 0 && connecting.has(word)));
	if (end < 3 || opening.has(words[0] ?? "")) return undefined;
	// A word such as "In" or "There" has a capital within a title only where a sentence begins.
	const opened = words.slice(0, end).findIndex((word, at) => at > 0 && opening.has(word));
	let begins = opened > 0 ? opened : end - 1;
	while (opened < 0 && begins > 0 && connecting.has(words[begins] ?? "")) begins -= 1;
	const heading = words.slice(0, begins);
	if (heading.filter(isTitleWord).length < 2 || connecting.has(heading.at(-1) ?? "")) return undefined;
	return { heading: heading.join(" "), body: words.slice(begins).join(" ") };
}

function isTitleWord(word: string): boolean {
	return /^[("“‘]?\p{Lu}[\p{L}\p{N}'’/&-]*[)"”’,]?$/u.test(word) || word === "&";
}

function tidy(heading: string): string {
	return heading.trim().replace(/\s*[:.–—-]+$/, "");
}
