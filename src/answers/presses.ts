import { z } from "zod";
import type { Handled } from "#chat/feature.ts";
import { sentence } from "#chat/plain.ts";
import type { Say } from "#delivery/ledger.ts";
import type { Db } from "#storage/open.ts";
import { briefingOn } from "./briefing/briefing.ts";
import { briefingCard } from "./briefing/show.ts";
import { passageCard, themeCard, themesCard } from "./cards/themes.ts";
import { keepAbout } from "./kept/conversation.ts";
import { keepFeedback, keepOutcome } from "./kept/outcome.ts";
import { outOfDate, type Press } from "./press.ts";
import { meetSharing } from "./share/share.ts";

type Options = {
	contact: string;
	link: (kind: string, id: string, now: Date) => string;
	keyed: (text: string) => string;
	say: Say;
};

/** What a press of a theme, a passage, a briefing or a view of an answer leads to. */
export function meetPress(press: Press, { contact, link, keyed, say }: Options): Handled<Db> {
	switch (press.pressed.action) {
		case "answers.themes":
			return openThemes(press);
		case "answers.theme":
			return openTheme(press);
		case "answers.passage":
			return openPassage(press);
		case "answers.briefing":
			return openBriefing(press, link);
		case "answers.feedback":
			return takeFeedback(press, contact, keyed);
		default:
			return meetSharing(press, { say, keyed }) ?? outOfDate;
	}
}

function openThemes({ pressed, held, caller, now }: Press): Handled<Db> {
	const { newer } = themesValue.parse(pressed.value);
	const { sector } = caller.agency;
	return {
		reply: { say: [themesCard(held, newer).message] },
		save: (tx) => keepOutcome(tx, { outcome: "themes", themes: [], sector }, now),
	};
}

function openTheme({ pressed, incoming, caller, held, lens, now }: Press): Handled<Db> {
	const value = themeValue.safeParse(pressed.value);
	const card = value.success && themeCard(held, value.data.theme, { lens, seen: value.data.seen });
	if (!card) return outOfDate;
	const { theme, discreet } = value.data;
	const message = discreet ? { ...card.message, discreet } : card.message;
	return {
		reply: { say: [message], cites: card.cites },
		save: async (tx) => {
			await keepOutcome(tx, { outcome: "theme", themes: [theme], sector: caller.agency.sector }, now);
			await keepAbout(tx, incoming.place.key, { theme }, now);
		},
	};
}

function openPassage({ pressed, caller, held, now }: Press): Handled<Db> {
	const value = passageValue.safeParse(pressed.value);
	const card = value.success ? passageCard(held, value.data.passage) : undefined;
	if (!card) return outOfDate;
	const { sector } = caller.agency;
	return {
		reply: { say: [card.message], cites: card.cites },
		save: (tx) => keepOutcome(tx, { outcome: "passage", themes: [], sector }, now),
	};
}

function openBriefing({ pressed, incoming, caller, held, now }: Press, link: Options["link"]): Handled<Db> {
	const value = themeValue.safeParse(pressed.value);
	const made = value.success && briefingOn(held, value.data.theme);
	if (!made) return outOfDate;
	const theme = made.theme.id;
	return {
		reply: {
			say: [briefingCard(made, link("briefing", theme, now))],
			cites: made.findings.map(({ passage }) => passage),
		},
		save: async (tx) => {
			await keepOutcome(tx, { outcome: "briefing", themes: [theme], sector: caller.agency.sector }, now);
			await keepAbout(tx, incoming.place.key, { theme }, now);
		},
	};
}

function takeFeedback(
	{ pressed, incoming, caller, held, now }: Press,
	contact: string,
	keyed: Options["keyed"],
): Handled<Db> {
	const value = feedbackValue.safeParse(pressed.value);
	const passages = value.data?.passages.filter((id) => held.passages.has(id)) ?? [];
	if (!value.success || passages.length === 0) return outOfDate;
	const { helpful } = value.data;
	const thanks = helpful
		? "Thank you. Noted as helpful."
		: `Thank you. Noted as not helpful. If you still need an answer, try other words or ask ${contact}.`;
	return {
		reply: { say: [sentence(thanks)] },
		save: (tx) =>
			keepFeedback(
				tx,
				{
					...{ person: incoming.person.id, place: incoming.place.key, passages, helpful },
					themes: passages.flatMap((id) => held.passages.get(id)?.themes.slice(0, 1) ?? []),
					sector: caller.agency.sector,
				},
				keyed,
				now,
			),
	};
}

const passageValue = z.object({ passage: z.string().max(120) });
const themesValue = z.object({ newer: z.boolean().default(false) }).catch({ newer: false });
const themeValue = z.object({
	theme: z.string().max(80),
	seen: z.array(z.string().max(120)).max(20).default([]),
	/** After a reply of the guard's: no word of it in a notification. */
	discreet: z.boolean().default(false),
});
const feedbackValue = z.object({ helpful: z.boolean(), passages: z.array(z.string().max(120)).max(6) });
