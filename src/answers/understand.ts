import { asksForThemes } from "#knowledge/asking/overview.ts";
import { partsOf } from "#knowledge/asking/parts.ts";
import { rolesIn } from "#knowledge/words/roles.ts";
import { type SmallTalk, smallTalk } from "./smallTalk.ts";

/** What a message asks of the bot. */
export type Ask =
	| { kind: "small talk"; talk: SmallTalk }
	| { kind: "help" }
	/** All of the main themes, or of the newer ones. */
	| { kind: "themes"; newer: boolean }
	/** What becomes of what people write. */
	| { kind: "privacy" }
	/** A seven-minute briefing on a theme, in the words that name it; on what was last spoken of where there are none. */
	| { kind: "briefing"; on: string }
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
	if (/^(?:the )?newer (?:themes|topics)$/.test(bare)) return { kind: "themes", newer: true };
	if (asksForThemes(said)) return { kind: "themes", newer: false };
	const briefing = briefingAskedFor.exec(bare);
	if (briefing) return { kind: "briefing", on: briefing[1] ?? "" };
	if (asksForPrivacy(bare)) return { kind: "privacy" };
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

const briefingAskedFor =
	/^(?:(?:can|could) (?:i|we|you) (?:have|get|make|give (?:me|us))|(?:please )?(?:give|make|show|send) (?:me|us)|i (?:need|want)|we (?:need|want))?\s*(?:an?|the|your)?\s*(?:(?:seven|7)[- ]?(?:minute|min)s? )?(?:team )?briefing(?: (?:on|about|for|re) (?:the )?(.+?))?(?: please| pls)?$/;

const itself = "(?:you|u|this|the bot|this bot|it)";
const keeps = String.raw`\b(?:do|does|did|will|can|are|is) ${itself} (?:stor(?:e|ed|ing)|keep(?:ing)?|sav(?:e|ing)|record(?:ing)?|log(?:ging)?|remember|track(?:ing)?)`;
/** What of a chat can be kept; agencies record and keep much else. */
const ofTheChat = String.raw`(?:what|who|anything|everything|all) (?:i|we|(?:people|users|staff|anyone|everyone) (?:asks?|asked|types?|typed|writes?|wrote))\b|(?:my|our|this|these) (?:chats?|conversations?|messages?|questions?|answers?|searches|history|names?|data|details)\b`;
const smallWords =
	"any|all|some|an?|the|of|this|that|these|it|me|us|my|our|logs?|records?|notes?|track|history|names?|data|details|info|information|personal|chats?|conversations?|messages?|questions?|searches|anything|everything|stuff|anywhere|somewhere|here|about|on|for|long|later|too|secret|private";
const asksIfKept = new RegExp(
	[
		String.raw`(?<!\bhow )${keeps}(?: (?:${smallWords}))*(?:\W*$|[.?!,;])`,
		`${keeps} (?:(?:${smallWords}) )*(?:${ofTheChat})`,
		String.raw`\b(?:do|does|did|will|can) ${itself} remember (?:me|us)\b`,
		String.raw`\bwhat (?:do|does) ${itself} (?:(?:know|hold) (?:about|on) (?:me|us)\b|hold\W*$)`,
	].join("|"),
);

/** Whether a message asks what the bot keeps of it. */
function asksForPrivacy(bare: string): boolean {
	return (
		/^(?:your )?(?:privacy|privacy (?:notice|policy)|data protection notice)$/.test(bare) ||
		asksIfKept.test(bare) ||
		(/\b(?:who (?:can|will|gets to) (?:see|read)|how (?:do|can) i delete|is it private|is this (?:private|confidential|anonymous|recorded|monitored))\b.{0,40}$/.test(
			bare,
		) &&
			/\b(?:i|me|my|this|it|here|chat|messages?|questions?|wrote|write|type|ask)\b/.test(bare) &&
			bare.split(" ").length <= 14)
	);
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
