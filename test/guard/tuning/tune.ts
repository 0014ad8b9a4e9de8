import { runTuning } from "../../meaning/tuning/tuning.ts";
import { labelOf } from "../examples.ts";

/** A text to tune the layers with, and how much it counts. */
export type ToTune = { text: string; kind: string; counts: number };

/**
 * Tunes the last layers of the weights to tell the guard's readings apart, in some 40 minutes on two cores, and
 * resolves with what `src/meaning/local/tunedForGuard.json` is to hold.
 */
export async function tune(texts: ToTune[]): Promise<string> {
	const file = "tuned.json";
	const found = await runTuning(
		new URL("tune.py", import.meta.url),
		(tokenise) =>
			texts.map(({ text, kind, counts }) => ({ pieces: tokenise(text), counts, label: labelOf(kind) })),
		[file],
	);
	return found[file];
}
