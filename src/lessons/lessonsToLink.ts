import type { Db } from "#storage/open.ts";
import { toLesson } from "./lesson.ts";
import { titleOf } from "./text/lessonText.ts";

/** The lessons that are out, newest first, for what wants to name one: with the address of the review, where it has one. */
export async function lessonsToLink(db: Db): Promise<{ id: string; title: string; url?: string }[]> {
	const rows = await db.lesson.findMany({
		where: { state: "released" },
		orderBy: { number: "desc" },
		take: 100,
	});
	return rows.map(toLesson).map(({ id, kind, text }) => ({
		...{ id, title: titleOf(kind, text) },
		...(text.link ? { url: text.link } : {}),
	}));
}
