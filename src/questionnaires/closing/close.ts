import { dropOldVersions, forget } from "#delivery/forget.ts";
import type { QuestionnaireInvitation } from "#generated/client.ts";
import type { Client, Db } from "#storage/open.ts";
import { keysOf } from "../asking/keys.ts";
import { type Answers, answersThatCount, type Progress } from "../conversation/progress.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import { newest } from "../script/shelf.ts";
import type { Secrets } from "../talking/secrets.ts";
import { trialSeminar } from "../talking/standing.ts";
import { fewest, type Loose, releaseRest, writeResponses } from "./release.ts";
import { takeTurn } from "./turn.ts";

type Of = { questionnaireId: string; seminarId: string };

/** The tables whose rows tell who answered what until they close. */
const keptWithPeople = ["QuestionnaireDraft", "QuestionnaireInvitation", "QuestionnaireSealed"];

/** What a press was answered with is remembered for a day, for repeats: until then it would tell an answer. */
const rememberedMs = 24 * 60 * 60 * 1000;

/**
 * Closes what is to be closed by now, a seminar at a time and only a day after its last invitation was over:
 * confidential answers are parted from who gave them, anonymous ones that wait are released, and all else
 * that was kept with people is destroyed.
 */
export async function closeWhatIsDue(db: Client, secrets: Secrets, now: Date): Promise<void> {
	const seminars = await db.questionnaireInvitation.groupBy({
		by: ["questionnaireId", "seminarId"],
		where: { closedAt: null },
		_max: { closesAt: true },
	});
	const over = now.getTime() - rememberedMs;
	const due = seminars.filter(({ _max }) => _max.closesAt && _max.closesAt.getTime() <= over);
	for (const { questionnaireId, seminarId } of due) {
		const of = { questionnaireId, seminarId };
		await db.$transaction(async (tx) => {
			await takeTurn(tx, questionnaireId);
			await (seminarId === trialSeminar ? dropTrials(tx, of) : close(tx, of, secrets, now));
		});
	}
}

/** Writes the tables anew that told who answered what: until then their files hold what was overwritten and deleted. */
export async function forgetOldVersions(db: Client): Promise<void> {
	for (const table of keptWithPeople) await db.$executeRawUnsafe(`VACUUM (FULL) "${table}"`);
	await dropOldVersions(db);
}

async function close(tx: Db, of: Of, secrets: Secrets, now: Date): Promise<void> {
	const questionnaire = await newest(tx, of.questionnaireId);
	if (!questionnaire) return;
	const invitations = await tx.questionnaireInvitation.findMany({ where: { ...of, closedAt: null } });
	// Another replica was faster.
	if (invitations.length === 0) return;
	const ids = invitations.map(({ id }) => id);
	const counted =
		questionnaire.mode === "confidential"
			? await confidentialAnswers(tx, questionnaire, invitations)
			: new Map();
	await writeResponses(tx, of, loosened(invitations, counted), now);
	if (questionnaire.mode === "anonymous") await releaseRest(tx, of, secrets, now);
	await tx.questionnaireDraft.deleteMany({ where: { invitationId: { in: ids } } });
	const over = { commitment: null, nextAt: null, said: 0, spokeAt: null, closedAt: now };
	const tookPart = { in: ids.filter((id) => counted.has(id)) };
	await tx.questionnaireInvitation.updateMany({ where: { id: tookPart }, data: { state: "finished" } });
	await tx.questionnaireInvitation.updateMany({
		where: { id: { in: ids }, state: { not: "finished" } },
		data: { ...over, state: "closed" },
	});
	await tx.questionnaireInvitation.updateMany({ where: { id: { in: ids }, state: "finished" }, data: over });
	// Items may repeat an answer, and how many were asked may tell one.
	await forget(tx, { keys: invitations.flatMap(keysOf) });
}

/** What counts of each confidential draft: all that was answered, unless they stopped. */
async function confidentialAnswers(
	tx: Db,
	questionnaire: Questionnaire,
	invitations: QuestionnaireInvitation[],
): Promise<Map<string, Answers>> {
	const open = new Map(invitations.filter(({ state }) => state !== "stopped").map((each) => [each.id, each]));
	const drafts = await tx.questionnaireDraft.findMany({ where: { invitationId: { in: [...open.keys()] } } });
	const counted = drafts.map(({ invitationId, progress }) => {
		const commitment = open.get(invitationId)?.commitment ?? undefined;
		return [invitationId, answersThatCount(questionnaire, progress as Progress, commitment)] as const;
	});
	return new Map(counted.filter(([, answers]) => Object.keys(answers).length > 0));
}

/** The responses without who gave them. The agency stays only where enough responses come from it. */
function loosened(invitations: QuestionnaireInvitation[], counted: Map<string, Answers>): Loose[] {
	const from = new Map<string | null, number>();
	for (const { id, agencyId } of invitations)
		if (counted.has(id)) from.set(agencyId, (from.get(agencyId) ?? 0) + 1);
	return invitations.flatMap(({ id, agencyId }) => {
		const answers = counted.get(id);
		const several = agencyId && (from.get(agencyId) ?? 0) >= fewest;
		return answers ? [{ answers, ...(several ? { agencyId } : {}) }] : [];
	});
}

async function dropTrials(tx: Db, of: Of): Promise<void> {
	const trials = await tx.questionnaireInvitation.findMany({ where: of, select: { id: true } });
	const ids = trials.map(({ id }) => id);
	await tx.questionnaireDraft.deleteMany({ where: { invitationId: { in: ids } } });
	await tx.questionnaireInvitation.deleteMany({ where: { id: { in: ids } } });
}
