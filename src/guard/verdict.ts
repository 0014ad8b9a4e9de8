import { logShares } from "#meaning/net.ts";
import type { Opinion } from "./opinion.ts";
import { classes, type Likelihood, type Limits, type Scorer } from "./score.ts";
import { type Seen, signsIn } from "./signs.ts";

/** What a message may be that must not pass. */
export type Verdict = keyof Limits;

/** For words alone. Found by leaving authors out. */
const limits: Limits = { disclosure: 0.25, identify: 0, injection: 0 };

/** How much more is asked of one sentence of several. */
const alone = 2.5;

/** By how much words alone must show a disclosure so that no opinion overrules it. */
const plainly: Limits = { ...limits, disclosure: 1.5 };

/** Whether words alone show plainly that a message discloses something. */
export function plainlyDiscloses(sentences: string[], seen: Seen[], score: Scorer): boolean {
	return decide(score(sentences, seen), plainly) === "disclosure";
}

/**
 * What a message as a whole, or else one sentence of it, is; nothing where it may pass. A disclosure that
 * words alone show plainly stays one, whatever the opinion on the whole message is.
 */
export function verdict(
	sentences: string[],
	seen: Seen[],
	score: Scorer,
	opinion?: Opinion,
): Verdict | undefined {
	const met = new Map<string, string[]>();
	const read = score(sentences, seen, met);
	if (decide(read, plainly) === "disclosure") return "disclosure";
	const whole = opinion ? decide(together(read, opinion), opinion.limits) : decide(read, limits);
	if (whole === "disclosure" || sentences.length < 2) return whole;
	// Sentence by sentence, so that a quiet one in a long question is heard.
	const parts = sentences.map((sentence) =>
		decide(score([sentence], signsIn([sentence], seen), met), limits, alone),
	);
	return parts.includes("disclosure") ? "disclosure" : (whole ?? parts.find((part) => part !== undefined));
}

/** What the words tell and what the meaning tells, as one. */
function together(read: Likelihood, { logs, heard }: Opinion): Likelihood {
	const sums = Float64Array.from(
		classes,
		(name, at) => Math.log(read[name] + 1e-6) + heard * (logs[at] ?? 0),
	);
	const [ordinary = 0, disclosure = 0, identify = 0, injection = 0, chitchat = 0] = logShares(sums).map(
		Math.exp,
	);
	return { ordinary, disclosure, identify, injection, chitchat };
}

/** The likeliest of what outweighs passing by enough. */
function decide(likely: Likelihood, limits: Limits, more = 0): Verdict | undefined {
	const passing = Math.log(likely.ordinary + likely.chitchat + 1e-6);
	const [first] = (["disclosure", "injection", "identify"] as const)
		.map((kind) => ({ kind, over: Math.log(likely[kind] + 1e-6) - passing - limits[kind] - more }))
		.filter(({ over }) => over > 0)
		.sort((one, other) => other.over - one.over);
	return first?.kind;
}
