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
	for (const digest of await digestsWith(tx, lesson)) {
		const told = await lessonsOf(tx, digest);
		const message = digestCard(told, digest.detail);
		const version = `${lesson.id}:${lesson.version}:${lesson.state}`;
		const cites = told.filter(isOut).map(passageOf);
		await correct(tx, { group: digestGroup(digest) }, { version, message, cites }, now);
	}
}

/** The digests that told of a lesson. */
export function digestsWith(db: Db, { id }: Pick<Lesson, "id">): Promise<LessonDigest[]> {
	return db.lessonDigest.findMany({ where: { lessons: { has: id } }, orderBy: { id: "asc" } });
}

/** The lessons of a digest as they are now, in its order. */
export async function lessonsOf(db: Db, { lessons }: Pick<LessonDigest, "lessons">): Promise<Lesson[]> {
	const rows = await db.lesson.findMany({ where: { id: { in: lessons } } });
	const byId = new Map(rows.map((row) => [row.id, toLesson(row)]));
	return lessons.flatMap((id) => byId.get(id) ?? []);
}

/**
 * Marks in place whatever else the bot said that cites a lesson, as far back as the ledger tells: where it was
 * corrected with a note in front, where it is gone by a note alone. What bears the mark already stays, and what
 * was begun after `begunBy`, where that is given.
 */
export async function markCiting(tx: Db, lesson: Lesson, now: Date, begunBy?: Date): Promise<number> {
	const own = `${keyOf(lesson)}:`;
	const said = (await citing(tx, [passageOf(lesson)])).filter(
		({ group, createdAt }) =>
			!group?.startsWith(own) && !group?.startsWith(digestPrefix) && !(begunBy && createdAt > begunBy),
	);
	const marked = new Map<string, { message: Message; cites: string[]; ids: string[] }>();
	for (const { id, message: before, cites: cited } of said) {
		const message = markOf(lesson, before);
		const [mark] = message.blocks;
		if (before?.blocks.some((block) => same(block, mark))) continue;
		// Beside the mark still stand the words of whatever else it cites, which may be corrected or recalled too.
		const cites = isOut(lesson) ? cited : [];
		const alike = JSON.stringify([message, cites]);
		const { ids } = marked.get(alike) ?? { ids: [] };
		marked.set(alike, { message, cites, ids: [...ids, id] });
	}
	const version = `${lesson.id}:${lesson.version}:${lesson.state}`;
	for (const { ids, ...change } of marked.values()) await correct(tx, { ids }, { version, ...change }, now);
	return said.length;
}

function markOf(lesson: Lesson, before: Citing["message"]): Message {
	return isOut(lesson) ? citedCorrectedCard(lesson, before) : citedGoneCard(lesson);
}

function same(one: unknown, other: unknown): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
