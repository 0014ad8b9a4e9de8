import type { Db } from "#storage/open.ts";
import { toLesson } from "../lesson.ts";
import { progressOf } from "../report/report.ts";
import { titleOf } from "../text/lessonText.ts";

/** The lessons that are out, with the channels that they arrived in and the teams that were briefed. */
export async function lessonsDelivered(
	db: Db,
): Promise<{ title: string; delivered: number; briefed: number }[]> {
	const rows = await db.lesson.findMany({
		where: { state: "released" },
		orderBy: { number: "asc" },
		include: { _count: { select: { briefings: true } } },
	});
	return Promise.all(
		rows.map(async (row) => {
			const { kind, text } = toLesson(row);
			const { sent } = await progressOf(db, row);
			return { title: titleOf(kind, text), delivered: sent, briefed: row._count.briefings };
		}),
	);
}
