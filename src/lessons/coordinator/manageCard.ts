import { dayInWords, momentInWords } from "#chat/localTime.ts";
import type { Block, Facts, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import type { Lesson } from "../lesson.ts";
import { type Known, type Problem, problemInWords } from "../text/checkText.ts";
import { titleOf } from "../text/lessonText.ts";
import { steps } from "./steps.ts";

/** Who looks, and what they are shown besides the lesson. */
type View = {
	/** Id of the person who looks. */
	viewer: string;
	nameOf: (person: string | null) => string;
	known: Known;
	/** What keeps the text from being approved. */
	problems: Problem[];
	/** Sentences for people to look at before they approve. */
	look: Problem[];
};

/** A lesson as its coordinators work on it: how it stands, and what can be done next. */
export function manageCard(lesson: Lesson, view: View, first?: string): Message {
	return message([
		...(first ? [prose(first)] : []),
		{ kind: "heading", text: titleOf(lesson.kind, lesson.text) },
		{ kind: "facts", items: factsOf(lesson, view) },
		...(view.problems.length > 0
			? [prose(["To be mended before it can be approved:", ...view.problems.map(problemInWords)].join("\n"))]
			: []),
		...(view.look.length > 0 ? [prose([lookAt, ...view.look.map(problemInWords)].join("\n"))] : []),
		...buttonsOf(lesson, view),
	]);
}

const lookAt =
	"Please look at these before you approve: could anybody be known by them? A machine found them, and it can be wrong.";

/** A button about one lesson. */
export function press(label: string, verb: string, { id }: Pick<Lesson, "id">, tone?: Press["tone"]): Press {
	return { label, action: `lessons.${verb}`, value: { lesson: id }, ...(tone ? { tone } : {}) };
}

/** A button that decides about a lesson's text: it counts for the text as it stood when the button was shown. */
export function pressOnText(
	label: string,
	verb: string,
	lesson: Pick<Lesson, "id" | "asked" | "changedAt">,
	tone?: Press["tone"],
): Press {
	const { value, ...rest } = press(label, verb, lesson, tone);
	return { ...rest, value: { ...(value as object), shown: standOf(lesson) } };
}

/** What tells the text that a lesson has in hand from those before and after it. */
export function standOf({ asked, changedAt }: Pick<Lesson, "asked" | "changedAt">): string {
	return `${asked} ${changedAt.getTime()}`;
}

/** How it stands, in words. */
export function stateInWords({ state, releaseAt, releasedAt, version, amendedAt }: Lesson): string {
	const on = (at: Date | null) => (at ? ` on ${momentInWords(at)}` : "");
	switch (state) {
		case "draft":
			return "a draft";
		case "waiting":
			return "waiting for somebody else’s approval";
		case "approved":
			return releaseAt ? `approved, to be released${on(releaseAt)}` : "approved, not released yet";
		case "released":
			return `released${on(releasedAt)}${version > 1 ? `, corrected ${version === 2 ? "once" : `${version - 1} times`}` : ""}`;
		case "recalled":
			return `recalled${on(amendedAt)}`;
		case "expired":
			return `taken down${on(amendedAt)}`;
	}
}

function factsOf(lesson: Lesson, { nameOf, known }: View): Facts["items"] {
	const { kind, text, authorId, approvedBy, proposed, proposedBy, state, note } = lesson;
	const over = state === "recalled" || state === "expired";
	const themes = text.themes.map((id) => known.themes.find((theme) => theme.id === id)?.name ?? id);
	return [
		{ name: "State", text: stateInWords(lesson) },
		...(state === "recalled" && note ? [{ name: "Reason", text: note }] : []),
		{ name: "Kind", text: kind === "lesson" ? "a lesson" : "a newly published review" },
		{ name: "Written by", text: authorId ? nameOf(authorId) : "a file, or somebody whose data was deleted" },
		...(approvedBy ? [{ name: "Approved by", text: nameOf(approvedBy) }] : []),
		...(proposed
			? [
					{
						name: "Correction",
						text: `${proposed.asked ? "waits for somebody else’s approval" : "being written"}, by ${nameOf(proposedBy)}${proposed.note ? `: ${proposed.note}` : ""}`,
					},
				]
			: []),
		...(themes.length > 0 ? [{ name: "Themes", text: themes.join(", ") }] : []),
		{ name: "For", text: text.audience.join(", ") || "everybody" },
		...(text.area ? [{ name: "Area", text: text.area }] : []),
		...(text.reviewOn && !over
			? [{ name: "To be looked at again on", text: dayInWords(text.reviewOn) }]
			: []),
		...(text.takeDownOn && !over ? [{ name: "To be taken down on", text: dayInWords(text.takeDownOn) }] : []),
	];
}

function buttonsOf(lesson: Lesson, { viewer, problems }: View): Block[] {
	const show = press("Preview", "preview", lesson);
	const change = press("Change", "change", lesson);
	const whole = problems.length === 0;
	switch (lesson.state) {
		case "draft":
			return buttons(
				show,
				change,
				...(whole ? [pressOnText("Ask for approval", "submit", lesson, "primary")] : []),
				press("Discard", "askDiscard", lesson),
			);
		case "waiting":
			return lesson.authorId === viewer
				? buttons(show, change)
				: buttons(
						show,
						pressOnText("Approve", "approve", lesson, "primary"),
						pressOnText("Send back", "askSendBack", lesson),
					);
		case "approved":
			return buttons(
				show,
				press("Who gets it, and release", "preflight", lesson, "primary"),
				...(lesson.releaseAt ? [press("Do not release yet", "hold", lesson)] : []),
				change,
			);
		case "released":
			return [
				...buttons(
					press("Progress and report", "progress", lesson),
					press("Recall", "askRecall", lesson, "danger"),
				),
				...correctionButtons(lesson, viewer, whole),
			];
		case "recalled":
		case "expired":
			return buttons(press("Progress and report", "progress", lesson));
	}
}

function correctionButtons(lesson: Lesson, viewer: string, whole: boolean): Block[] {
	const { proposed, proposedBy } = lesson;
	const show = press("Preview", "preview", lesson);
	if (!proposed) return buttons(show, press("Correct", "change", lesson));
	const drop = pressOnText("Drop the correction", "dropCorrection", lesson);
	if (proposed.asked && proposedBy !== viewer)
		return buttons(show, pressOnText("Approve the correction", "approveCorrection", lesson, "primary"), drop);
	const ask = whole && !proposed.asked ? [pressOnText("Ask for approval", "askNote", lesson, "primary")] : [];
	return buttons(show, press("Change the correction", "change", lesson), ...ask, drop);
}

/** The forms of a lesson, to go to one of them. */
export function stepButtons({ id, kind }: Pick<Lesson, "id" | "kind">): Block {
	return {
		kind: "buttons",
		items: steps[kind].map(({ title }, step) => ({
			label: title,
			action: "lessons.step",
			value: { lesson: id, kind, step },
		})),
	};
}

function buttons(...items: Press[]): Block[] {
	return [{ kind: "buttons", items }];
}

function prose(text: string): Block {
	return { kind: "prose", text };
}
