import type { Item } from "../script/questionnaire.ts";
import { answer, skip } from "./answering.ts";
import { noteCard } from "./cards.ts";
import { finish, later, stop } from "./leaving.ts";
import { ask, current, goOn, moveOn, type Step } from "./moving.ts";
import { answerTo, inWords, itemsFor, type Progress } from "./progress.ts";
import type { Reply } from "./reply.ts";
import type { Situation } from "./situation.ts";
import { understand } from "./understand.ts";

/**
 * One reply in the conversation. Pure. Every reply leads somewhere: something is said, or the card that was
 * pressed is replaced. An answer goes to the item it belongs to, and nothing but its own change removes it.
 */
export function step(situation: Situation, progress: Progress, reply: Reply): Step {
	if (progress.state === "finished" && situation.questionnaire.mode === "anonymous")
		return { progress, say: [noteCard(sentAlready)] };
	switch (reply.kind) {
		case "typed":
			return typed(situation, progress, reply.text);
		case "answer":
			return answer(situation, progress, reply);
		case "skip":
			return skip(situation, progress, reply);
		case "back":
			return back(situation, progress, reply.item);
		case "change":
			return change(situation, progress, reply);
		case "why":
			return why(situation, progress, reply.item);
		case "later":
			return later(situation, progress, reply.on);
		case "stop":
			return stop(situation, progress);
		case "finish":
			return finish(situation, progress);
		case "go on":
			return goOn(situation, {
				...progress,
				state: progress.state === "stopped" ? "asking" : progress.state,
			});
	}
}

const sentAlready =
	"Your answers have been sent, parted from your name, so nobody can change them any more. Thank you for them.";

function typed(situation: Situation, progress: Progress, text: string): Step {
	const item = current(situation, progress);
	// What was left to ask may be gone in a new version: then this is the end.
	if (!item) return progress.state === "asking" ? moveOn(situation, progress) : goOn(situation, progress);
	const understood = understand(item, text, situation.now);
	switch (understood.kind) {
		case "reply":
			return step(situation, progress, understood.reply);
		case "question":
			return { progress: { ...progress, at: item.id }, say: [], question: true };
		case "unclear":
			return ask(situation, progress, item, [understood.problem ?? notUnderstood]);
	}
}

const notUnderstood =
	"I could not tell which answer that is. Press a button, or type what stands on it. If you meant to ask me something, end it with a question mark.";

function back(situation: Situation, progress: Progress, id: string): Step {
	const items = itemsFor(situation.questionnaire, progress, situation.commitment);
	const at = items.findIndex((item) => item.id === id);
	const before = items[at - 1];
	if (before) return ask(situation, progress, before, replaced(situation, progress, before));
	const first = items[0];
	return first ? ask(situation, progress, first, ["This is the first question."]) : goOn(situation, progress);
}

function change(
	situation: Situation,
	progress: Progress,
	wanted: { item: string } | { number: number },
): Step {
	const items = itemsFor(situation.questionnaire, progress, situation.commitment);
	const item = "item" in wanted ? items.find(({ id }) => id === wanted.item) : items[wanted.number - 1];
	if (item) return ask(situation, progress, item, replaced(situation, progress, item));
	return goOn(situation, progress, [
		"number" in wanted
			? `There is no question ${wanted.number}: they go from 1 to ${items.length}.`
			: "That question is not asked any more.",
	]);
}

/** What an item is answered with so far. An anonymous answer is not repeated. */
function replaced({ questionnaire }: Situation, progress: Progress, item: Item): string[] {
	const before = answerTo(item, progress.answers);
	if (before === undefined) return [];
	if (questionnaire.mode === "anonymous" || item.kind === "text")
		return ["You have answered this one. A new answer takes its place; “skip” keeps it."];
	return [`Your answer so far: ${inWords(item, before)}. A new one takes its place; “skip” keeps it.`];
}

function why(situation: Situation, progress: Progress, id: string): Step {
	const item = situation.questionnaire.items.find((each) => each.id === id);
	const at = current(situation, progress);
	const text = item?.why ?? "It helps us to make the next seminar better. You can skip it.";
	return at ? ask(situation, progress, at, [text]) : { progress, say: [noteCard(text)] };
}
