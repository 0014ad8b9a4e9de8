import type { Prisma } from "#generated/client.ts";
import type { Client, Db } from "#storage/open.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { type Counts, countResponses } from "./counts.ts";
import { isWorthPublishing, type Published, publish } from "./publish.ts";

/** Numbered results, as they may be shown. */
export type Results = { number: number; takenAt: Date; published: Published };

/**
 * The newest results. Takes a new snapshot where at least five new responses are in since the last; until
 * then whoever asks is given the same numbers.
 */
export async function newestResults(
	db: Client,
	questionnaire: Questionnaire,
	now: Date,
): Promise<Results | undefined> {
	const counts = await countResponses(db, questionnaire);
	return db.$transaction((tx) => takeSnapshot(tx, questionnaire, counts, now));
}

/** The results with this number. */
export async function resultsNumbered(
	db: Db,
	questionnaireId: string,
	number: number,
): Promise<Results | undefined> {
	const row = await db.questionnaireSnapshot.findUnique({
		where: { questionnaireId_number: { questionnaireId, number } },
	});
	return row ? { number, takenAt: row.takenAt, published: row.figures as Published } : undefined;
}

async function takeSnapshot(
	tx: Db,
	questionnaire: Questionnaire,
	counts: Counts,
	now: Date,
): Promise<Results | undefined> {
	// One at a time, so that each is judged against all before it.
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`questionnaire ${questionnaire.id}`}))`;
	const rows = await tx.questionnaireSnapshot.findMany({
		where: { questionnaireId: questionnaire.id },
		orderBy: { number: "asc" },
	});
	const history = rows.map(({ counts: then, figures }) => ({
		counts: then as Counts,
		published: figures as Published,
	}));
	const last = rows.at(-1);
	if (!isWorthPublishing(history, counts))
		return last && { number: last.number, takenAt: last.takenAt, published: last.figures as Published };
	const number = rows.length + 1;
	const published = publish(questionnaire, history, counts);
	await tx.questionnaireSnapshot.create({
		data: {
			...{ questionnaireId: questionnaire.id, number, takenAt: now },
			counts: counts as Prisma.InputJsonObject,
			figures: published as unknown as Prisma.InputJsonObject,
		},
	});
	return { number, takenAt: now, published };
}
