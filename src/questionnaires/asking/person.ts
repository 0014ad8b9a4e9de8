import type { Line } from "#chat/feature.ts";
import type { InvitationState } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { dayInWords } from "../conversation/cards.ts";

/** What is held about a person, in words. */
export async function heldOf(db: Db, person: string): Promise<Line[]> {
	const invitations = await db.questionnaireInvitation.findMany({
		where: { personId: person },
		orderBy: [{ closesAt: "asc" }, { id: "asc" }],
	});
	const seminars = await db.questionnaireSeminar.findMany({
		where: { id: { in: invitations.map(({ seminarId }) => seminarId) } },
	});
	const titles = new Map(seminars.map(({ id, title }) => [id, title]));
	return invitations.map(({ seminarId, state, closedAt, closesAt, commitment }) => ({
		name: `Questions after “${titles.get(seminarId) ?? "a trial"}”`,
		text: [
			closedAt
				? "They are closed. Whether you took part is kept; what you answered is no longer linked to you."
				: `They are ${state === "finished" ? "answered" : "open"} until ${dayInWords(closesAt)}. What you answered is kept with you until two days after they have closed for everybody who was at the seminar, at the latest, unless it was promised to be anonymous and you have finished.`,
			...(commitment ? [`What you said that you would do: “${commitment}”`] : []),
		].join(" "),
	}));
}

/** Deletes what is held about a person, and says in words what that was. */
export async function forgetPerson(tx: Db, person: string): Promise<string[]> {
	const invitations = await tx.questionnaireInvitation.findMany({
		where: { personId: person },
		select: { id: true },
	});
	const ids = invitations.map(({ id }) => id);
	await tx.questionnaireDraft.deleteMany({ where: { invitationId: { in: ids } } });
	await tx.questionnaireInvitation.deleteMany({ where: { id: { in: ids } } });
	if (ids.length === 0) return [];
	return [
		`your invitations to questionnaires (${ids.length}), and the answers that were still linked to you. Answers that are linked to nobody any more cannot be found, and stay`,
	];
}

/** The states of an invitation, the further somebody has come the later. */
const furthest: InvitationState[] = [
	"unreachable",
	"planned",
	"asked",
	"closed",
	"stopped",
	"answering",
	"finished",
];

/** Two persons turned out to be one: of two invitations to the same, the one on which they have come further stays. */
export async function mergePeople(tx: Db, from: string, into: string): Promise<void> {
	const all = await tx.questionnaireInvitation.findMany({
		where: { personId: { in: [from, into] } },
		orderBy: { spokeAt: { sort: "desc", nulls: "last" } },
	});
	const same = Map.groupBy(all, ({ questionnaireId, seminarId }) => `${questionnaireId} ${seminarId}`);
	const double = [...same.values()].flatMap((each) =>
		each
			.toSorted((one, other) => furthest.indexOf(other.state) - furthest.indexOf(one.state))
			.slice(1)
			.map(({ id }) => id),
	);
	await tx.questionnaireDraft.deleteMany({ where: { invitationId: { in: double } } });
	await tx.questionnaireInvitation.deleteMany({ where: { id: { in: double } } });
	await tx.questionnaireInvitation.updateMany({ where: { personId: from }, data: { personId: into } });
}

/** Deletes what is held of an agency besides its people: by which agency people answered. */
export async function forgetAgency(tx: Db, agencyId: string): Promise<string[]> {
	const where = { agencyId };
	const { count } = await tx.questionnaireResponse.updateMany({ where, data: { agencyId: null } });
	await tx.questionnaireInvitation.updateMany({ where, data: { agencyId: null } });
	return count > 0
		? ["from which agency answers to questionnaires came; the answers belong to nobody, and stay"]
		: [];
}
