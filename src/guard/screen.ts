import { type Disclosure, disclosureIn } from "./disclosure/about.ts";
import { normalise, undisguise } from "./normalise.ts";
import { hasDetails } from "./personal-data.ts";
import { evidence, type Likelihood, score } from "./score.ts";
import { type Group, type Seen, signsIn } from "./signs.ts";
import { themeMisstated } from "./themes.ts";

/** What the guard sees in a message. It carries nothing of the message itself. */
export type Screened =
	| Disclosure
	| { kind: "identify"; concern: "identify"; of: "people" | "respondents" }
	| { kind: "injection"; concern: "injection"; theme?: string }
	| { kind: "personal-data"; concern: "personal-data" };

/**
 * What the guard sees in a message, or nothing where the message may pass. A disclosure wins over
 * all else. Reads both ends of a very long message.
 */
export function screen(text: string): Screened | undefined {
	const sentences = normalise(text);
	const seen = signsIn(sentences);
	switch (verdict(sentences, seen)) {
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
			return hasDetails(undisguise(text)) ? { kind: "personal-data", concern: "personal-data" } : undefined;
	}
}

type Verdict = "disclosure" | "injection" | "identify";

/** What the message as a whole, or else one sentence of it, is. */
function verdict(sentences: string[], seen: Seen[]): Verdict | undefined {
	const whole = decide(score(evidence(sentences, seen)), seen);
	if (whole === "disclosure" || sentences.length < 2) return whole;
	// Sentence by sentence, so that a quiet one in a long question is heard.
	const parts = sentences.map((sentence) => {
		const part = [sentence];
		const signs = signsIn(part);
		return decide(score(evidence(part, signs)), signs, { unsigned: 0.1, signed: 0.4 });
	});
	return parts.includes("disclosure") ? "disclosure" : (whole ?? parts.find((part) => part !== undefined));
}

const disclosing: Group[] = ["self", "other", "suicide", "ownBehaviour"];

/** A written sign is believed unless the rest of the message speaks strongly for a question; without one, the message must look unlike a question. */
function decide(
	likely: Likelihood,
	seen: Seen[],
	limits = { unsigned: 0.3, signed: 0.95 },
): Verdict | undefined {
	const shows = (...groups: Group[]) => seen.some(({ group }) => groups.includes(group));
	const limit = (signed: boolean) => (signed ? limits.signed : limits.unsigned);
	const ranked = (["disclosure", "injection", "identify"] as const)
		.filter((kind) => likely.ordinary < limit(kind === "disclosure" ? shows(...disclosing) : shows(kind)))
		.sort((one, other) => likely[other] - likely[one]);
	return ranked[0];
}

function aboutRespondents(sentences: string[], seen: Seen[]): boolean {
	const words =
		/ (?:questionnaires?|surveys?|feedback|answers?|answered|responses?|respondents?|comments?|delegates?|seminars?|asked|booked|scores?) /;
	return (
		seen.some(({ name }) => name === "asks about respondents") ||
		sentences.some((sentence) => words.test(sentence))
	);
}
