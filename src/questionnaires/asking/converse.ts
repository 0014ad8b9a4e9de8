import type { Reply as Said } from "#chat/feature.ts";
import type { Place } from "#chat/platform.ts";
import type { ToSay } from "#delivery/ledger.ts";
import type { InvitationState, QuestionnaireInvitation } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { noteCard } from "../conversation/cards.ts";
import type { Step } from "../conversation/moving.ts";
import type { Progress } from "../conversation/progress.ts";
import type { Reply } from "../conversation/reply.ts";
import type { Situation } from "../conversation/situation.ts";
import { step } from "../conversation/step.ts";
import { dropDraft, keepDraft, readDraft } from "./draft.ts";
import { chosenTime } from "./goodTime.ts";
import { putAside } from "./release.ts";
import type { Secrets } from "./secrets.ts";
import { situationOf, trialSeminar } from "./situationOf.ts";

export type ConverseParts = {
	say: (tx: Db, deliveries: ToSay[], now: Date) => Promise<unknown>;
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
	const [invitation] = await tx.$queryRaw<QuestionnaireInvitation[]>`
		SELECT * FROM "QuestionnaireInvitation" WHERE "id" = ${id} FOR UPDATE`;
	if (!invitation) return { say: [noteCard(gone)] };
	if (invitation.personId !== person) return { say: [noteCard(notYours)] };
	if (now >= invitation.closesAt || invitation.state === "closed") return { say: [noteCard(closed)] };
	const situation = await situationOf(tx, invitation, mustNotKeep, now);
	const before = await progressOf(tx, invitation, situation, secrets);
	const led = step(situation, before, reply);
	await keep(tx, invitation, situation, led, { before, secrets, now });
	const deliveries = led.say.map((message, at) => ({
		key: `questionnaires:${id}:${invitation.said + 1 + at}`,
		place,
		message,
		cites: [],
		person,
	}));
	await say(tx, deliveries, now);
	return { say: [], ...(led.replace ? { replace: led.replace } : {}) };
}

const closed = "This questionnaire has closed. Thank you all the same.";
const gone = "That questionnaire is not here any more.";
const notYours =
	"That question was for somebody else, so nothing was kept. If there is one for you, “questionnaire” brings it.";

/** How far they are. Of an anonymous response that was sent nothing is left but that it was. */
async function progressOf(
	tx: Db,
	{ id, state }: QuestionnaireInvitation,
	{ questionnaire }: Situation,
	secrets: Secrets,
): Promise<Progress> {
	const progress = await readDraft(tx, id, secrets);
	return state === "finished" && questionnaire.mode === "anonymous" ? { ...progress, state } : progress;
}

async function keep(
	tx: Db,
	invitation: QuestionnaireInvitation,
	situation: Situation,
	{ progress, say }: Step,
	{ before, secrets, now }: { before: Progress; secrets: Secrets; now: Date },
): Promise<void> {
	const { questionnaire } = situation;
	const { id } = invitation;
	const anonymous = questionnaire.mode === "anonymous";
	const over = progress.state === "finished" || progress.state === "stopped";
	if (invitation.seminarId === trialSeminar && over) {
		await dropDraft(tx, id);
		await tx.questionnaireInvitation.delete({ where: { id } });
		return;
	}
	const sentNow = progress.state === "finished" && before.state !== "finished";
	if (anonymous && sentNow) await putAside(tx, invitation, situation, progress, secrets);
	if (anonymous && over) await dropDraft(tx, id);
	else await keepDraft(tx, invitation, questionnaire, progress, { secrets, now, before });
	await tx.questionnaireInvitation.update({
		where: { id },
		data: {
			version: questionnaire.version,
			state: stateOf(progress),
			nextAt: progress.until && !over ? chosenTime(progress.until) : null,
			said: invitation.said + say.length,
			spokeAt: now,
		},
	});
}

function stateOf({ state }: Progress): InvitationState {
	return state === "asking" ? "answering" : state;
}
