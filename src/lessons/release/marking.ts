import type { Message } from "#chat/message.ts";
import { type Citing, citing, correct } from "#delivery/broadcasts/correct.ts";
import type { LessonDigest } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { digestCard } from "../cards/digestCard.ts";
import { citedCorrectedCard, citedGoneCard } from "../cards/noteCards.ts";
import { isOut, keyOf, type Lesson, passageOf, toLesson } from "../lesson.ts";

/** What the copies of a digest are corrected by. */
export function digestGroup({ id }: Pick<LessonDigest, "id">): string {
	return `${digestPrefix}${id}`;
}

const digestPrefix = "lessons-digest:";

/** Tells every digest anew that told of a lesson, with what has become of it. */
export async function retellDigests(tx: Db, lesson: Lesson, now: Date): Promise<void> {
	const digests = await tx.lessonDigest.findMany({
		where: { lessons: { has: lesson.id } },
		orderBy: { id: "asc" },
	});
	for (const digest of digests) {
		const told = await lessonsOf(tx, digest);
		const message = digestCard(told, digest.detail);
		const version = `${lesson.id}:${lesson.version}:${lesson.state}`;
		const cites = told.filter(isOut).map(passageOf);
		await correct(tx, { group: digestGroup(digest) }, { version, message, cites }, now);
	}
}

/** The lessons of a digest as they are now, in its order. */
export async function lessonsOf(db: Db, { lessons }: Pick<LessonDigest, "lessons">): Promise<Lesson[]> {
	const rows = await db.lesson.findMany({ where: { id: { in: lessons } } });
	const byId = new Map(rows.map((row) => [row.id, toLesson(row)]));
	return lessons.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Marks in place whatever else the bot said that cites a lesson, as far back as the ledger tells: where it was
 * corrected with a note in front, where it is gone by a note alone. What bears the mark already stays.
 */
export async function markCiting(tx: Db, lesson: Lesson, now: Date): Promise<number> {
	const own = `${keyOf(lesson)}:`;
	const said = (await citing(tx, [passageOf(lesson)])).filter(
		({ group }) => !group?.startsWith(own) && !group?.startsWith(digestPrefix),
	);
	const marked = new Map<string, { message: Message; ids: string[] }>();
	for (const { id, message: before } of said) {
		const message = markOf(lesson, before);
		if (message.blocks[0] && same(message.blocks[0], before?.blocks[0])) continue;
		const text = JSON.stringify(message);
		const with_ = marked.get(text) ?? { message, ids: [] };
		marked.set(text, { message, ids: [...with_.ids, id] });
	}
	const version = `${lesson.id}:${lesson.version}:${lesson.state}`;
	const cites = isOut(lesson) ? [passageOf(lesson)] : [];
	for (const { message, ids } of marked.values())
		await correct(tx, { ids }, { version, message, cites }, now);
	return said.length;
}

function markOf(lesson: Lesson, before: Citing["message"]): Message {
	return isOut(lesson) ? citedCorrectedCard(lesson, before) : citedGoneCard(lesson);
}

function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
