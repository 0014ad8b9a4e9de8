import { keepMeasured } from "#cli/inMemory.ts";
import { createMeaning } from "#meaning/createMeaning.ts";
import type { Embedding } from "#meaning/meaning.ts";
import { environment, readConfig } from "../../src/config.ts";

/** What texts mean, by the texts. */
export type Embedded = { model: string; of: ReadonlyMap<string, Embedding> };

const atOnce = 64;

/**
 * What texts mean, by the weights that the settings name; nothing where they ask for words alone. Each text is
 * computed once on a machine and kept among its temporary files: some minutes for all labelled messages.
 */
export async function embedded(texts: Iterable<string>): Promise<Embedded | undefined> {
	const log = { info() {}, warn() {}, error() {} };
	const meaning = createMeaning({ ...readConfig(environment()).meaning, keepIn: keepMeasured }, log);
	if (!meaning) return undefined;
	const of = new Map<string, Embedding>();
	const left = [...new Set(texts)];
	for (let some = left.splice(0, atOnce); some.length > 0; some = left.splice(0, atOnce)) {
		const embeddings = await meaning.embed(some);
		for (const [at, embedding] of embeddings.entries()) of.set(some[at] ?? "", embedding);
		if (left.length % 2048 < atOnce) process.stderr.write(`${left.length} texts are left to read\n`);
	}
	await meaning.stop();
	return { model: meaning.name, of };
}
