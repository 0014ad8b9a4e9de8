import type { Press } from "#chat/message.ts";
import type { Db } from "#storage/open.ts";
import { press } from "./coordinator/manageCard.ts";
import { toLesson } from "./lesson.ts";
import { titleOf } from "./text/lessonText.ts";

/** A lesson that is out, for what wants to name it: how it is read, and where its review stands. */
type ToLink = { id: string; title: string; read: Press; url?: string };

/** The hundred newest lessons that are out, newest first; or of these ids, all that are. */
export async function lessonsToLink(db: Db, ids?: string[]): Promise<ToLink[]> {
	const rows = await db.lesson.findMany({
		where: { state: "released", id: ids && { in: ids } },
		orderBy: { number: "desc" },
		take: ids ? undefined : 100,
	});
	return rows.map(toLesson).map((lesson) => {
		const { id, kind, text } = lesson;
		const title = titleOf(kind, text);
		return {
			...{ id, title, read: press(`Read: ${title}`, "full", lesson) },
			...(text.link ? { url: text.link } : {}),
		};
	});
}
