import type { Facts } from "#chat/message.ts";
import { citation, readableDate } from "#knowledge/cite.ts";
import type { Document, Held, Passage, Theme } from "#knowledge/held.ts";
import { quotedExactly } from "#knowledge/quote.ts";
import { aboutSource } from "../cards/answer.ts";
import { passagesOf } from "../cards/themes.ts";

/** One theme, short enough to read out and talk over at the start of a team meeting: seven minutes. */
export type Briefing = {
	theme: Theme;
	/** How long each part takes, in minutes. */
	minutes: { read: number; talk: number; decide: number };
	findings: Finding[];
	/** What to do now. */
	steps: string[];
	/** What the team asks itself. */
	questions: string[];
};

export type Finding = {
	/** Id of the passage. */
	passage: string;
	title: string;
	text: string;
	/** Whether the text is the source's own. */
	quoted: boolean;
	/** Where it holds, and the source's footnotes to it. */
	about: Facts["items"];
	source: string;
	link?: string;
};

/** Read out, 130 words take a minute: findings of this length take three or four. */
const mostWords = 420;

/** The briefing on a theme: its leading findings, with their sources; nothing where nothing is held on it. */
export function briefingOn(held: Held, id: string): Briefing | undefined {
	const theme = held.themes.get(id);
	const passages = passagesOf(held, id);
	if (!theme || passages.length === 0) return undefined;
	const chosen = withinWords(passages);
	return {
		theme,
		minutes: { read: 3, talk: 3, decide: 1 },
		findings: chosen.map((passage) => finding(passage, held.documents.get(passage.documentId))),
		steps: [...new Set(chosen.flatMap(({ whatNext }) => (whatNext ? [whatNext] : [])))],
		questions: [
			"Where have we seen this in our own work, without naming anybody?",
			"What would have helped us to see it or to act sooner?",
			"What makes the next step hard here, and who could change that?",
			"What is the one thing that we do differently from today, and who looks again in a month?",
		],
	};
}

/** The leading passages, as many as can be read out in the time; always at least one. */
function withinWords(passages: Passage[]): Passage[] {
	const chosen: Passage[] = [];
	let left = mostWords;
	for (const passage of passages) {
		const words = passage.text.split(/\s+/).length;
		if (chosen.length > 0 && words > left) continue;
		chosen.push(passage);
		left -= words;
		if (chosen.length === 4) break;
	}
	return chosen;
}

function finding(passage: Passage, document: Document | undefined): Finding {
	return {
		passage: passage.id,
		title: passage.title,
		text: passage.text,
		quoted: passage.wording === "verbatim" && quotedExactly(passage.text, passage),
		about: aboutSource(passage),
		source: document ? citation(passage, document) : "source no longer held",
		...(document?.link ? { link: document.link } : {}),
	};
}

/** A day as a briefing bears it: "14 April 2026". */
export function dayOf(now: Date): string {
	return readableDate(now.toISOString().slice(0, 10));
}
