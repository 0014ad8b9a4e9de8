import { z } from "zod";
import type { Feature, Handled } from "#chat/feature.ts";
import type { Message } from "#chat/message.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming, Pressed } from "#chat/platform.ts";
import { meaningOf } from "#knowledge/glossary.ts";
import type { Held } from "#knowledge/held.ts";
import type { Library } from "#knowledge/library.ts";
import { onlyNamesRole, rolesIn } from "#knowledge/roles.ts";
import { type Context, type Found, search } from "#knowledge/search.ts";
import type { Db } from "#storage/open.ts";
import { answer, type Part } from "./answer.ts";
import {
	glossaryCard,
	helpCard,
	passageCard,
	smallTalkCard,
	themeCard,
	themesCard,
	welcomeCard,
} from "./cards.ts";
import { keepAbout, lastAbout } from "./conversation.ts";
import { keepFeedback, keepOutcome, type Outcome } from "./outcome.ts";
import { understand } from "./understand.ts";

/** How a message was met: for the log, and for whoever measures the answers. */
export type Met = { outcome: Outcome; found: Found[] };

type Said = {
	message: Message;
	outcome: Outcome;
	cites: string[];
	/** What the conversation is about from now on; unchanged where absent. */
	about?: Context;
	found: Found[];
};

/**
 * The first job: answers questions about the reviews from what is held. `report` hears how each
 * message was met.
 */
export function createAnswers(options: {
	db: Db;
	library: Library;
	contact: string;
	privacyUrl?: string;
	report: (met: Met) => void;
}): Feature<Db> {
	const { db, library, contact, privacyUrl, report } = options;

	const toMessage = async (text: string, incoming: Incoming, now: Date): Promise<Handled<Db>> => {
		const [held, before] = await Promise.all([library.current(), lastAbout(db, incoming.place.key, now)]);
		const { message, outcome, cites, about, found } = respond(held, text, before, { contact, privacyUrl });
		report({ outcome, found });
		return {
			reply: { say: [message], cites },
			save: async (tx) => {
				await keepOutcome(tx, outcome, about?.theme ? [about.theme] : [], now);
				if (about) await keepAbout(tx, incoming.place.key, about, now);
			},
		};
	};

	const toPress = async (pressed: Pressed, incoming: Incoming, now: Date): Promise<Handled<Db>> => {
		switch (pressed.action) {
			case "answers.themes": {
				const { newer } = themesValue.parse(pressed.value);
				const { message } = themesCard(await library.current(), newer);
				return { reply: { say: [message] }, save: (tx) => keepOutcome(tx, "themes", [], now) };
			}
			case "answers.theme":
				return openTheme(pressed, incoming, now);
			case "answers.passage":
				return openPassage(pressed, now);
			case "answers.feedback":
				return takeFeedback(pressed, incoming, now);
			default:
				return { reply: { say: [sentence(outOfDate)] } };
		}
	};

	const openTheme = async (pressed: Pressed, incoming: Incoming, now: Date): Promise<Handled<Db>> => {
		const value = themeValue.safeParse(pressed.value);
		const card = value.success && themeCard(await library.current(), value.data.theme, value.data.from);
		if (!card) return { reply: { say: [sentence(outOfDate)] } };
		const { theme } = value.data;
		return {
			reply: { say: [card.message], cites: card.cites },
			save: async (tx) => {
				await keepOutcome(tx, "theme", [theme], now);
				await keepAbout(tx, incoming.place.key, { theme }, now);
			},
		};
	};

	const openPassage = async (pressed: Pressed, now: Date): Promise<Handled<Db>> => {
		const value = passageValue.safeParse(pressed.value);
		const held = await library.current();
		const card = value.success ? passageCard(held, value.data.passage) : undefined;
		if (!card) return { reply: { say: [sentence(outOfDate)] } };
		return {
			reply: { say: [card.message], cites: card.cites },
			save: (tx) => keepOutcome(tx, "passage", [], now),
		};
	};

	const takeFeedback = async (pressed: Pressed, incoming: Incoming, now: Date): Promise<Handled<Db>> => {
		const value = feedbackValue.safeParse(pressed.value);
		const held = await library.current();
		const passages = value.data?.passages.filter((id) => held.passages.has(id)) ?? [];
		if (!value.success || passages.length === 0) return { reply: { say: [sentence(outOfDate)] } };
		const { helpful } = value.data;
		const thanks = helpful
			? "Thank you. Noted as helpful."
			: `Thank you. Noted as not helpful. If you still need an answer, try other words or ask ${contact}.`;
		return {
			reply: { say: [sentence(thanks)] },
			save: (tx) =>
				keepFeedback(tx, { person: incoming.person.id, place: incoming.place.key, passages, helpful }, now),
		};
	};

	return {
		name: "answers",
		owns: ({ act }) => act.kind !== "pressed" || act.action.startsWith("answers."),
		async handle(incoming, now) {
			const { act } = incoming;
			switch (act.kind) {
				case "arrived":
					return {
						reply: { say: [welcomeCard(await library.current())], once: `welcome:${incoming.place.key}` },
					};
				case "said":
					return toMessage(act.text, incoming, now);
				case "pressed":
					return toPress(act, incoming, now);
			}
		},
	};
}

const outOfDate = "That button is out of date. Please ask again, or type “themes”.";
const passageValue = z.object({ passage: z.string().max(120) });
const themesValue = z.object({ newer: z.boolean().default(false) }).catch({ newer: false });
const themeValue = z.object({ theme: z.string().max(80), from: z.number().int().min(0).max(500).default(0) });
const feedbackValue = z.object({ helpful: z.boolean(), passages: z.array(z.string().max(120)).max(6) });

/** What is said to a message, given what the conversation was about before. Pure. */
function respond(
	held: Held,
	text: string,
	before: Context,
	{ contact, privacyUrl }: { contact: string; privacyUrl?: string },
): Said {
	const ask = understand(text);
	switch (ask.kind) {
		case "help":
			return { message: helpCard(privacyUrl), outcome: "help", cites: [], found: [] };
		case "small talk":
			return { message: smallTalkCard(ask.talk, contact), outcome: "small talk", cites: [], found: [] };
		case "themes":
			return { ...themesCard(held), outcome: "themes", found: [] };
		case "more":
			return goOn(held, before);
		case "question": {
			const card = themeNamed(held, text) ?? wordExplained(held, text);
			if (card) return card;
			return respondToQuestion(held, ask.parts, ask.followsUp ? before : {}, contact);
		}
	}
}

/** The card of a theme whose name was typed, as on its button. */
function themeNamed(held: Held, text: string): Said | undefined {
	const name = text.trim().toLowerCase();
	const theme = [...held.themes.values()].find(
		(each) => each.name.toLowerCase() === name || each.id === name,
	);
	const card = theme && themeCard(held, theme.id);
	if (!card) return undefined;
	return { ...card, outcome: "theme", about: { theme: theme.id }, found: [search(held, text)] };
}

/** More on the theme of the conversation, if it has one. */
function goOn(held: Held, before: Context): Said {
	const card = before.theme ? themeCard(held, before.theme) : undefined;
	if (card) return { ...card, outcome: "theme", about: before, found: [] };
	const message = sentence(
		"More about what? Ask me in your own words, or type “themes” to see the subjects.",
	);
	return { message, cites: [], outcome: "small talk", found: [] };
}

/** The glossary's card, for a question of what a word means. */
function wordExplained(held: Held, text: string): Said | undefined {
	const term = meaningOf(held, text)?.term;
	if (!term) return undefined;
	return {
		message: glossaryCard(held, term),
		cites: [],
		outcome: "glossary",
		found: [search(held, text)],
		about: { theme: term.themes[0] },
	};
}

function respondToQuestion(held: Held, questions: string[], before: Context, contact: string): Said {
	const parts: Part[] = questions.map((question) => ({ question, found: searchOn(held, question, before) }));
	const { message, cites } = answer(held, parts, contact);
	const bands = parts.map(({ found }) => found.band);
	const outcome = bands.includes("answer") ? "answer" : bands.includes("closest") ? "closest" : "not held";
	const theme = parts.at(-1)?.found.themes[0];
	const role = rolesIn(questions.join(" "))[0];
	return {
		message,
		cites,
		outcome,
		found: parts.map(({ found }) => found),
		about: outcome === "not held" ? undefined : { theme, role },
	};
}

/**
 * Searches with what the conversation was about, where the question leans on it. One that only names a
 * role ("and for midwives?") asks for the theme again; unless the last question was for a role too
 * ("gp lesson", "same but for probation"): then it is about the new role alone.
 */
function searchOn(held: Held, question: string, before: Context): Found {
	const role = rolesIn(question)[0];
	if (!role || !onlyNamesRole(question)) return search(held, question, before);
	const theme = before.role ? undefined : held.themes.get(before.theme ?? "");
	return theme ? search(held, theme.name, { theme: theme.id, role }) : search(held, question, { role });
}
