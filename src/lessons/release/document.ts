import type { DocumentInput } from "#knowledge/publish.ts";
import { type Lesson, passageOf } from "../lesson.ts";
import { reviewName, titleOf } from "../text/lessonText.ts";

/** A lesson as what the bot answers from: its learning, in the partnership's own words, until its take-down date. */
export function documentOf({ id, kind, text }: Pick<Lesson, "id" | "kind" | "text">): DocumentInput {
	const title = titleOf(kind, text);
	return {
		id: documentIdOf({ id }),
		title: `Lesson “${title}”`,
		publisher: reviewName(text) || "the partnership’s coordinators",
		publishedOn: text.publishedOn || "undated",
		link: text.link || null,
		via: null,
		origin: "imported",
		// It sums a review up and is not its report: reviews are counted by their reports.
		partnership: null,
		pseudonym: null,
		takeDownOn: text.takeDownOn || null,
		passages: [
			{
				id: passageOf({ id }),
				paragraph: null,
				page: null,
				footnotes: [],
				title,
				text: text.learning,
				wording: "summary",
				scope: text.area ? "local" : "unstated",
				area: text.area || null,
				themes: text.themes,
				askedAs: [],
				whatNext: text.doNow || null,
			},
		],
	};
}

/** The document that a lesson is answered from. */
export function documentIdOf({ id }: Pick<Lesson, "id">): string {
	return `lesson-${id}`;
}
