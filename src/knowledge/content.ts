import { z } from "zod";
import type { Db } from "#storage/open.ts";
import { calibrationShape, type Figures } from "./bands/calibration.ts";
import type { Content } from "./held.ts";
import type { Labelled } from "./search/calibrate.ts";

/** Reads all that is held and not withdrawn. To be a whole, it takes one snapshot or a locked version. */
export async function readContent(db: Db): Promise<Content> {
	const state = await db.knowledgeState.findUnique({ where: { id: 1 } });
	const documents = await db.document.findMany({ where: { withdrawn: false }, orderBy: { id: "asc" } });
	const passages = await db.passage.findMany({
		where: { document: { withdrawn: false } },
		orderBy: { id: "asc" },
	});
	const calibration = calibrationShape.safeParse(state?.calibration);
	return {
		version: state?.version ?? 0,
		documents,
		passages,
		themes: await db.theme.findMany({ orderBy: { position: "asc" } }),
		glossary: await db.glossaryTerm.findMany({ orderBy: { term: "asc" } }),
		helplines: await db.helpline.findMany({ orderBy: { position: "asc" } }),
		signposts: await db.signpost.findMany({ orderBy: { id: "asc" } }),
		calibration: calibration.success ? calibration.data : null,
	};
}

/** How the labelled questions do with the version held; null where there are none. */
export async function readFigures(db: Db): Promise<Figures | null> {
	const state = await db.knowledgeState.findUnique({ where: { id: 1 }, select: { calibration: true } });
	const calibration = calibrationShape.safeParse(state?.calibration);
	return calibration.success ? calibration.data.figures : null;
}

/** The version held, and the one that its bands were drawn for. */
export async function readDrawnFor(db: Db): Promise<{ version: number; drawnFor: number }> {
	const state = await db.knowledgeState.findUnique({ where: { id: 1 } });
	const drawn = z.looseObject({ drawnFor: z.number() }).safeParse(state?.calibration);
	return { version: state?.version ?? 0, drawnFor: drawn.data?.drawnFor ?? 0 };
}

/** The labelled questions that bands are drawn by. */
export async function readLabelled(db: Db): Promise<Labelled[]> {
	return db.labelledQuestion.findMany({ orderBy: { id: "asc" } });
}
