import type { Db } from "#storage/open.ts";
import { trialSeminar } from "../talking/standing.ts";
import { figuresOf, smallest, smallestBase } from "./rounded.ts";

/** How many of those who were asked about a seminar have answered. */
export type ResponseRate = { seminar: string; title: string; asked: number; answered: number };

/** The response by seminar, the latest first. It tells how many, never who. */
export async function responseRates(db: Db, questionnaireId: string): Promise<ResponseRate[]> {
	return db.$queryRaw<ResponseRate[]>`
		SELECT i."seminarId" AS seminar, s."title", count(*)::int AS asked,
			(count(*) FILTER (WHERE i."state" = 'finished'))::int AS answered
		FROM "QuestionnaireInvitation" i JOIN "QuestionnaireSeminar" s ON s."id" = i."seminarId"
		WHERE i."questionnaireId" = ${questionnaireId} AND i."askedAt" IS NOT NULL AND i."seminarId" <> ${trialSeminar}
		GROUP BY i."seminarId", s."title", s."endedAt" ORDER BY s."endedAt" DESC, i."seminarId"`;
}

/** A response in words: rounded, and with neither those who answered nor those who did not told where they are few. */
export function rateInWords({ asked, answered }: Pick<ResponseRate, "asked" | "answered">): string {
	if (asked < smallest) return "fewer than 5 were asked";
	if (answered < smallest) return `fewer than 5 of ${asked} have answered`;
	if (asked - answered < smallest) return `fewer than 5 of ${asked} have not answered`;
	const [did, didNot] = figuresOf([answered, asked - answered]);
	const percent = asked < smallestBase ? "" : ` (${Math.round((100 * (did ?? 0)) / asked)}%)`;
	return `about ${did} of ${asked} have answered${percent}, about ${didNot} have not`;
}
