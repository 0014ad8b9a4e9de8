import { emptyText, type LessonText } from "#lessons/text/lessonText.ts";
import type { Db } from "#storage/open.ts";
import { cora, type From, type Partnership } from "./partnership.ts";

/** A lesson as a coordinator wants it. Its words are invented. */
export const wanted: LessonText = {
	...emptyText,
	title: "Ask alone, on every visit",
	headline: "People tell us more when we ask again, and without the family in the room.",
	summary: "Asking once is not enough: ask alone, and ask again.",
	happened:
		"Several services met the family over the years. Questions were asked once, with relatives present.",
	learning: "A wobblefrock visit is a chance to ask. Ask alone, ask again, and write down what was said.",
	doNow: "On the next visit, find a way to speak alone. Record the answer in the person’s own words.",
	themes: ["professional-curiosity"],
	partnership: "Example Community Safety Partnership",
	pseudonym: "Anna",
	publishedOn: "2026-03-02",
	link: "https://reviews.example.org/anna",
	reviewOn: "2027-04-14",
	takeDownOn: "2028-05-03",
};

/** Writes a lesson in the forms, as a coordinator does; resolves with the card that comes at the end. */
export async function write(partnership: Partnership, changes: Partial<LessonText> = {}, by: From = cora) {
	const text = { ...wanted, ...changes };
	await partnership.say("new lesson", by);
	for (const _ of [1, 2, 3]) await partnership.press("Keep and go on", by, text);
	return partnership.press("Keep", by, text);
}

/** Has a lesson written by one and approved by the other coordinator. */
export async function approve(partnership: Partnership, changes: Partial<LessonText>, by: From, other: From) {
	await write(partnership, changes, by);
	await partnership.press("Ask for approval", by);
	await partnership.press("Look and decide", other);
	return partnership.press("Approve", other);
}

/** Has it released as well, and handed to the channels. */
export async function release(partnership: Partnership, changes: Partial<LessonText>, by: From, other: From) {
	await approve(partnership, changes, by, other);
	await partnership.press("Who gets it, and release", other);
	await partnership.press("Release now", other);
	return partnership.tick();
}

/** What a correction makes of the lesson with this title, and how it says so. */
type Correction = { title?: string; learning: string; note: string };

/** Has a correction written by one coordinator and looked at by the other. */
export async function askCorrection(
	partnership: Partnership,
	{ title = wanted.title, learning, note }: Correction,
	by: From,
	other: From,
) {
	await partnership.say("lessons", by);
	await partnership.press(title, by);
	await partnership.press("Correct", by);
	await partnership.press("What happened, and the learning", by);
	await partnership.press("Keep", by, { happened: wanted.happened, learning });
	await partnership.press("Change the correction", by);
	await partnership.press("What to do now, and other lengths", by);
	await partnership.press("Keep", by, { ...wanted, summary: null });
	await partnership.press("Ask for approval", by);
	await partnership.press("Ask for approval", by, { note });
	return partnership.press("Look and decide", other);
}

/** Has it approved as well. */
export async function correct(partnership: Partnership, correction: Correction, by: From, other: From) {
	await askCorrection(partnership, correction, by, other);
	return partnership.press("Approve the correction", other);
}

/** Has the lesson with this title recalled by one coordinator. */
export async function recall(partnership: Partnership, reason: string, by: From, title = wanted.title) {
	await partnership.say("lessons", by);
	await partnership.press(title, by);
	await partnership.press("Recall", by);
	return partnership.press("Recall it everywhere", by, { reason });
}

/** The themes of these tests, where nothing else is held. */
export async function addThemes(db: Db): Promise<void> {
	const rest = { within: [], summary: "A theme.", askedAs: [], related: [], roles: [] };
	const names = {
		"professional-curiosity": "Professional curiosity",
		housing: "Housing",
		stalking: "Stalking",
	};
	const data = Object.entries(names).map(([id, name], position) => ({ id, name, position, ...rest }));
	await db.theme.createMany({ data });
}
