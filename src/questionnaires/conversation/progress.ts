import { type Item, optionsOf, type Questionnaire } from "../script/questionnaire.ts";
import { isShown } from "../script/shown.ts";

/** The values of options, a number, or what was written. */
export type Answer = string | number | string[];
export type Answers = Record<string, Answer>;

/** How far somebody is. Plain data: it is kept between two replies. */
export type Progress = {
	/** By the item's id, so that they outlive a new version of the questionnaire. */
	answers: Answers;
	skipped: string[];
	/** The item that is being asked. */
	at: string | null;
	state: "asking" | "stopped" | "finished";
	/** They wish to be asked again on this day, such as "2026-05-12". */
	until?: string;
};

/** Somebody who has not answered anything yet. */
export function newProgress(): Progress {
	return { answers: {}, skipped: [], at: null, state: "asking" };
}

/** The items that somebody is asked, given what they answered. */
export function itemsFor(
	{ items }: Questionnaire,
	{ answers }: Pick<Progress, "answers">,
	commitment: string | undefined,
): Item[] {
	return items.filter((item) => isShown(item, answers, commitment));
}

/** The answers that count: those to items that are asked, and that can be given in this version. */
export function answersThatCount(
	questionnaire: Questionnaire,
	progress: Pick<Progress, "answers">,
	commitment: string | undefined,
): Answers {
	const counted = itemsFor(questionnaire, progress, commitment).flatMap((item) => {
		const answer = answerTo(item, progress.answers);
		return answer === undefined ? [] : [[item.id, answer] as const];
	});
	return Object.fromEntries(counted);
}

/** The answer to an item, if there is one and it can be given in this version. */
export function answerTo(item: Item, answers: Answers): Answer | undefined {
	const answer = Object.hasOwn(answers, item.id) ? answers[item.id] : undefined;
	return answer !== undefined && canBeGiven(item, answer) ? answer : undefined;
}

/** Whether this is an answer to the item, in form and in what is offered. */
export function canBeGiven(item: Item, answer: unknown): answer is Answer {
	const offered = optionsOf(item);
	switch (item.kind) {
		case "text":
			return typeof answer === "string" && answer.length > 0 && answer.length <= item.most;
		case "number":
			return Number.isInteger(answer) && Number(answer) >= item.least && Number(answer) <= item.most;
		case "multiple":
			return (
				Array.isArray(answer) &&
				answer.length > 0 &&
				new Set(answer).size === answer.length &&
				answer.every((value) => offered.some((option) => option.value === value)) &&
				(answer.length === 1 || !offered.some(({ value, alone }) => alone && answer.includes(value)))
			);
		default:
			return offered.some(({ value }) => value === answer);
	}
}

/** An answer in words. */
export function inWords(item: Item, answer: Answer): string {
	const values = Array.isArray(answer) ? answer : [answer];
	const options = optionsOf(item);
	return values
		.map((value) => options.find((option) => option.value === value)?.label ?? String(value))
		.join("; ");
}
