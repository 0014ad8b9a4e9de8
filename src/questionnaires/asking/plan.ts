import { randomUUID } from "node:crypto";
import type { Db } from "#storage/open.ts";
import { closingTime, invitationTime } from "./goodTime.ts";

/** Somebody who was at a seminar, and what they said there that they would do. */
export type Attended = {
	/** Their person id. */
	person: string;
	seminar: { id: string; title: string };
	endedAt: Date;
	commitment?: string;
};

const day = 24 * 60 * 60 * 1000;
const chunk = 1000;

/**
 * Plans an invitation for each person at each seminar that a questionnaire follows up by now. One that is
 * planned already stays as it is, so it may run as often as one likes. Resolves with how many are new.
 */
export async function planInvitations(db: Db, attended: Attended[], now: Date): Promise<number> {
	const schedules = await db.questionnaireSchedule.findMany({ where: { paused: false } });
	let planned = 0;
	for (const schedule of schedules) {
		const newest = await db.questionnaire.aggregate({
			where: { id: schedule.questionnaireId },
			_max: { version: true },
		});
		const due = attended.flatMap((one) => {
			const askAt = invitationTime(one.endedAt, schedule.daysAfter);
			const closesAt = closingTime(askAt, schedule.openFor);
			const wanted =
				one.endedAt >= schedule.since && askAt.getTime() - day <= now.getTime() && now < closesAt;
			return wanted ? [{ ...one, askAt, closesAt }] : [];
		});
		await keepSeminars(db, due);
		for (let at = 0; at < due.length; at += chunk) {
			const { count } = await db.questionnaireInvitation.createMany({
				data: due.slice(at, at + chunk).map(({ person, seminar, commitment, askAt, closesAt }) => ({
					id: randomUUID(),
					questionnaireId: schedule.questionnaireId,
					version: newest._max.version ?? 1,
					seminarId: seminar.id,
					personId: person,
					commitment: commitment?.trim() || null,
					nextAt: askAt,
					closesAt,
				})),
				skipDuplicates: true,
			});
			planned += count;
		}
	}
	return planned;
}

async function keepSeminars(db: Db, attended: Attended[]): Promise<void> {
	const seminars = new Map(
		attended.map(({ seminar, endedAt }) => [seminar.id, { title: seminar.title, endedAt }]),
	);
	for (const [id, row] of seminars)
		await db.questionnaireSeminar.upsert({ where: { id }, create: { id, ...row }, update: row });
}
