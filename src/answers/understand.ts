import { asksForThemes } from "#knowledge/overview.ts";
import { partsOf } from "#knowledge/parts.ts";
import { rolesIn } from "#knowledge/roles.ts";
import { type SmallTalk, smallTalk } from "./smallTalk.ts";

/** What a message asks of the bot. */
export type Ask =
	| { kind: "small talk"; talk: SmallTalk }
	| { kind: "help" }
	| { kind: "themes" }
	/** To go on with what was last spoken of. */
	| { kind: "more" }
	/** One question, or two that came in one message. */
	| { kind: "question"; parts: string[]; followsUp: boolean };

/** Reads what a message asks, by the message alone. */
export function understand(text: string): Ask {
	const said = text.normalize("NFKC").replace(/\s+/g, " ").trim();
	const bare = said
		.toLowerCase()
		.replace(/[’‘]/g, "'")
		.replace(/[?!.,…]+$/u, "")
		.trim();
	if (
		/^(|help|menu|start|commands?|options|what can (you|u) do|how does this work|how do i use (this|you))$/.test(
			bare,
		)
	)
		return { kind: "help" };
	if (asksForThemes(said)) return { kind: "themes" };
	if (
		/^(?:ok(?:ay)?[, ]+|yes[, ]+|and )?(?:tell me more|more|more please|more pls|go on|anything (?:else|more)|what else|is there more|continue|next)(?: please| pls)?$/.test(
			bare,
		)
	)
		return { kind: "more" };
	const talk = smallTalk(said);
	if (talk) return { kind: "small talk", talk };
	return { kind: "question", parts: partsOf(said), followsUp: followsUp(bare) };
}

/** Whether a message leans on what was said before it: "and for midwives?", "same but for probation". */
function followsUp(bare: string): boolean {
	const words = bare.split(" ").length;
	if (words > 14) return false;
	return (
		/^(?:ok(?:ay)?|right|yeah|yes|cool|great|thanks|ta|hmm|oh|sure)?[,. ]*(?:and|but|so|or)\b/.test(bare) ||
		/^(?:ok(?:ay)?[,. ]*)?(?:what|how) about\b/.test(bare) ||
		/\b(?:same|this|that) (?:q|question|thing|but|again|one)\b/.test(bare) ||
		/^(?:same|ditto|more|tell me more|go on|anything (?:else|more)|why|why is that|how come|who|when|where|how so|in what way|such as|like what|for example|meaning)\b(?!.* (?:review|dhr|lesson))/.test(
			bare,
		) ||
		(words <= 8 &&
			/\b(?:they|them|it|that|those|these|this)\b/.test(bare) &&
			!/\b(?:dhrs?|reviews?|papers?|reports?)\b/.test(bare)) ||
		(words <= 4 && /^(?:for|with|in|on|re)\b/.test(bare) && rolesIn(bare).length > 0)
	);
}
