import type { Item } from "../script/questionnaire.ts";
import { answeredCard, skippedCard } from "./cards.ts";
import { ask, goOn, moveOn, type Step } from "./moving.ts";
import { type Answer, answerTo, canBeGiven, inWords, itemsFor, type Progress } from "./progress.ts";
import type { Situation } from "./situation.ts";

/** An answer, to the item that it belongs to and to no other. */
export function answer(
	situation: Situation,
	progress: Progress,
	{ item: id, answer: given, pressed }: { item: string; answer: Answer; pressed?: boolean },
): Step {
	const item = itemsFor(situation.questionnaire, progress, situation.commitment).find(
		(each) => each.id === id,
	);
	if (!item)
		return goOn(situation, progress, [
			"That question is not asked any more, so I have left your answers as they are.",
		]);
	const empty = isEmpty(given);
	if (!canBeGiven(item, given))
		return ask(situation, progress, item, [
			empty
				? "Nothing was chosen. Choose at least one, or skip the question."
				: "That answer does not fit the question as it stands now. Here it is again.",
		]);
	if (typeof given === "string" && item.kind === "text" && situation.mustNotKeep(given))
		return ask(situation, progress, item, [
			"I have not kept that, because it may point to a person or a case. Could you say it without names, places, ages or dates? You can also skip it.",
		]);
	const before = answerTo(item, progress.answers);
	const replace = pressed ? { replace: answeredCard(situation, progress, item, given) } : {};
	// The same button twice, or its repeat: it is noted already, and what comes next has been asked.
	if (
		pressed &&
		before !== undefined &&
		sameAnswer(before, given) &&
		progress.state !== "stopped" &&
		progress.at !== id
	)
		return { progress, say: [], ...replace };
	const kept: Progress = {
		...progress,
		answers: { ...progress.answers, [id]: given },
		skipped: progress.skipped.filter((each) => each !== id),
	};
	const changed = before !== undefined && !sameAnswer(before, given);
	return { ...moveOn(situation, kept, noted(situation, item, given, { changed, pressed })), ...replace };
}

/** What is said before the next item. An answer that was pressed stands on its card already; an anonymous one nowhere. */
function noted(
	{ questionnaire }: Situation,
	item: Item,
	given: Answer,
	how: { changed: boolean; pressed?: boolean },
): string[] {
	const verb = how.changed ? "Changed" : "Noted";
	if (questionnaire.mode === "anonymous" || item.kind === "text")
		return how.changed || !how.pressed ? [`${verb}.`] : [];
	if (how.pressed) return how.changed ? ["Changed."] : [];
	return [`${verb}: ${inWords(item, given)}.`];
}

/** Leaves an item out. What is answered stays answered. */
export function skip(
	situation: Situation,
	progress: Progress,
	{ item: id, pressed }: { item: string; pressed?: boolean },
): Step {
	const item = itemsFor(situation.questionnaire, progress, situation.commitment).find(
		(each) => each.id === id,
	);
	if (!item) return goOn(situation, progress);
	const before = answerTo(item, progress.answers);
	if (before !== undefined) {
		const replace = pressed ? { replace: answeredCard(situation, progress, item, before) } : {};
		const kept = progress.at === id ? [] : ["That one is answered already. I have kept the answer."];
		return { ...moveOn(situation, progress, kept), ...replace };
	}
	if (item.required)
		return ask(situation, progress, item, [
			"This is the one answer that is needed. If you would rather not give it, you can stop.",
		]);
	const replace = pressed ? { replace: skippedCard(situation, progress, item) } : {};
	if (pressed && progress.skipped.includes(id) && progress.at !== id)
		return { progress, say: [], ...replace };
	const skipped = [...progress.skipped.filter((each) => each !== id), id];
	return { ...moveOn(situation, { ...progress, skipped }), ...replace };
}

function sameAnswer(one: Answer, other: Answer): boolean {
	const sorted = (answer: Answer) => JSON.stringify(Array.isArray(answer) ? [...answer].sort() : answer);
	return sorted(one) === sorted(other);
}

function isEmpty(given: Answer): boolean {
	return Array.isArray(given) && given.length === 0;
}
