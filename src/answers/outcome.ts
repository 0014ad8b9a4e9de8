import { createHash } from "node:crypto";
import type { Db } from "#storage/open.ts";

/** How a message was met, without a word of it. */
export type Outcome =
	| "answer"
	| "closest"
	| "not held"
	| "glossary"
	| "themes"
	| "theme"
	| "passage"
	| "help"
	| "small talk";

/** The start of the hour: as fine as times are kept. */
function hourOf(now: Date): Date {
	const hour = new Date(now);
	hour.setUTCMinutes(0, 0, 0);
	return hour;
}

/** Counts that something was asked and how it was met. */
export async function keepOutcome(tx: Db, outcome: Outcome, themes: string[], now: Date): Promise<void> {
	await tx.questionOutcome.create({ data: { hour: hourOf(now), outcome, themes } });
}

/** Keeps whether an answer helped. The same person's second view of the same passages replaces the first. */
export async function keepFeedback(
	tx: Db,
	feedback: { person: string; place: string; passages: string[]; helpful: boolean },
	now: Date,
): Promise<void> {
	const { person, place, passages, helpful } = feedback;
	const id = createHash("sha256")
		.update(JSON.stringify([person, place, passages]))
		.digest("hex");
	const row = { hour: hourOf(now), passages, helpful };
	await tx.answerFeedback.upsert({ where: { id }, create: { id, ...row }, update: row });
}
