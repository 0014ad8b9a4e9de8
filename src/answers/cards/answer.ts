import type { Block, Facts, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { signpostFor } from "#knowledge/asking/signpost.ts";
import { citation } from "#knowledge/cite.ts";
import type { Held, Passage } from "#knowledge/held.ts";
import { quotedExactly } from "#knowledge/quote.ts";
import type { Found } from "#knowledge/search/search.ts";
import type { Term } from "#knowledge/words/glossary.ts";
import { namesRole, rolesIn, saidRole } from "#knowledge/words/roles.ts";
import { through } from "../lens.ts";
import { counted } from "./counted.ts";

/** One part of a question, what was found for it, and what it was about. */
export type Part = { question: string; found: Found; term?: Term };

/** What is said to a question, and which passages that cites, best first. */
export type Answer = { message: Message; cites: string[] };

/** Answers a question of one or more parts: what is held, quoted and cited, or plainly that nothing is. */
export function answer(
	held: Held,
	parts: Part[],
	options: { contact: string; cutShort: boolean; lens?: string; mayShare: boolean; now: Date },
): Answer {
	const several = parts.length > 1;
	const cites: string[] = [];
	const answers = parts.flatMap(({ found, term }) =>
		found.band === "answer" && !term ? leading(found) : [],
	);
	const blocks = parts.flatMap((part, at): Block[] => {
		const said = answerPart(held, part, { ...options, answers }, cites);
		return several ? [{ kind: "heading", text: `${at + 1} of ${parts.length}` }, ...said] : said;
	});
	const shown = [...new Set(cites)];
	const cut: Block[] = options.cutShort
		? [prose("Your message was long: I searched for its beginning only.")]
		: [];
	return {
		message: message([...cut, ...blocks, ...nextSteps(held, parts, shown, options.mayShare)]),
		cites: shown,
	};
}

/** A part of a question that asks for all of the main themes. */
export function isOverview({ found, term }: Part): boolean {
	return found.wants === "overview" && found.band === "answer" && !term;
}

function mainThemes(held: Held): string {
	const main = [...held.themes.values()].filter(({ within }) => within.length === 0);
	const names = main.sort((a, b) => a.position - b.position).map(({ name }) => name);
	return `The main themes of the reviews:\n${names.join("\n")}`;
}

function answerPart(
	held: Held,
	part: Part,
	options: { contact: string; lens?: string; now: Date; answers: Passage[] },
	cites: string[],
): Block[] {
	const { question, found, term } = part;
	const { contact, lens, now, answers } = options;
	if (term) return termBlocks(term);
	if (isOverview(part)) return [prose(mainThemes(held))];
	const count = counted(held, question, found, now);
	const first = count ? [prose(count)] : [];
	const pointer = signpostFor(held, question)?.say;
	const say = (chosen: Passage[]) => {
		const passages = through(held, lens, chosen, (passage) => passage);
		cites.push(...passages.map(({ id }) => id));
		return passages.flatMap((passage) => passageBlocks(held, passage));
	};
	const whom = pointer ? `${pointer} Or ask ${contact}.` : `You could ask ${contact}.`;
	switch (found.band) {
		case "answer": {
			const passages = leading(found);
			return [
				...first,
				...say(passages),
				...roleNote(question, passages),
				...(found.wants && !count ? [prose(whom), askTheCoordinators] : []),
			];
		}
		case "closest": {
			const others = found.passages.map(({ passage }) => passage).filter((one) => !answers.includes(one));
			return [
				...first,
				prose(`The reviews held here may not answer that directly${count ? "" : missing(found)}. ${whom}`),
				...(others.length > 0 ? [prose("The closest passages:"), ...say(others.slice(0, 3))] : []),
				askTheCoordinators,
			];
		}
		case "not held":
			return [
				prose(`The reviews held here do not answer that. ${whom}`),
				askTheCoordinators,
				...(found.passages.length > 0
					? [
							prose("The closest passages, which do not answer it:"),
							{ kind: "buttons" as const, items: found.passages.slice(0, 3).map(passageButton) },
						]
					: []),
			];
	}
}

const askTheCoordinators: Block = {
	kind: "buttons",
	items: [{ label: "Ask the coordinators", action: "answers.enquiry-ask" }],
};

function passageButton({ passage }: Found["passages"][number]): Press {
	return { label: passage.title, action: "answers.passage", value: { passage: passage.id } };
}

/** The best passage, and the next where it is nearly as good and of the same theme. */
function leading({ passages }: Found): Passage[] {
	const [first, second] = passages;
	if (!first) return [];
	const alike =
		second && second.score >= first.score * 0.85 && second.passage.themes[0] === first.passage.themes[0];
	return alike ? [first.passage, second.passage] : [first.passage];
}

/** A passage as it is always shown: its title, its words marked as quotation or summary, where it holds, its source. */
export function passageBlocks(held: Held, passage: Passage): Block[] {
	const document = held.documents.get(passage.documentId);
	const quoted = passage.wording === "verbatim" && quotedExactly(passage.text, passage);
	const facts = [
		...(quoted ? [] : [{ name: "Summary, in our own words", text: passage.text }]),
		...aboutSource(passage),
		...(passage.whatNext ? [{ name: "A next step", text: passage.whatNext }] : []),
	];
	const source = document && {
		text: `Source: ${citation(passage, document)}`,
		...(document.link ? { url: document.link } : {}),
	};
	return [
		{ kind: "heading", text: passage.title },
		...(quoted ? [{ kind: "quote", text: passage.text } as const] : []),
		{ kind: "facts", items: facts },
		...(source ? [{ kind: "sources" as const, items: [source] }] : []),
	];
}

/** What stands with every passage, beside its citation: where it holds, and the source's own footnotes. */
export function aboutSource(passage: Passage): Facts["items"] {
	return [
		{ name: "Where this was found", text: whereFound(passage) },
		...passage.footnotes.map((text) => ({ name: "Footnote in the source", text })),
	];
}

/** What a word means, and its other reading if it has one. */
export function termBlocks({ term, meaning, ambiguous }: Term): Block[] {
	return [{ kind: "heading", text: term }, prose(meaning), ...(ambiguous ? [prose(ambiguous)] : [])];
}

/** Whether a finding is national, local or both, in words. Says so where the source does not. */
function whereFound({ scope, area }: Passage): string {
	switch (scope) {
		case "national":
			return "nationally";
		case "local":
			return `locally, in ${area ?? "one area"}`;
		case "both":
			return `nationally, and locally in ${area ?? "one area"}`;
		case "unstated":
			return "not stated in the source";
	}
}

const wanted: Partial<Record<NonNullable<Found["wants"]>, string>> = {
	count: "they give no such number",
	percentage: "they give no such percentage",
	date: "they give no such date",
	duration: "they give no such period",
	place: "they do not say where",
	contact: "they hold no contact details",
	cost: "they say nothing of cost",
	name: "they name nobody",
};

function missing({ wants }: Found): string {
	const why = wants && wanted[wants];
	return why ? `: ${why}` : "";
}

/** Says so when a role was asked for that the passages do not single out. */
function roleNote(question: string, passages: Passage[]): Block[] {
	const role = rolesIn(question)[0];
	const said = role && saidRole(role);
	if (!role || !said || passages.some(({ text, title }) => namesRole(`${title} ${text}`, role))) return [];
	return [prose(`This does not single out ${said}.`)];
}

function nextSteps(held: Held, parts: Part[], cites: string[], mayShare: boolean): Block[] {
	const shown = new Set(cites.map((id) => held.passages.get(id)?.themes[0]));
	const themes = parts.flatMap((part) =>
		part.found.band === "not held" || isOverview(part) ? [] : relatedThemes(held, part.found.themes[0]),
	);
	const related = [...new Set(themes)].filter((id) => !shown.has(id) && held.themes.has(id)).slice(0, 3);
	const buttons = [...related.map((id) => themeButton(held, id)), allThemes];
	const answered = cites.length > 0;
	return [
		{ kind: "buttons", items: buttons },
		...(answered ? [{ kind: "buttons" as const, items: feedbackButtons(cites, mayShare) }] : []),
	];
}

/** The themes that a theme leads on to. */
function relatedThemes(held: Held, theme: string | undefined): string[] {
	return (theme && held.themes.get(theme)?.related) || [];
}

/** A button that opens a theme's card. */
export function themeButton(held: Held, id: string): Press {
	return { label: held.themes.get(id)?.name ?? id, action: "answers.theme", value: { theme: id } };
}

/** A button that asks about a theme, from elsewhere. */
export function askAbout(theme: string): Press {
	return { label: "Ask about this", action: "answers.theme", value: { theme } };
}

export const allThemes: Press = { label: "All themes", action: "answers.themes" };

/** "Helpful" and "Not helpful", about the passages shown; and to share them, from a direct conversation. */
export function feedbackButtons(cites: string[], mayShare = false): Press[] {
	const passages = cites.slice(0, 6);
	return [
		{ label: "Helpful", action: "answers.feedback", value: { helpful: true, passages } },
		{ label: "Not helpful", action: "answers.feedback", value: { helpful: false, passages } },
		...(mayShare ? [{ label: "Share", action: "answers.share", value: { passages } }] : []),
	];
}

function prose(text: string): Block {
	return { kind: "prose", text };
}
