import type { Message, Press } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Place } from "#chat/platform.ts";
import type { Held, Passage, Term } from "#knowledge/held.ts";
import { type Answer, allThemes, feedbackButtons, passageBlocks, termBlocks, themeButton } from "./answer.ts";
import type { SmallTalk } from "./smallTalk.ts";

const inDanger = "If you or someone else is in danger now, call 999.";

/** What the bot is and what to type. */
export function helpCard(privacyUrl?: string): Message {
	return message([
		{ kind: "heading", text: "What I can do" },
		{
			kind: "prose",
			text: "I answer questions about what Domestic Homicide Reviews found (now often called Domestic Abuse Related Death Reviews), with the source of every answer.",
		},
		{
			kind: "facts",
			items: [
				{ name: "Ask in your own words", text: "what did the reviews say about GPs" },
				{ name: "See the subjects", text: "themes" },
				{ name: "Explain a word", text: "what does MARAC mean" },
				{ name: "Ask on", text: "and for midwives?" },
				{ name: "In a channel", text: "mention me in each question; I answer in the thread" },
			],
		},
		{
			kind: "prose",
			text: `Please leave out names and case details. I do not keep what you write. ${inDanger}`,
		},
		{
			kind: "buttons",
			items: [allThemes, ...(privacyUrl ? [{ label: "Privacy", url: privacyUrl }] : [])],
		},
	]);
}

/** What becomes of what people write. */
export function privacyCard(privacyUrl?: string): Message {
	return message([
		{ kind: "heading", text: "What I keep" },
		{
			kind: "prose",
			text: "I do not keep or log what you write. I count that something was asked: the hour, the theme and how I answered, without you. What I said is kept for a short time, so that it can be sent and corrected.",
		},
		{
			kind: "prose",
			text: "Your organisation’s Slack or Teams keeps the conversation itself, by its own rules. To remove a message there, delete it as you would any other.",
		},
		...(privacyUrl ? [{ kind: "buttons" as const, items: [{ label: "Privacy", url: privacyUrl }] }] : []),
	]);
}

/** The first words in a new conversation: four lines and a way in. */
export function welcomeCard(held: Held, where: Place["kind"]): Message {
	const examples = [...held.themes.values()].filter(({ within }) => within.length === 0).slice(0, 3);
	return message([
		{
			kind: "prose",
			text: [
				"Hello. I am an automated assistant for people who work with families.",
				where === "direct"
					? "Ask me what Domestic Homicide Reviews found, and I show you the lesson with its source."
					: "Mention me and ask what Domestic Homicide Reviews found, and I show you the lesson with its source.",
				"Please leave out names and case details. I do not keep what you write.",
				inDanger,
			].join("\n"),
		},
		{ kind: "buttons", items: [...examples.map(({ id }) => themeButton(held, id)), allThemes] },
	]);
}

/** Every theme by name, with a button for each of the main ones, or of the newer ones. */
export function themesCard(held: Held, newer = false): Answer {
	const themes = [...held.themes.values()].sort((a, b) => a.position - b.position);
	const main = themes.filter(({ within }) => within.length === 0);
	const later = themes.filter(({ within }) => within.length > 0);
	const listed = newer ? later : main;
	const other: Press = newer
		? allThemes
		: { label: "Newer themes", action: "answers.themes", value: { newer: true } };
	return {
		cites: [],
		message: message([
			{ kind: "heading", text: newer ? "Newer themes, from later sources" : "Themes of the reviews" },
			{ kind: "prose", text: listed.map(({ name }) => name).join("\n") },
			...(newer || later.length === 0
				? []
				: [{ kind: "prose" as const, text: `Newer themes: ${later.map(({ name }) => name).join(", ")}.` }]),
			{
				kind: "buttons",
				items: [...listed.map(({ id }) => themeButton(held, id)), ...(later.length > 0 ? [other] : [])],
			},
		]),
	};
}

/** One theme: what it is about, its leading passage, and the way to the others. */
export function themeCard(held: Held, theme: string, from = 0): Answer | undefined {
	const about = held.themes.get(theme);
	if (!about) return undefined;
	const passages = passagesOf(held, theme);
	const shown = passages[from];
	const rest = passages.length - from - 1;
	const cites = shown ? [shown.id] : [];
	return {
		cites,
		message: message([
			{ kind: "heading", text: `Theme: ${about.name}` },
			...(from === 0 ? [{ kind: "prose" as const, text: about.summary }] : []),
			...(shown
				? passageBlocks(held, shown)
				: [{ kind: "prose" as const, text: "Nothing is held on this theme at present." }]),
			{
				kind: "buttons",
				items: [
					...(rest > 0
						? [
								{
									label: `More passages (${rest})`,
									action: "answers.theme",
									value: { theme, from: from + 1 },
								},
							]
						: []),
					...about.related
						.filter((id) => held.themes.has(id))
						.slice(0, 3)
						.map((id) => themeButton(held, id)),
					allThemes,
				],
			},
			...(shown ? [{ kind: "buttons" as const, items: feedbackButtons(cites) }] : []),
		]),
	};
}

/** One passage by itself, and the way to its themes. */
export function passageCard(held: Held, id: string): Answer | undefined {
	const passage = held.passages.get(id);
	if (!passage) return undefined;
	const themes = passage.themes.filter((theme) => held.themes.has(theme)).slice(0, 3);
	return {
		cites: [id],
		message: message([
			...passageBlocks(held, passage),
			{ kind: "buttons", items: [...themes.map((theme) => themeButton(held, theme)), allThemes] },
			{ kind: "buttons", items: feedbackButtons([id]) },
		]),
	};
}

/** A theme's passages in a fixed order: exact words first, then those mainly about it, then numbered paragraphs. */
function passagesOf(held: Held, theme: string): Passage[] {
	const rank = ({ wording, themes, paragraph }: Passage) =>
		(wording === "verbatim" ? 0 : 4) + (themes[0] === theme ? 0 : 2) + (paragraph ? 0 : 1);
	return [...held.passages.values()]
		.filter(({ themes }) => themes.includes(theme))
		.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
}

/** What a word means, its other reading if it has one, and the themes it belongs to. */
export function glossaryCard(held: Held, term: Term): Message {
	const themes = term.themes.filter((id) => held.themes.has(id)).slice(0, 3);
	const also = term.aliases.slice(0, 4).join(", ");
	return message([
		...termBlocks(term),
		...(also ? [{ kind: "facts" as const, items: [{ name: "Also written", text: also }] }] : []),
		{ kind: "buttons", items: [...themes.map((id) => themeButton(held, id)), allThemes] },
	]);
}

/** A short answer to what asks for no lesson. */
export function smallTalkCard(talk: SmallTalk, contact: string): Message {
	return sentence(smallTalkReplies[talk].replace("{contact}", contact));
}

const smallTalkReplies: Record<SmallTalk, string> = {
	greeting:
		"Hello. Ask me what Domestic Homicide Reviews found, such as “what did the reviews say about GPs”, or type “themes”.",
	thanks: "You are welcome. I am here when you need me.",
	goodbye: "Goodbye, and take care.",
	noted: "All right. Ask me about any theme of the reviews, or type “themes”.",
	"who are you":
		"I am not a person. I am an automated assistant that looks up what Domestic Homicide Reviews found and shows it with its source. To speak with a person, ask {contact}.",
	pleasantry: "I am only a machine, but thank you. Ask me what the reviews found, or type “themes”.",
	complaint:
		"I am sorry that did not help. Try other words, type “themes” to see all subjects, or ask {contact}.",
};
