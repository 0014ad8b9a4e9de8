import { screen } from "#guard/screen.ts";
import type { Content } from "#knowledge/held.ts";
import { readPack } from "#knowledge/pack.ts";
import { contentFolder } from "../../../assemble.ts";

/** The starter pack as it would be held, and the labelled questions of it that the guard lets through. */
export async function readStarter(): Promise<{ content: Content; questions: string[] }> {
	const found = await readPack(contentFolder);
	if ("problems" in found) throw new Error(found.problems.join("\n"));
	const { documents, labelled, themes, glossary, helplines, signposts } = found.pack;
	const content: Content = {
		...{ version: 1, themes, glossary, helplines, signposts, calibration: null },
		documents: documents.map(({ passages: _, ...document }) => document),
		passages: documents.flatMap(({ id, passages }) =>
			passages.map((passage, position) => ({ ...passage, documentId: id, position })),
		),
	};
	const questions = labelled.map(({ question }) => question).filter((question) => !screen(question));
	return { content, questions };
}
