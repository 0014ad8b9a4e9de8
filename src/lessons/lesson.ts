import type { LessonDetail, Lesson as Row } from "#generated/client.ts";
import type { Db } from "#storage/open.ts";
import { emptyText, type LessonText } from "./text/lessonText.ts";

/** A lesson, or the announcement of a review, as it is kept. */
export type Lesson = Omit<Row, "text" | "proposed"> & { text: LessonText; proposed: Proposed | null };

/** What a correction would make of a lesson. */
type Proposed = {
	text: LessonText;
	/** What it changes, for those who have read the lesson. Empty while it is being written. */
	note: string;
	/** Whether somebody else was asked to approve it. */
	asked: boolean;
};

// In the order in which broadcasts are locked: whoever stops them all and whoever writes to them wait in one line.
const allDetails: LessonDetail[] = ["full", "headline", "summary"];

/** The lesson with this id, if there is one. */
export async function findLesson(db: Db, id: string): Promise<Lesson | undefined> {
	const row = await db.lesson.findUnique({ where: { id } });
	return row ? toLesson(row) : undefined;
}

/** The lesson with this id, which nobody else changes until the transaction ends. */
export async function lockLesson(tx: Db, id: string): Promise<Lesson | undefined> {
	await tx.$queryRaw`SELECT 1 FROM "Lesson" WHERE "id" = ${id} FOR UPDATE`;
	return findLesson(tx, id);
}

/** A row as the rest of this room knows it. */
export function toLesson(row: Row): Lesson {
	const { text, proposed, ...rest } = row;
	return { ...rest, text: whole(text), proposed: proposed as Proposed | null };
}

/** What each version's copies are counted, paused and corrected by. */
export function groupsOf({ id }: Pick<Lesson, "id">): { detail: LessonDetail; group: string }[] {
	return allDetails.map((detail) => ({ detail, group: `${keyOf({ id })}:${detail}` }));
}

/** What the keys of a lesson's deliveries begin with; after it comes the subscription. */
export function keyOf({ id }: Pick<Lesson, "id">): string {
	return `lesson:${id}`;
}

/** The passage that a lesson is answered from. */
export function passageOf({ id }: Pick<Lesson, "id">): string {
	return `lesson-${id}-1`;
}

/** The days of a text that the lesson itself goes by. */
export function daysOf({ reviewOn, takeDownOn }: LessonText) {
	return { reviewOn: reviewOn || null, takeDownOn: takeDownOn || null };
}

/** Whether its text is out and stands. */
export function isOut({ state }: Pick<Lesson, "state">): boolean {
	return state === "released";
}

/** A text that was kept before a field was thought of has it empty. */
function whole(text: Row["text"]): LessonText {
	return { ...emptyText, ...(text as Partial<LessonText>) };
}
