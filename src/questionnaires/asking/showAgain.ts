import type { Message } from "#chat/message.ts";
import type { Db } from "#storage/open.ts";
import { itemCard } from "../conversation/cards.ts";
import { current } from "../conversation/moving.ts";
import { readDraft } from "./draft.ts";
import type { Secrets } from "./secrets.ts";
import { situationOf } from "./situationOf.ts";

/** The item where somebody is, after something else was said in between; nothing where nothing is asked. */
export async function showAgain(
	tx: Db,
	invitationId: string,
	secrets: Secrets,
	now: Date,
): Promise<Message[]> {
	const invitation = await tx.questionnaireInvitation.findUnique({ where: { id: invitationId } });
	if (invitation?.state !== "answering") return [];
	const situation = await situationOf(tx, invitation, () => false, now);
	const progress = await readDraft(tx, invitationId, secrets);
	const item = current(situation, progress);
	if (!item) return [];
	await tx.questionnaireInvitation.update({ where: { id: invitationId }, data: { spokeAt: now } });
	return [itemCard(situation, progress, item, ["Back to where we were:"])];
}
