import { z } from "zod";
import type { Feature, Handled } from "#chat/feature.ts";
import { sentence } from "#chat/plain.ts";
import type { Incoming, Pressed } from "#chat/platform.ts";
import type { Library } from "#knowledge/library.ts";
import type { Found } from "#knowledge/search/search.ts";
import type { Db } from "#storage/open.ts";
import { passageCard, themeCard, themesCard, welcomeCard } from "./cards.ts";
import { keepAbout, lastAbout } from "./conversation.ts";
import { keepFeedback, keepOutcome, type Outcome } from "./outcome.ts";
import { type RespondOptions, respond } from "./respond.ts";

/** How a message was met: for the log, and for whoever measures the answers. */
export type Met = { outcome: Outcome; found: Found[] };

/**
 * The first job: answers questions about the reviews from what is held. `report` hears how each
 * message was met.
 */
export function createAnswers(
	options: {
		db: Db;
		library: Library;
		report: (met: Met) => void;
	} & RespondOptions,
): Feature<Db> {
	const { db, library, contact, report } = options;

	const toMessage = async (text: string, incoming: Incoming, now: Date): Promise<Handled<Db>> => {
		const [held, before] = await Promise.all([library.current(), lastAbout(db, incoming.place.key, now)]);
		const { message, outcome, cites, about, found } = respond(held, text, before, options);
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
		const { theme, discreet } = value.data;
		const message = discreet ? { ...card.message, discreet } : card.message;
		return {
			reply: { say: [message], cites: card.cites },
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
						reply: {
							say: [welcomeCard(await library.current(), incoming.place.kind)],
							once: `welcome:${incoming.place.key}`,
						},
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
const themeValue = z.object({
	theme: z.string().max(80),
	from: z.number().int().min(0).max(500).default(0),
	/** After a reply of the guard's: no word of it in a notification. */
	discreet: z.boolean().default(false),
});
const feedbackValue = z.object({ helpful: z.boolean(), passages: z.array(z.string().max(120)).max(6) });
