import type { Embedding } from "#meaning/meaning.ts";
import { type Disclosure, disclosureIn } from "./disclosure/about.ts";
import { normalise, undisguise } from "./normalise.ts";
import { type Opinion, opinionOn } from "./opinion.ts";
import { hasDetails } from "./personalData.ts";
import { sign } from "./phrase.ts";
import { createScorer, type Weights } from "./score.ts";
import { type Seen, signsIn } from "./signs.ts";
import { soundsLike } from "./smallTalk.ts";
import { themeMisstated } from "./themes.ts";
import { isUnread } from "./unread.ts";
import { plainlyDiscloses, verdict } from "./verdict.ts";
import weights from "./weights.json" with { type: "json" };
import { windows } from "./windows.ts";

const score = createScorer(weights as Weights);

/** What the guard sees in a message. It carries nothing of the message itself. */
export type Screened =
	| Disclosure
	| { kind: "identify"; concern: "identify"; of: "people" | "respondents" }
	| { kind: "injection"; concern: "injection"; theme?: string }
	| { kind: "personal-data"; concern: "personal-data" }
	/** Written in a script that the guard cannot read. */
	| { kind: "unread"; concern: "unread" };

/**
 * What the guard sees in a message, or nothing where the message may pass. A disclosure wins over
 * all else. Of a message longer than 40,000 characters that much and the end is read. What the message
 * means, where that is known, is a second opinion on its beginning.
 */
export function screen(text: string, embedding?: Embedding): Screened | undefined {
	let first: Screened | undefined;
	let opinion = opinionOn(embedding);
	for (const part of windows(text)) {
		const seen = screenPart(part, opinion);
		opinion = undefined;
		if (seen?.kind === "disclosure") return seen;
		first ??= seen;
	}
	return first;
}

/**
 * What the guard sees in a message, with a second opinion by `read`. A disclosure that words alone show
 * plainly does not wait for that.
 */
export async function screenWith(
	text: string,
	read: (text: string) => Promise<Embedding | undefined>,
): Promise<Screened | undefined> {
	const seen = screen(text);
	if (seen?.kind === "unread" || (seen?.kind === "disclosure" && isPlain(text))) return seen;
	const embedding = await read(text);
	return embedding ? screen(text, embedding) : seen;
}

/** Whether words alone show plainly, in any part of a text, that it discloses something. */
function isPlain(text: string): boolean {
	return [...windows(text)].some((part) => {
		const sentences = normalise(part);
		return plainlyDiscloses(sentences, signsIn(sentences), score);
	});
}

/** Whether a message that may pass is small talk, by what was learnt from many, and no question. */
export function soundsLikeSmallTalk(text: string): boolean {
	return text.length < 1000 && soundsLike(normalise(text), score) && screen(text) === undefined;
}

function screenPart(text: string, opinion: Opinion | undefined): Screened | undefined {
	if (isUnread(text)) return { kind: "unread", concern: "unread" };
	const sentences = normalise(text);
	const seen = signsIn(sentences);
	const details = hasDetails(undisguise(text));
	const whole = verdict(sentences, seen, score, opinion);
	switch (details && tellsOfHarm(sentences) ? "disclosure" : whole) {
		case "disclosure":
			return disclosureIn(sentences, seen);
		case "injection":
			return { kind: "injection", concern: "injection", ...themeMisstated(sentences) };
		case "identify":
			return {
				kind: "identify",
				concern: "identify",
				of: aboutRespondents(sentences, seen) ? "respondents" : "people",
			};
		default:
			return details ? { kind: "personal-data", concern: "personal-data" } : undefined;
	}
}

/** Whether sentences that hold somebody's details tell of harm to a real person. A kind of abuse only named tells of none. */
function tellsOfHarm(sentences: string[]): boolean {
	return sentences.some((sentence) => harm(sentence.replace(kindsOfAbuse, "")));
}

const kindsOfAbuse =
	/(?<!(?:suffer\w*|experienc\w*|disclos\w*|report\w*|flee\w*|fled|escap\w*|(?:victim|survivor|history) of)) (?:domestic|honour based|economic|financial|elder|tech|facilitated|substance|alcohol|drugs?) abuse(?= )/g;

const harm = sign(
	"<hurt>|<kill>|<threaten>|<afraid>|<wound>|strangled|raped|abused|abusing|abuses|suicidal|overdosed|overdose|kill_myself|harmed|harming|missing|stalked|stalking|violent",
	"sign|hits|hit the? button|target",
);

function aboutRespondents(sentences: string[], seen: Seen[]): boolean {
	const words =
		/ (?:questionnaires?|surveys?|feedback|answers?|answered|responses?|respondents?|comments?|delegates?|seminars?|asked|booked|scores?) /;
	return (
		seen.some(({ name }) => name === "asks about respondents") ||
		sentences.some((sentence) => words.test(sentence))
	);
}
