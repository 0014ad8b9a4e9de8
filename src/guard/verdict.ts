import type { Likelihood, Scorer } from "./score.ts";
import { type Seen, signsIn } from "./signs.ts";

/** What a message may be that must not pass. */
export type Verdict = "disclosure" | "injection" | "identify";

/** By how much, as a logarithm, each reading must outweigh that of a message which may pass. Found by leaving authors out. */
const limits: Record<Verdict, number> = { disclosure: 0.25, identify: 0, injection: 0 };

/** How much more is asked of one sentence of several. */
const alone = 2.5;

/** What a message as a whole, or else one sentence of it, is; nothing where it may pass. */
export function verdict(sentences: string[], seen: Seen[], score: Scorer): Verdict | undefined {
	const met = new Map<string, string[]>();
	const whole = decide(score(sentences, seen, met), 0);
	if (whole === "disclosure" || sentences.length < 2) return whole;
	// Sentence by sentence, so that a quiet one in a long question is heard.
	const parts = sentences.map((sentence) => decide(score([sentence], signsIn([sentence], seen), met), alone));
	return parts.includes("disclosure") ? "disclosure" : (whole ?? parts.find((part) => part !== undefined));
}

/** The likeliest of what outweighs passing by enough. */
function decide(likely: Likelihood, more: number): Verdict | undefined {
	const passing = Math.log(likely.ordinary + likely.chitchat + 1e-6);
	const [first] = (["disclosure", "injection", "identify"] as const)
		.map((kind) => ({ kind, over: Math.log(likely[kind] + 1e-6) - passing - limits[kind] - more }))
		.filter(({ over }) => over > 0)
		.sort((one, other) => other.over - one.over);
	return first?.kind;
}
