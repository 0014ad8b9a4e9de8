import type { Reply as Said } from "#chat/feature.ts";
import type { Place } from "#chat/platform.ts";
import type { Say } from "#delivery/ledger.ts";
import type { InvitationState, QuestionnaireInvitation } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { chosenTime } from "../asking/goodTime.ts";
import { nextKey } from "../asking/keys.ts";
import { putAside } from "../closing/release.ts";
import { noteCard } from "../conversation/cards.ts";
import type { Step } from "../conversation/moving.ts";
import type { Progress } from "../conversation/progress.ts";
import type { Reply } from "../conversation/reply.ts";
import type { Situation } from "../conversation/situation.ts";
import { step } from "../conversation/step.ts";
import { droppedDraft, keptDraft } from "./draft.ts";
import type { Secrets } from "./secrets.ts";
import { type Invited, standingOf, trialSeminar } from "./standing.ts";

export type ConverseParts = {
	say: Say;
	secrets: Secrets;
	mustNotKeep: (text: string) => boolean;
};

/** A reply of a person's on an invitation, and where to answer it. */
export type Turn = { invitation: string; person: string; place: Place; reply: Reply };

/**
 * Takes a reply, in the transaction that keeps it: replies that come at once are taken one after the other,
 * each from where the one before it led. What is said is in the ledger when this resolves.
 */
export async function converse(
	tx: Db,
	{ invitation: id, person, place, reply }: Turn,
	{ say, secrets, mustNotKeep }: ConverseParts,
	now: Date,
): Promise<Said> {
	const [invitation] = await tx.$queryRaw<Locked[]>`
		SELECT "id", "questionnaireId", "seminarId", "personId", "commitment", "closesAt", "state", "said"
		FROM "QuestionnaireInvitation" WHERE "id" = ${id} FOR UPDATE`;
	if (!invitation) return { say: [noteCard(gone)] };
	if (invitation.personId !== person) return { say: [noteCard(notYours)] };
	if (now >= invitation.closesAt || invitation.state === "closed") return { say: [noteCard(closed)] };
	const { situation, progress: before } = await standingOf(tx, invitation, { secrets, now, mustNotKeep });
	const led = step(situation, before, reply);
	await keep(tx, invitation, situation, led, { before, secrets, now });
	const deliveries = led.say.map((message, at) => ({
		key: nextKey(invitation, at),
		place,
		message,
		cites: [],
		person,
	}));
	await say(tx, deliveries, now);
	return { say: [], ...(led.replace ? { replace: led.replace } : {}) };
}

type Locked = Invited & Pick<QuestionnaireInvitation, "personId" | "said">;

const closed = "This questionnaire has closed. Thank you all the same.";
const gone =
	"That card is out of date, so nothing was kept. If there are questions for you, “questionnaire” brings them.";
const notYours =
	"That question was for somebody else, so nothing was kept. If there is one for you, “questionnaire” brings it.";

async function keep(
	tx: Db,
	invitation: Locked,
	situation: Situation,
	{ progress, say }: Step,
	{ before, secrets, now }: { before: Progress; secrets: Secrets; now: Date },
): Promise<void> {
	const { questionnaire } = situation;
	const { id } = invitation;
	const anonymous = questionnaire.mode === "anonymous";
	const over = progress.state === "finished" || progress.state === "stopped";
	if (invitation.seminarId === trialSeminar && over) {
		await tx.questionnaireDraft.deleteMany({ where: { invitationId: id } });
		await tx.questionnaireInvitation.delete({ where: { id } });
		return;
	}
	const sentNow = progress.state === "finished" && before.state !== "finished";
	if (anonymous && sentNow) await putAside(tx, invitation, situation, progress, secrets);
	const draft =
		anonymous && over ? droppedDraft(id) : keptDraft(invitation, questionnaire, progress, { secrets, now });
	const nextAt = progress.until && !over ? chosenTime(progress.until) : null;
	// One round trip: somebody waits for the next question.
	await tx.$executeRaw`
		WITH draft AS (${draft})
		UPDATE "QuestionnaireInvitation" SET
			"state" = ${stateOf(progress)}::"InvitationState", "nextAt" = ${nextAt}::timestamp,
			"said" = ${invitation.said + say.length}, "spokeAt" = ${now}::timestamp
		WHERE "id" = ${id}`;
}

function stateOf({ state }: Progress): InvitationState {
	return state === "asking" ? "answering" : state;
}
