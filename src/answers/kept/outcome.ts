import type { Sector } from "#chat/caller.ts";
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
	| "briefing"
	| "help"
	| "small talk";

/** The start of the hour: as fine as times are kept. */
function hourOf(now: Date): Date {
	const hour = new Date(now);
	hour.setUTCMinutes(0, 0, 0);
	return hour;
}

/** Counts that something was asked, by what kind of agency, and how it was met. */
export async function keepOutcome(
	tx: Db,
	met: { outcome: Outcome; themes: string[]; sector: Sector },
	now: Date,
): Promise<void> {
	await tx.questionOutcome.create({ data: { hour: hourOf(now), ...met } });
}

/** Keeps whether an answer helped. The same person's second view of the same passages replaces the first. */
export async function keepFeedback(
	tx: Db,
	feedback: {
		person: string;
		place: string;
		passages: string[];
		themes: string[];
		sector: Sector;
		helpful: boolean;
	},
	keyed: (text: string) => string,
	now: Date,
): Promise<void> {
	const { person, place, ...view } = feedback;
	const id = keyed(JSON.stringify(["feedback", person, place, view.passages]));
	const row = { hour: hourOf(now), ...view };
	await tx.answerFeedback.upsert({ where: { id }, create: { id, ...row }, update: row });
}
