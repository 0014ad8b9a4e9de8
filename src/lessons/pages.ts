import type { Page } from "#chat/feature.ts";
import { briefingPage } from "./cards/briefingPage.ts";
import type { LessonsOptions } from "./handling.ts";
import { findLesson, isOut } from "./lesson.ts";
import { shownOf } from "./practice/reading.ts";
import { copiesCsv } from "./report/csv.ts";
import { copiesOf } from "./report/report.ts";

/** What stands behind signed links: a briefing to print, and the table of all copies of a lesson. */
export function createPages({
	db,
}: Pick<LessonsOptions, "db">): Record<string, (id: string, now: Date) => Promise<Page | undefined>> {
	return {
		async "lesson-briefing"(id, now) {
			const lesson = await findLesson(db, id);
			return lesson && isOut(lesson) ? { type: "html", body: briefingPage(shownOf(lesson), now) } : undefined;
		},
		async "lesson-copies"(id) {
			const lesson = await findLesson(db, id);
			if (!lesson) return undefined;
			return { type: "csv", body: copiesCsv(await copiesOf(db, lesson)), name: "lesson-copies.csv" };
		},
	};
}
