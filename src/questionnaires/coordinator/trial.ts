import { randomUUID } from "node:crypto";
import type { Message } from "#chat/message.ts";
import type { Db } from "#storage/open.ts";
import { dropDraft } from "../asking/draft.ts";
import { situationOf, trialSeminar } from "../asking/situationOf.ts";
import { firstCard } from "../conversation/firstCard.ts";
import { newProgress } from "../conversation/progress.ts";
import type { Questionnaire } from "../script/questionnaire.ts";

const day = 24 * 60 * 60 * 1000;

/** Begins a trial of a questionnaire on oneself. An earlier one is dropped. */
export async function beginTrial(
	tx: Db,
	questionnaire: Questionnaire,
	person: { id: string },
	now: Date,
): Promise<Message[]> {
	const where = { questionnaireId: questionnaire.id, seminarId: trialSeminar, personId: person.id };
	for (const { id } of await tx.questionnaireInvitation.findMany({ where, select: { id: true } })) {
		await dropDraft(tx, id);
		await tx.questionnaireInvitation.delete({ where: { id } });
	}
	const invitation = await tx.questionnaireInvitation.create({
		data: {
			...{ id: randomUUID(), ...where, version: questionnaire.version, state: "answering" },
			...{ commitment: "I will ask about the children every time.", askedAt: now, spokeAt: now, said: 1 },
			closesAt: new Date(now.getTime() + day),
		},
	});
	const situation = await situationOf(tx, invitation, () => false, now);
	const card = firstCard(situation, newProgress());
	return card ? [card] : [];
}
