import { roleIn } from "./roles.ts";
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
	if (wantsThemes(bare)) return { kind: "themes" };
	if (
		/^(?:ok(?:ay)?[, ]+|yes[, ]+|and )?(?:tell me more|more|more please|more pls|go on|anything (?:else|more)|what else|is there more|continue|next)(?: please| pls)?$/.test(
			bare,
		)
	)
		return { kind: "more" };
	const talk = smallTalk(said);
	if (talk) return { kind: "small talk", talk };
	return { kind: "question", parts: parts(said), followsUp: followsUp(bare) };
}

/** Whether all themes are asked for, and not those about something. */
function wantsThemes(bare: string): boolean {
	if (/^(?:the |all |all the |list )?(?:the )?(?:themes|topics|lessons|list)$/.test(bare)) return true;
	return (
		bare.split(" ").length <= 14 &&
		/\b(?:themes?|topics|subjects|headings|categories|findings|lessons?)\b/.test(bare) &&
		/\b(?:list|all|seven|7|what (?:are|r)|which (?:are|themes|topics)|main|rundown|overview|name|every|full|key)\b/.test(
			bare,
		) &&
		!aboutSomething.test(bare)
	);
}

const aboutSomething =
	/\b(?:about|regarding|around|on|re|for|to|in relation)\s+(?!(?:the |these )?(?:dhrs?|reviews?|papers?|reports?|domestic homicides?|them|it|offer|here|this|you|me|us|my team)\b)/;

const numbered = /(?:^|\s)(?:\(?[1-3a-c][).:]|(?:first|second|third)(?:ly)?[,:])\s+/i;
const asks =
	/^(?:and |also |plus |then |ok |so )*(?:what|whats|wot|who|whos|where|when|whens|why|how|which|do|does|did|is|are|was|were|can|could|should|shd|will|would|any|anything|need|tell me|explain|give me)\b/i;

/** The questions in a message: two or three where it plainly holds as many, else one. */
function parts(said: string): string[] {
	const byNumber = said.split(new RegExp(numbered, "gi")).map(trimmed).filter(hasContent);
	if (/(?:^|\s)\(?(?:[1a][).:]|first(?:ly)?[,:])\s/i.test(said) && byNumber.length >= 2)
		return byNumber.slice(-3);
	const sentences = said
		.split(
			/(?<=[?!.;])\s+|\s*[,;]?\s+(?:and also|also|plus|and secondly|and separately)[,:]?\s+|\s*[,;]?\s+(?:and|&)\s+(?=(?:what|who|where|when|how|which|is there|are there|any)\b)/iu,
		)
		.map(trimmed)
		.filter(hasContent);
	return sentences.filter((part) => asks.test(part)).length >= 2 ? merged(sentences).slice(0, 3) : [said];
}

/** What asks nothing of its own goes with what stands before it, or after it at the start. */
function merged(sentences: string[]): string[] {
	const questions: string[] = [];
	let before = "";
	for (const part of sentences) {
		if (asks.test(part)) questions.push(before + part);
		else if (questions.length > 0) questions.push(`${questions.pop()} ${part}`);
		before = questions.length > 0 ? "" : `${before}${part} `;
	}
	return questions;
}

function trimmed(part: string): string {
	return part.replace(/^[\s,;:.)-]+|[\s,;:(-]+$/g, "").replace(/^(?:and|also|plus)\s+/i, "");
}

/** "2 things" and "hi" are no questions of their own. */
function hasContent(part: string): boolean {
	return (
		part.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length >= 2 &&
		!/^(?:hi|hello|hey|thanks|two|2|three|3|couple|quick)\b.{0,24}$/i.test(part)
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
		(words <= 4 && /^(?:for|with|in|on|re)\b/.test(bare) && roleIn(bare) !== undefined)
	);
}
