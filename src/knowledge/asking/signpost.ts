import type { Held, Signpost } from "../held.ts";
import { nearnessOf } from "../search/nearness.ts";
import { read } from "./question.ts";

const near = 0.3;

/** Who would know, for a question that is not answered; undefined where no signpost comes near it. */
export function signpostFor(held: Held, question: string): Signpost | undefined {
	const nearness = nearnessOf(held.index, read(held, question).units);
	let best: { signpost: Signpost; score: number } | undefined;
	for (const signpost of held.signposts) {
		const score = nearness(held.signs.get(signpost.id) ?? []);
		if (score > (best?.score ?? near)) best = { signpost, score };
	}
	return best?.signpost;
}
