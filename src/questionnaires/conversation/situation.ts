import type { Questionnaire } from "../script/questionnaire.ts";

/** What the conversation goes by, beside the progress and the reply. */
export type Situation = {
	questionnaire: Questionnaire;
	/** Id of the invitation: on every button, so that a press is never taken for another's. */
	invitation: string;
	/** The title of the seminar that it follows. */
	seminar: string;
	/** What the person said at the seminar that they would do, in their own words. */
	commitment?: string;
	closesAt: Date;
	/** Somebody tries it on themselves: nothing counts. */
	trial?: boolean;
	now: Date;
	/** Whether a text must not be kept, because of what it may tell about somebody. */
	mustNotKeep(text: string): boolean;
};
