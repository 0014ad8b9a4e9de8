import type { Line } from "#chat/feature.ts";
import type { Message, Press } from "#chat/message.ts";
import { message, sentence } from "#chat/plain.ts";
import type { Place } from "#chat/platform.ts";
import type { Held } from "#knowledge/held.ts";
import type { SmallTalk } from "../smallTalk.ts";
import { allThemes, themeButton } from "./answer.ts";

const inDanger = "If you or someone else is in danger now, call 999.";

/** What the bot is and what to type. */
export function helpCard(more: Line[], privacyUrl?: string): Message {
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
				{ name: "Prepare a team meeting", text: "seven-minute briefing on GPs" },
				...more,
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
export function welcomeCard(held: Held, where: Place["kind"], subscribe: Press): Message {
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
		{
			kind: "buttons",
			items: [
				...examples.map(({ id }) => themeButton(held, id)),
				allThemes,
				...(where === "channel" ? [subscribe] : []),
			],
		},
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
