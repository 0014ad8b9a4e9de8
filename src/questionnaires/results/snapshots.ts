import type { QuestionnaireSnapshot } from "#generated/client.ts";
import type { Client, Db } from "#storage/open.ts";
import { takeTurn } from "../closing/turn.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { type Counts, countResponses } from "./counts.ts";
import { isWorthPublishing, type Published, publish, type Snapshot } from "./publish.ts";

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
	// All counts of one moment: of two, nothing would add up, now or ever after.
	const counts = await db.$transaction((tx) => countResponses(tx, questionnaire), {
		isolationLevel: "RepeatableRead",
	});
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
	await takeTurn(tx, questionnaire.id);
	const [last] = await tx.$queryRaw<(Results & { people: number })[]>`
		SELECT "number", "takenAt", "figures" AS "published", ("counts" #>> '{all,people}')::int AS "people"
		FROM "QuestionnaireSnapshot" WHERE "questionnaireId" = ${questionnaire.id} ORDER BY "number" DESC LIMIT 1`;
	if (!isWorthPublishing(last?.people ?? 0, counts))
		return last && { number: last.number, takenAt: last.takenAt, published: last.published };
	const earlier = await tx.questionnaireSnapshot.findMany({
		where: { questionnaireId: questionnaire.id },
		orderBy: { number: "asc" },
	});
	const number = earlier.length + 1;
	const published = publish(questionnaire, earlier.map(snapshotIn), counts);
	// As text: there may be thousands of groups in it.
	await tx.$executeRaw`
		INSERT INTO "QuestionnaireSnapshot" ("questionnaireId", "number", "takenAt", "counts", "figures")
		VALUES (${questionnaire.id}, ${number}, ${now}::timestamp, ${JSON.stringify(counts)}::jsonb,
			${JSON.stringify(published)}::jsonb)`;
	return { number, takenAt: now, published };
}

function snapshotIn({ counts, figures }: QuestionnaireSnapshot): Snapshot {
	return { counts: counts as Counts, published: figures as Published };
}
