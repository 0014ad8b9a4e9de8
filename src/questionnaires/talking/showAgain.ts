import type { Reply } from "#chat/feature.ts";
import type { Db } from "#storage/open.ts";
import { keysOf } from "../asking/keys.ts";
import { itemCard } from "../conversation/cards.ts";
import { current } from "../conversation/moving.ts";
import type { Secrets } from "./secrets.ts";
import { standingOf } from "./standing.ts";

/**
 * The item where somebody is, after something else was said in between; nothing where nothing is asked. It is
 * said under the invitation's key: it may tell an answer, and is forgotten when the questionnaire closes.
 */
export async function showAgain(
	tx: Db,
	invitationId: string,
	secrets: Secrets,
	now: Date,
): Promise<Reply["last"]> {
	const [invitation] = await tx.questionnaireInvitation.updateManyAndReturn({
		where: { id: invitationId, state: "answering" },
		data: { said: { increment: 1 }, spokeAt: now },
	});
	if (!invitation) return undefined;
	const { situation, progress } = await standingOf(tx, invitation, { secrets, now });
	const item = current(situation, progress);
	const key = keysOf(invitation).at(-1);
	return item && key
		? { key, message: itemCard(situation, progress, item, ["Back to where we were:"]) }
		: undefined;
}
