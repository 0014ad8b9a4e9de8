import type { Meant } from "#guard/opinion.ts";
import { classes } from "#guard/score.ts";
import type { NetWeights } from "#meaning/net.ts";
import type { Embedded } from "../meaning/embedded.ts";
import { learnNets } from "../meaning/learnNet.ts";
import { labelOf } from "./examples.ts";

/** How much the meaning counts beside the words, and the limits for both together: see docs/decisions/007. */
export const together: Pick<Meant, "heard" | "limits"> = {
	heard: 0.3,
	limits: { disclosure: 0, identify: -0.5, injection: 0.25 },
};

const recipe = { classes: classes.length, units: 32, rounds: 10, nets: 2 };

/** Learns what a message is by what it means, from labelled messages and from some beside them that count for less. */
export function learnOpinions(
	examples: { text: string; kind: string }[],
	beside: { text: string; kind: string }[],
	embedded: Embedded,
): NetWeights[] {
	const shown = (some: { text: string; kind: string }[], counts: number) =>
		some.flatMap(({ text, kind }) => {
			const embedding = embedded.of.get(text);
			return embedding ? [{ vector: embedding.vector, label: labelOf(kind), counts }] : [];
		});
	return learnNets([...shown(examples, 1), ...shown(beside, 0.4)], recipe);
}
