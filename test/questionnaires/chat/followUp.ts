import type { Storage } from "#storage/open.ts";

/** What delegates said at the seminar that they would do. */
export const commitment = "I will ask about the children every time.";

/** Lets whoever booked by now have come and said what they would do, and every seminar be followed up after six weeks. */
export async function followUp({ db }: Storage): Promise<void> {
	const booked = await db.seminarBooking.findMany({ include: { seminar: true } });
	for (const { id, personId, seminar } of booked) {
		await db.seminarBooking.update({ where: { id }, data: { attendedAt: seminar.startsAt } });
		if (personId)
			await db.seminarCommitment.create({
				data: { seminarId: seminar.id, personId, text: commitment, at: seminar.endsAt },
			});
	}
	await db.questionnaireSchedule.createMany({
		data: [
			{
				...{ questionnaireId: "seminar-follow-up", daysAfter: 42, remindOn: [5, 12], openFor: 28 },
				since: new Date("2026-01-01T00:00:00Z"),
			},
		],
		skipDuplicates: true,
	});
}

/** What somebody has answered so far, by item. */
export async function answersOf({ db }: Storage, userId: string): Promise<unknown> {
	const { personId } = await db.account.findFirstOrThrow({ where: { userId } });
	const { id } = await db.questionnaireInvitation.findFirstOrThrow({ where: { personId } });
	const draft = await db.questionnaireDraft.findUnique({ where: { invitationId: id } });
	return (draft?.progress as { answers: unknown } | null | undefined)?.answers ?? {};
}

/** What stands in each table, as text. */
export async function everythingHeld({ db }: Storage): Promise<Record<string, string>> {
	const tables = await db.$queryRaw<{ name: string }[]>`
		SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`;
	const held: Record<string, string> = {};
	for (const { name } of tables)
		held[name] = JSON.stringify(await db.$queryRawUnsafe(`SELECT t::text FROM "${name}" t ORDER BY 1`));
	return held;
}
