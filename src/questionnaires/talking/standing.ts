import type { QuestionnaireInvitation } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import type { Progress } from "../conversation/progress.ts";
import type { Situation } from "../conversation/situation.ts";
import { type Edition, edition, takeDown } from "../script/shelf.ts";
import { type Draft, readDraft } from "./draft.ts";
import type { Secrets } from "./secrets.ts";

/** The seminar of those who try a questionnaire on themselves. */
export const trialSeminar = "trial";

/** An invitation, as far as the conversation on it goes by it. */
export type Invited = Pick<
	QuestionnaireInvitation,
	"id" | "questionnaireId" | "seminarId" | "commitment" | "closesAt" | "state"
>;

/** What the conversation on an invitation goes by, and how far it is. */
export type Standing = { situation: Situation; progress: Progress };

/** Where the conversation on an invitation stands: always in the newest version of its questionnaire. */
export async function standingOf(
	db: Db,
	{ id, questionnaireId, seminarId, commitment, closesAt, state }: Invited,
	{ secrets, now, mustNotKeep = () => false }: StandingParts,
): Promise<Standing> {
	const [found] = await db.$queryRaw<(Edition & Draft & { title: string | null })[]>`
		SELECT ${edition}, s."title", d."progress", d."sealed" FROM "Questionnaire" q
		LEFT JOIN "QuestionnaireSeminar" s ON s."id" = ${seminarId}
		LEFT JOIN "QuestionnaireDraft" d ON d."invitationId" = ${id}
		WHERE q."id" = ${questionnaireId} ORDER BY q."version" DESC LIMIT 1`;
	if (!found) throw new Error("an invitation to a questionnaire that is not held");
	const questionnaire = await takeDown(db, found);
	const progress = readDraft(found, id, secrets);
	const trial = seminarId === trialSeminar;
	return {
		situation: {
			...{ questionnaire, closesAt, now, mustNotKeep },
			invitation: id,
			seminar: found.title ?? "the seminar",
			...(commitment ? { commitment } : {}),
			...(trial ? { trial } : {}),
		},
		// Of an anonymous response that was sent nothing is left but that it was.
		progress: state === "finished" && questionnaire.mode === "anonymous" ? { ...progress, state } : progress,
	};
}

type StandingParts = {
	secrets: Secrets;
	now: Date;
	/** Only where something may be kept of what is said. */
	mustNotKeep?: (text: string) => boolean;
};
