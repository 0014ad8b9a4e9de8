import { fault, type Log } from "#chat/log.ts";
import type { Message } from "#chat/message.ts";
import type { Say, ToSay } from "#delivery/ledger.ts";
import type { QuestionnaireInvitation } from "#generated/client.ts";
import type { peopleOf, Reached } from "#people/reach.ts";
import type { Client, Db } from "#storage/open.ts";
import { againCard, firstCard } from "../conversation/firstCard.ts";
import { newProgress } from "../conversation/progress.ts";
import type { Secrets } from "../talking/secrets.ts";
import { standingOf } from "../talking/standing.ts";
import { closingTime, isGoodTime, reminderTime } from "./goodTime.ts";
import { nextKey } from "./keys.ts";

export type AskParts = {
	db: Client;
	peopleOf: typeof peopleOf;
	say: Say;
	secrets: Secrets;
	log: Log;
};

const day = 24 * 60 * 60 * 1000;
const chunk = 50;
/** For whom another questionnaire is open waits so long with the next. */
const patienceDays = 3;

/**
 * Says what is due by now: invitations, at most two reminders, and returns that somebody wished for. In
 * good hours only. One that fails holds up no other.
 */
export async function askWhatIsDue(parts: AskParts, now: Date): Promise<void> {
	if (!isGoodTime(now)) return;
	for (;;) {
		const due = await parts.db.questionnaireInvitation.findMany({
			where: { nextAt: { lte: now } },
			orderBy: [{ nextAt: "asc" }, { id: "asc" }],
			take: chunk,
		});
		if (due.length === 0) return;
		const people = await parts.peopleOf(
			parts.db,
			due.map(({ personId }) => personId),
			"questionnaires",
		);
		const all = due.map((invitation) => ({ invitation, person: people.get(invitation.personId) }));
		await tell(parts, all, now).catch(async () => {
			for (const one of all)
				await tell(parts, [one], now).catch((error) => putOff(parts, one.invitation, now, error));
		});
	}
}

type Asked = { invitation: QuestionnaireInvitation; person?: Reached };

async function tell(parts: AskParts, all: Asked[], now: Date): Promise<void> {
	await parts.db.$transaction(async (tx) => {
		const busy = await busyPeople(tx, all, now);
		const deliveries: ToSay[] = [];
		for (const { invitation, person } of all) {
			const message = await tellOne(parts, tx, invitation, person, busy, now);
			if (message && person?.place)
				deliveries.push({
					key: nextKey(invitation),
					place: person.place,
					message,
					cites: [],
					lane: "announcement",
					person: invitation.personId,
				});
		}
		await parts.say(tx, deliveries, now);
	});
}

/** The next message to somebody, with their invitation moved on; nothing where they are not to be written to. */
async function tellOne(
	parts: AskParts,
	tx: Db,
	invitation: QuestionnaireInvitation,
	person: Reached | undefined,
	busy: Set<string>,
	now: Date,
): Promise<Message | undefined> {
	const move = (data: Partial<QuestionnaireInvitation>) =>
		tx.questionnaireInvitation.updateManyAndReturn({
			// Somebody who has replied in the meantime has moved it already.
			where: { id: invitation.id, nextAt: invitation.nextAt, said: invitation.said },
			data,
		});
	const putOffBy = async (days: number) =>
		void (await move({ nextAt: new Date(now.getTime() + days * day) }));
	if (now >= invitation.closesAt) {
		const lost = !person?.place && invitation.state !== "answering";
		return void (await move({ nextAt: null, ...(lost ? { state: "unreachable" } : {}) }));
	}
	// They may be back tomorrow, or want them again.
	if (!person?.place) return putOffBy(1);
	const schedule = await tx.questionnaireSchedule.findUnique({
		where: { questionnaireId: invitation.questionnaireId },
	});
	if (invitation.state === "planned" && schedule?.paused) return putOffBy(1);
	if (invitation.state === "planned" && busy.has(invitation.personId)) return putOffBy(patienceDays);
	const said = { said: invitation.said + 1 };
	if (invitation.state === "planned") {
		const closesAt = closingTime(now, schedule?.openFor ?? 28);
		const { situation } = await standingOf(tx, { ...invitation, closesAt }, { ...parts, now });
		const [moved] = await move({
			...said,
			...{ state: "asked", askedAt: now, spokeAt: now, closesAt, agencyId: person.agency.id },
			nextAt: reminderAfter({ askedAt: now, closesAt }, schedule?.remindOn[0], now),
		});
		busy.add(invitation.personId);
		return moved && firstCard(situation, newProgress());
	}
	const { situation, progress } = await standingOf(tx, invitation, { ...parts, now });
	if (invitation.state === "answering") {
		const [moved] = await move({ ...said, nextAt: null, spokeAt: now });
		return moved && againCard(situation, progress, "asked");
	}
	const nth = invitation.reminders + 1;
	const nextAt = reminderAfter(invitation, schedule?.remindOn[nth], now);
	const [moved] = await move({ ...said, reminders: nth, nextAt, spokeAt: now });
	return moved && againCard(situation, progress, nextAt ? "reminder" : "last");
}

/**
 * When the next reminder goes out, so many days after the invitation, but never on the day of what is said
 * now; none when there is none, or it would come after closing.
 */
function reminderAfter(
	{ askedAt, closesAt }: Pick<QuestionnaireInvitation, "askedAt" | "closesAt">,
	days: number | undefined,
	now: Date,
): Date | null {
	if (!days) return null;
	const reckoned = reminderTime(askedAt ?? now, days);
	const nextDay = reminderTime(now, 1);
	const at = reckoned > nextDay ? reckoned : nextDay;
	return at < closesAt ? at : null;
}

/** Who has another questionnaire to answer just now: nobody is asked two at once. */
async function busyPeople(tx: Db, all: Asked[], now: Date): Promise<Set<string>> {
	const open = await tx.questionnaireInvitation.findMany({
		where: {
			personId: { in: all.map(({ invitation }) => invitation.personId) },
			closesAt: { gt: now },
			OR: [
				{ state: "asked", nextAt: { not: null } },
				{
					state: { in: ["asked", "answering"] },
					spokeAt: { gt: new Date(now.getTime() - patienceDays * day) },
				},
			],
		},
		select: { personId: true },
	});
	return new Set(open.map(({ personId }) => personId));
}

async function putOff(
	{ db, log }: AskParts,
	{ id }: QuestionnaireInvitation,
	now: Date,
	error: unknown,
): Promise<void> {
	log.error({ invitation: id, ...fault(error) }, "an invitation to a questionnaire could not be said");
	await db.questionnaireInvitation.updateMany({
		where: { id },
		data: { nextAt: new Date(now.getTime() + day) },
	});
}
