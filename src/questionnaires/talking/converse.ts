import type { Reply as Said } from "#chat/feature.ts";
import type { Place } from "#chat/platform.ts";
import type { Say } from "#delivery/ledger.ts";
import { type InvitationState, Prisma, type QuestionnaireInvitation } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { chosenTime } from "../asking/goodTime.ts";
import { nextKey } from "../asking/keys.ts";
import { putAside } from "../closing/release.ts";
import { noteCard } from "../conversation/cards.ts";
import { stop } from "../conversation/leaving.ts";
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
	const [invitation] = await locked(tx, Prisma.sql`"id" = ${id}`);
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

/**
 * Stops whatever a person was asked and has not sent, as if they had said so to each, but says nothing: returns
 * what becomes of what they answered, in words.
 */
export async function stopAll(
	tx: Db,
	person: string,
	{ secrets }: Pick<ConverseParts, "secrets">,
	now: Date,
): Promise<string[]> {
	const open = await locked(
		tx,
		Prisma.sql`"personId" = ${person} AND "state" IN ('asked', 'answering') AND "closesAt" > ${now}::timestamp`,
	);
	const became = new Set<string>();
	for (const invitation of open) {
		const { situation, progress: before } = await standingOf(tx, invitation, { secrets, now });
		const led = { ...stop(situation, before), say: [] };
		await keep(tx, invitation, situation, led, { before, secrets, now });
		if (!situation.trial && Object.keys(before.answers).length > 0)
			became.add(situation.questionnaire.mode === "anonymous" ? destroyed : notCounted);
	}
	return [...became];
}

const destroyed = "What you had answered of the questionnaire is destroyed.";
const notCounted =
	"What you answered of the questionnaire does not count. To go on with it after all, type “questionnaire”.";

type Locked = Invited & Pick<QuestionnaireInvitation, "personId" | "nextAt" | "said">;

function locked(tx: Db, which: Prisma.Sql): Promise<Locked[]> {
	return tx.$queryRaw<Locked[]>`
		SELECT "id", "questionnaireId", "seminarId", "personId", "commitment", "closesAt", "state", "nextAt", "said"
		FROM "QuestionnaireInvitation" WHERE ${which} ORDER BY "id" FOR UPDATE`;
}

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
	// Where nothing moved, such as while they have yet to choose a day, reminders come as planned.
	const { state, nextAt } =
		progress === before ? invitation : { state: stateOf(progress), nextAt: nextTime(progress) };
	// One round trip: somebody waits for the next question.
	await tx.$executeRaw`
		WITH draft AS (${draft})
		UPDATE "QuestionnaireInvitation" SET
			"state" = ${state}::"InvitationState", "nextAt" = ${nextAt}::timestamp,
			"said" = ${invitation.said + say.length}, "spokeAt" = ${now}::timestamp
		WHERE "id" = ${id}`;
}

/** When somebody wished to be asked again. */
function nextTime({ state, until }: Progress): Date | null {
	return until && state === "asking" ? chosenTime(until) : null;
}

function stateOf({ state }: Progress): InvitationState {
	return state === "asking" ? "answering" : state;
}
