import type { Message } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { press } from "../coordinator/manageCard.ts";
import { titleOf } from "../text/lessonText.ts";
import { closing, questions } from "./briefingPage.ts";
import { correctionOf, type Shown, sourceOf } from "./lessonCard.ts";

/** A lesson on one page, to be read out and talked over in a team meeting. */
export function briefingCard(shown: Shown, printAt: string): Message {
	const { kind, text, corrected } = shown;
	return message([
		{ kind: "heading", text: `Seven-minute briefing: ${titleOf(kind, text)}` },
		...correctionOf(corrected),
		{
			kind: "facts",
			items: [
				{ name: "What happened, in general terms (1 minute)", text: text.happened },
				{ name: "The learning (2 minutes)", text: text.learning },
				{ name: "Talk over (3 minutes)", text: questions.map((each, at) => `${at + 1}. ${each}`).join("\n") },
				{ name: "What to do now (1 minute)", text: text.doNow },
			],
		},
		...sourceOf(text),
		{ kind: "prose", text: closing },
		{
			kind: "buttons",
			items: [{ label: "Page to print", url: printAt }, press("Briefed my team", "briefed", shown)],
		},
	]);
}
