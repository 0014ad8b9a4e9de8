import type { Message } from "#chat/message.ts";
import type { Db } from "#storage/open.ts";
import { itemCard } from "../conversation/cards.ts";
import { current } from "../conversation/moving.ts";
import { repeatedIn } from "../script/repeat.ts";
import type { Secrets } from "./secrets.ts";
import { standingOf } from "./standing.ts";

/**
 * The item where somebody is, after something else was said in between; nothing where nothing is asked.
 * It repeats no answer: it is said as part of another reply, which is not forgotten when the questionnaire closes.
 */
export async function showAgain(
	tx: Db,
	invitationId: string,
	secrets: Secrets,
	now: Date,
): Promise<Message[]> {
	const invitation = await tx.questionnaireInvitation.findUnique({ where: { id: invitationId } });
	if (invitation?.state !== "answering") return [];
	const { situation, progress } = await standingOf(tx, invitation, { secrets, now });
	const item = current(situation, progress);
	if (!item) return [];
	await tx.questionnaireInvitation.update({ where: { id: invitationId }, data: { spokeAt: now } });
	const repeats = repeatedIn(item.ask).some((name) => Object.hasOwn(progress.answers, name));
	const plain = repeats && item.otherwise ? { ...item, ask: item.otherwise } : item;
	return [itemCard(situation, progress, plain, ["Back to where we were:"])];
}
