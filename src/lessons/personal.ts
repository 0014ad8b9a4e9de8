import type { Line } from "#chat/feature.ts";
import type { Db } from "#storage/open.ts";
import { toLesson } from "./lesson.ts";
import { withdrawFor } from "./subscriptions/subscription.ts";
import { titleOf } from "./text/lessonText.ts";

/** All that is held of a person here, in words. */
export async function holds(db: Db, person: string): Promise<Line[]> {
	const [own, made, briefings, lessons] = await Promise.all([
		db.subscription.findUnique({ where: { personId: person } }),
		db.subscription.findMany({ where: { subscribedBy: person, personId: null }, orderBy: { since: "asc" } }),
		db.lessonBriefing.findMany({
			where: { personId: person },
			include: { lesson: true },
			orderBy: { at: "asc" },
		}),
		db.lesson.findMany({
			where: { OR: [{ authorId: person }, { approvedBy: person }, { proposedBy: person }] },
			orderBy: { createdAt: "asc" },
		}),
	]);
	return [
		...(own
			? [
					{
						name: "Lessons",
						text: `You get new lessons in your direct conversation.${own.state === "paused" ? " At present that is paused." : ""}`,
					},
				]
			: []),
		...made.map(({ name }) => ({ name: "A channel that you subscribed", text: name ?? "without a name" })),
		...briefings.map(({ lesson, people }) => ({
			name: `You briefed ${people === 1 ? "1 person" : `${people} people`}`,
			text: titleOf(lesson.kind, toLesson(lesson).text),
		})),
		...lessons.map((row) => ({
			name: row.authorId === person ? "A lesson that you wrote" : "A lesson that you approved or corrected",
			text: titleOf(row.kind, toLesson(row).text),
		})),
	];
}

/** Deletes what is held of a person. Lessons stay, without their name; of briefings only the number stays. */
export async function forget(tx: Db, person: string): Promise<string[]> {
	const own = await tx.subscription.findUnique({ where: { personId: person } });
	if (own) {
		await withdrawFor(tx, own.id, "The person asked for their data to be deleted.");
		await tx.subscription.delete({ where: { id: own.id } });
	}
	const made = await tx.subscription.updateMany({
		where: { subscribedBy: person },
		data: { subscribedBy: null },
	});
	const briefings = await tx.lessonBriefing.updateMany({
		where: { personId: person },
		data: { personId: null },
	});
	let lessons = 0;
	for (const role of ["authorId", "approvedBy", "proposedBy"] as const)
		lessons += (await tx.lesson.updateMany({ where: { [role]: person }, data: { [role]: null } })).count;
	return [
		...(own ? ["your subscription to lessons"] : []),
		...(made.count > 0
			? [`your name on ${made.count} subscribed channel(s): the channels keep their lessons`]
			: []),
		...(briefings.count > 0 ? [`your name on ${briefings.count} briefing(s): only the number stays`] : []),
		...(lessons > 0 ? ["your name on lessons that you wrote or approved: the lessons stay"] : []),
	];
}

/**
 * Two persons turned out to be one: what is held of `from` belongs to `into`, who keeps one subscription and one
 * number of people briefed. What one of them wrote and the other approved was seen by one person only: it waits
 * for approval again, unless it is out.
 */
export async function merge(tx: Db, from: string, into: string): Promise<void> {
	const [theirs, own] = [
		await tx.subscription.findUnique({ where: { personId: from } }),
		await tx.subscription.findUnique({ where: { personId: into } }),
	];
	if (theirs && own) {
		await withdrawFor(tx, theirs.id, "Two accounts were linked, and one subscription is enough.");
		await tx.subscription.delete({ where: { id: theirs.id } });
	} else if (theirs) {
		const data = { personId: into, channel: `person:${into}` };
		await tx.subscription.update({ where: { id: theirs.id }, data });
	}
	await tx.subscription.updateMany({ where: { subscribedBy: from }, data: { subscribedBy: into } });
	const noted = await tx.lessonBriefing.findMany({ where: { personId: into }, select: { lessonId: true } });
	const twice = noted.map(({ lessonId }) => lessonId);
	await tx.lessonBriefing.deleteMany({ where: { personId: from, lessonId: { in: twice } } });
	await tx.lessonBriefing.updateMany({ where: { personId: from }, data: { personId: into } });
	for (const role of ["authorId", "approvedBy", "proposedBy"] as const)
		await tx.lesson.updateMany({ where: { [role]: from }, data: { [role]: into } });
	await tx.lesson.updateMany({
		where: { state: "approved", authorId: into, approvedBy: into },
		data: { state: "waiting", approvedBy: null, releaseAt: null },
	});
}

/** Deletes what is held of an agency besides its people: the subscriptions of its channels, and who it briefed. */
export async function forgetAgency(tx: Db, agencyId: string): Promise<string[]> {
	const rows = await tx.subscription.findMany({ where: { agencyId }, select: { id: true } });
	for (const { id } of rows) await withdrawFor(tx, id, "The agency was removed.");
	await tx.subscription.deleteMany({ where: { agencyId } });
	const briefings = await tx.lessonBriefing.deleteMany({ where: { agencyId } });
	return [
		...(rows.length > 0 ? [`${rows.length} subscription(s) to lessons`] : []),
		...(briefings.count > 0 ? [`the numbers of ${briefings.count} briefing(s)`] : []),
	];
}
