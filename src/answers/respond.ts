import type { Line } from "#chat/feature.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Held, Theme } from "#knowledge/held.ts";
import type { Meant } from "#knowledge/search/meant.ts";
import { type Context, type Found, search } from "#knowledge/search/search.ts";
import { meaningOf, type Term } from "#knowledge/words/glossary.ts";
import { onlyNamesRole, rolesIn } from "#knowledge/words/roles.ts";
import { briefingOn } from "./briefing/briefing.ts";
import { briefingCard } from "./briefing/show.ts";
import { helpCard, privacyCard, smallTalkCard } from "./cards/about.ts";
import { answer, isOverview, type Part } from "./cards/answer.ts";
import { glossaryCard } from "./cards/glossary.ts";
import { themeCard, themesCard } from "./cards/themes.ts";
import type { Outcome } from "./kept/outcome.ts";
import { understand } from "./understand.ts";

/** What is said to a message, and how that came about. */
export type Response = {
	message: Message;
	outcome: Outcome;
	/** Ids of the passages it cites. */
	cites: string[];
	/** What the conversation is about from now on; unchanged where absent. */
	about?: Context;
	found: Found[];
};

export type RespondOptions = {
	/** Whom to ask, as it stands in a sentence. */
	contact: string;
	privacyUrl?: string;
	/** What else the bot does for this person, for `help`. */
	helps: Line[];
	/** The address of the page to print of the briefing on a theme. */
	printAt: (theme: string) => string;
	/** What whoever asks works as, if they said: it reorders what is shown. */
	lens?: string;
	/** Ids of the passages that were cited in the conversation, the last ones last. */
	cited: string[];
	now: Date;
	/** What the message means, where that is known. */
	meant?: Meant;
	/** Whether this conversation is theirs alone, so that they may want to share what it says. */
	mayShare: boolean;
	/** Whether a text that no passage answers is likelier small talk than a question. */
	soundsLikeSmallTalk: (text: string) => boolean;
};

/** Longer than any question; what comes after is not searched. */
export const longest = 2_000;

/** What is said to a message, given what the conversation was about before. Pure. */
export function respond(held: Held, text: string, before: Context, options: RespondOptions): Response {
	const { contact, privacyUrl } = options;
	const read = text.slice(0, longest);
	const ask = understand(read);
	switch (ask.kind) {
		case "help":
			return { message: helpCard(options.helps, privacyUrl), outcome: "help", cites: [], found: [] };
		case "privacy":
			return { message: privacyCard(privacyUrl), outcome: "help", cites: [], found: [] };
		case "small talk":
			return { message: smallTalkCard(ask.talk, contact), outcome: "small talk", cites: [], found: [] };
		case "briefing":
			return briefing(held, ask.on, before, options);
		case "themes":
			return { ...themesCard(held, ask.newer), outcome: "themes", found: [] };
		case "more":
			return goOn(held, before, options);
		case "question": {
			const card = themeNamed(held, read, options.lens) ?? wordExplained(held, read);
			if (card) return card;
			return respondToQuestion(held, ask.parts, ask.followsUp ? before : {}, {
				...options,
				cutShort: text.length > longest,
			});
		}
	}
}

/** The briefing on the theme that the words name, or that was last spoken of. */
function briefing(held: Held, on: string, before: Context, { printAt }: RespondOptions): Response {
	const found = on ? [search(held, on, before)] : [];
	const named = [...held.themes.values()].find(({ name }) => name.toLowerCase() === on.toLowerCase());
	const theme = named?.id ?? (on ? found[0]?.themes[0] : before.theme) ?? "";
	const made = found[0]?.band === "not held" && !named ? undefined : briefingOn(held, theme);
	if (!made)
		return {
			message: sentence(
				"A briefing on which theme? Type “briefing on” and the theme, or “themes” to see them all.",
			),
			cites: [],
			outcome: "themes",
			found,
		};
	return {
		message: briefingCard(made, printAt(theme)),
		cites: made.findings.map(({ passage }) => passage),
		outcome: "briefing",
		about: { theme },
		found,
	};
}

/** The card of a theme whose name was typed, as on its button. */
function themeNamed(held: Held, text: string, lens: string | undefined): Response | undefined {
	const name = text.trim().toLowerCase();
	const theme = [...held.themes.values()].find(
		(each) => each.name.toLowerCase() === name || each.id === name,
	);
	const card = theme && themeCard(held, theme.id, { lens });
	if (!card) return undefined;
	return { ...card, outcome: "theme", about: { theme: theme.id }, found: [search(held, text)] };
}

/** More on the theme of the conversation, if it has one. */
function goOn(held: Held, before: Context, { lens, cited }: RespondOptions): Response {
	const seen = cited.filter((id) => held.passages.get(id)?.themes.includes(before.theme ?? ""));
	const card = before.theme ? themeCard(held, before.theme, { lens, seen }) : undefined;
	if (card) return { ...card, outcome: "theme", about: before, found: [] };
	const message = sentence(
		"More about what? Ask me in your own words, or type “themes” to see the subjects.",
	);
	return { message, cites: [], outcome: "small talk", found: [] };
}

/** The glossary's card, for an acronym alone or a question of what a word means. */
function wordExplained(held: Held, text: string): Response | undefined {
	const term = meaningOf(held, text)?.term ?? acronymAlone(held, text);
	if (!term) return undefined;
	return {
		message: glossaryCard(held, term),
		cites: [],
		outcome: "glossary",
		found: [search(held, text)],
		about: { theme: term.themes[0] },
	};
}

/** The term that is all of a message, if it is an acronym and not somebody's role. */
function acronymAlone(held: Held, text: string): Term | undefined {
	const bare = text.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
	if (rolesIn(text).length > 0) return undefined;
	return held.glossary.find(({ term }) => /^[A-Z]{3,6}$/.test(term) && term.toLowerCase() === bare);
}

function respondToQuestion(
	held: Held,
	questions: string[],
	before: Context,
	options: RespondOptions & { cutShort: boolean },
): Response {
	const parts = distinct(
		questions.map((question): Part => {
			const found = searchOn(held, question, before, options.meant);
			return { question, found, term: questions.length > 1 ? meaningOf(held, question)?.term : undefined };
		}),
	);
	const found = parts.map((part) => part.found);
	const bands = parts.map(bandOf);
	const outcome = bands.includes("answer") ? "answer" : bands.includes("closest") ? "closest" : "not held";
	if (outcome !== "answer" && options.soundsLikeSmallTalk(questions.join(" "))) {
		const message = smallTalkCard("pleasantry", options.contact);
		return { message, cites: [], outcome: "small talk", found };
	}
	const { message, cites } = answer(held, parts, options);
	const about = outcome === "not held" ? undefined : aboutFrom(held, parts, outcome, before);
	return { message, cites, outcome, found, about };
}

function bandOf({ term, found }: Part): Found["band"] {
	return term ? "answer" : found.band;
}

/** What the conversation is about after these parts: the last that was met as well as any. */
function aboutFrom(held: Held, parts: Part[], band: Found["band"], before: Context): Context {
	const last = parts.findLast((part) => bandOf(part) === band && !isOverview(part));
	if (!last) return {};
	const again = themeAskedAgain(held, last.question, before);
	if (again) return { theme: again.id };
	return { theme: (last.term ?? last.found).themes[0], role: rolesIn(last.question)[0] };
}

/** The parts without those that are answered with the same passage again. */
function distinct(parts: Part[]): Part[] {
	const best = (part: Part) =>
		part.term?.term ?? (isOverview(part) ? "overview" : part.found.passages[0]?.passage.id);
	const answered = parts.filter((part) => bandOf(part) === "answer");
	return parts.filter(
		(part) => !answered.includes(part) || answered.find((other) => best(other) === best(part)) === part,
	);
}

/**
 * Searches with what the conversation was about, where the question leans on it. One that only names a
 * role asks for the theme again, or else is about that role alone.
 */
function searchOn(held: Held, question: string, before: Context, meant: Meant | undefined): Found {
	const role = rolesIn(question)[0];
	if (!role || !onlyNamesRole(question)) return search(held, question, before, meant);
	const theme = themeAskedAgain(held, question, before);
	return theme ? search(held, theme.name, { theme: theme.id, role }) : search(held, question, { role });
}

/**
 * The theme that a question asks for again when it only names a role ("and for midwives?"); none where the
 * last question was for a role too ("gp lesson", "same but for probation").
 */
function themeAskedAgain(held: Held, question: string, { theme, role }: Context): Theme | undefined {
	return role || !onlyNamesRole(question) ? undefined : held.themes.get(theme ?? "");
}
