import type { QuestionnaireInvitation } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import type { Situation } from "../conversation/situation.ts";
import { newest } from "../script/shelf.ts";

/** The seminar of those who try a questionnaire on themselves. */
export const trialSeminar = "trial";

/** What the conversation on an invitation goes by: always the newest version of its questionnaire. */
export async function situationOf(
	db: Db,
	invitation: QuestionnaireInvitation,
	mustNotKeep: (text: string) => boolean,
	now: Date,
): Promise<Situation> {
	const questionnaire = await newest(db, invitation.questionnaireId);
	if (!questionnaire) throw new Error("an invitation to a questionnaire that is not held");
	const trial = invitation.seminarId === trialSeminar;
	const seminar = trial
		? undefined
		: await db.questionnaireSeminar.findUnique({ where: { id: invitation.seminarId } });
	return {
		questionnaire,
		invitation: invitation.id,
		seminar: seminar?.title ?? "the seminar",
		...(invitation.commitment ? { commitment: invitation.commitment } : {}),
		closesAt: invitation.closesAt,
		...(trial ? { trial } : {}),
		now,
		mustNotKeep,
	};
}
