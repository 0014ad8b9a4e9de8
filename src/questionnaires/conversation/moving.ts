import type { Message } from "#chat/message.ts";
import type { Item } from "../script/questionnaire.ts";
import { dayInWords, itemCard, noteCard, press } from "./cards.ts";
import { answersThatCount, answerTo, itemsFor, type Progress } from "./progress.ts";
import type { Situation } from "./situation.ts";

/** Where a reply led. */
export type Step = {
	progress: Progress;
	say: Message[];
	/** Put in the place of the card that was pressed. */
	replace?: Message;
	/** What was typed asks something of the bot: it is answered, and then the item is shown again. */
	question?: true;
};

/** The item that is being asked, if any is: also after a new version that no longer has it. */
export function current(situation: Situation, progress: Progress): Item | undefined {
	const items = itemsFor(situation.questionnaire, progress, situation.commitment);
	const at = items.find(({ id }) => id === progress.at);
	if (at) return at;
	if (progress.state === "finished") return undefined;
	return items.find((item) => isPending(item, progress));
}

/** Whether an item is still to be asked. */
export function isPending(item: Item, { answers, skipped }: Progress): boolean {
	return answerTo(item, answers) === undefined && !skipped.includes(item.id);
}

/** To the first item that is neither answered nor skipped; after the last, to the end. */
export function moveOn(situation: Situation, progress: Progress, before: string[] = []): Step {
	if (progress.state === "finished") return finished(situation, progress, before);
	const { until: _, ...rest } = progress;
	const asking: Progress = { ...rest, state: "asking", at: null };
	const next = current(situation, asking);
	if (next) return ask(situation, asking, next, before);
	const { questionnaire, commitment } = situation;
	const answered = Object.keys(answersThatCount(questionnaire, asking, commitment)).length > 0;
	return answered ? finished(situation, asking, before) : everythingSkipped(situation, asking);
}

function everythingSkipped(situation: Situation, progress: Progress): Step {
	return {
		progress: { ...progress, state: "stopped", at: null },
		say: [
			noteCard("You skipped every question, which is quite all right. I shall not ask again.", [
				press(situation, "Go on after all", "resume", {}),
			]),
		],
	};
}

/** To the end: thanks, and what can still be done. */
export function finished(situation: Situation, progress: Progress, before: string[]): Step {
	const { until: _, ...rest } = progress;
	const change =
		situation.questionnaire.mode === "anonymous" || situation.trial
			? ""
			: ` Until ${dayInWords(situation.closesAt)} you can still change an answer: type, for example, “change 2”.`;
	const thanks = situation.trial
		? "That was the last question. It was a trial: what you answered is deleted."
		: `That was the last question. Thank you. When the results are shared, I bring them to you, with what has changed because of them.${change}`;
	return {
		progress: { ...rest, state: "finished", at: null },
		say: [noteCard([...before, thanks].join(" "))],
	};
}

/** Shows where they are: for whoever comes back, and for whatever has no place any more. */
export function goOn(situation: Situation, progress: Progress, before: string[] = []): Step {
	if (progress.state === "finished") return finished(situation, progress, before);
	if (progress.state === "stopped")
		return {
			progress,
			say: [
				noteCard([...before, "You stopped this questionnaire."].join(" "), [
					press(situation, "Go on after all", "resume", {}),
				]),
			],
		};
	const skippedAll = current(situation, progress) ? progress : { ...progress, skipped: [] };
	return moveOn(situation, skippedAll, before);
}

/** Asks this item, and from now on it is the one that what is typed belongs to. */
export function ask(situation: Situation, progress: Progress, item: Item, before: string[]): Step {
	const state = progress.state === "finished" ? "finished" : "asking";
	const asking: Progress = { ...progress, at: item.id, state };
	return { progress: asking, say: [itemCard(situation, asking, item, before)] };
}
