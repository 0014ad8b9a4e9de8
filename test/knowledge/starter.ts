import { join } from "node:path";
import type { Held } from "#knowledge/held.ts";
import { hold } from "#knowledge/hold.ts";
import { readPack } from "#knowledge/pack.ts";
import { calibrate, type Labelled } from "#knowledge/search/calibrate.ts";

/** The starter pack as it would be held once published, and the labelled questions. No database. */
export async function readStarter(): Promise<{ held: Held; labelled: Labelled[] }> {
	const found = await readPack(join(import.meta.dirname, "../../prisma/content"));
	if ("problems" in found) throw new Error(found.problems.join("\n"));
	const { documents, labelled, ...rest } = found.pack;
	const content = {
		...rest,
		version: 1,
		documents: documents.map(({ passages: _, ...document }) => document),
		passages: documents.flatMap(({ id, passages }) =>
			passages.map((passage, position) => ({ ...passage, documentId: id, position })),
		),
		calibration: null,
	};
	const held = hold(content);
	return { held: { ...held, calibration: calibrate(held, labelled) }, labelled };
}
