import { randomUUID } from "node:crypto";
import type { Message } from "#chat/message.ts";
import type { Db } from "#storage/open.ts";
import { firstCard } from "../conversation/firstCard.ts";
import type { Questionnaire } from "../script/questionnaire.ts";
import type { Secrets } from "../talking/secrets.ts";
import { standingOf, trialSeminar } from "../talking/standing.ts";

const day = 24 * 60 * 60 * 1000;

/** Begins a trial of a questionnaire on oneself. An earlier one is dropped. */
export async function beginTrial(
	tx: Db,
	questionnaire: Questionnaire,
	personId: string,
	{ secrets, now }: { secrets: Secrets; now: Date },
): Promise<Message[]> {
	const where = { questionnaireId: questionnaire.id, seminarId: trialSeminar, personId };
	for (const { id } of await tx.questionnaireInvitation.findMany({ where, select: { id: true } })) {
		await tx.questionnaireDraft.deleteMany({ where: { invitationId: id } });
		await tx.questionnaireInvitation.delete({ where: { id } });
	}
	const invitation = await tx.questionnaireInvitation.create({
		data: {
			...{ id: randomUUID(), ...where, version: questionnaire.version, state: "answering" },
			...{ commitment: "I will ask about the children every time.", askedAt: now, spokeAt: now, said: 1 },
			closesAt: new Date(now.getTime() + day),
		},
	});
	const { situation, progress } = await standingOf(tx, invitation, { secrets, now });
	const card = firstCard(situation, progress);
	return card ? [card] : [];
}
