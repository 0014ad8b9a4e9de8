import type { Scorer } from "./score.ts";
import { signsIn } from "./signs.ts";

/** Whether plain sentences are likelier small talk than a question. */
export function soundsLike(sentences: string[], score: Scorer): boolean {
	if (sentences.length === 0) return false;
	const { ordinary, chitchat } = score(sentences, signsIn(sentences));
	return chitchat > 0.6 * ordinary;
}
