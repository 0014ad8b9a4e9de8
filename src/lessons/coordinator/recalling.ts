import type { Handler } from "#chat/handling/event.ts";
import { sentence } from "#chat/plain.ts";
import type { Db } from "#storage/open.ts";
import type { LessonsOptions } from "../handling.ts";
import { isOut } from "../lesson.ts";
import { takeBack } from "../release/amend.ts";
import { remarkForm, withRemark } from "./approving.ts";
import { managed, onLesson } from "./inHand.ts";
import { press } from "./manageCard.ts";

/**
 * How a lesson is taken back. One coordinator may: what is wrong must be gone at once, and nobody is harmed by
 * a lesson that is missing for a day.
 */
export function createRecalling(options: LessonsOptions): Record<string, Handler<Db>> {
	return {
		askRecall: (event) =>
			onLesson(options, event, async (_tx, lesson) =>
				isOut(lesson)
					? remarkForm(
							lesson,
							"Why is it recalled? Every copy will say so. Its words disappear everywhere, and that cannot be taken back.",
							"reason",
							press("Recall it everywhere", "recall", lesson),
						)
					: sentence("It is not out any more."),
			),
		recall: (event) =>
			withRemark(options, event, "reason", (note) =>
				onLesson(options, event, async (tx, lesson, by, known) => {
					const done = await takeBack(tx, lesson.id, { state: "recalled", note }, by, event.now);
					const first =
						"refused" in done
							? done.refused
							: "Recalled. I no longer answer from it, and every copy is being replaced by a note. Where that does not work, “Progress and report” says so.";
					return managed(options, tx, lesson.id, by, known, event.now, first);
				}),
			),
	};
}
