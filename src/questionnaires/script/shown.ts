import type { Condition, Item } from "./questionnaire.ts";

type Given = Record<string, string | number | string[]>;

/** Whether an item is asked, given the answers so far and the person's commitment from the seminar. */
export function isShown(item: Item, answers: Given, commitment: string | undefined): boolean {
	return item.shownIf.every((condition) => holds(condition, answers, commitment));
}

function holds(condition: Condition, answers: Given, commitment: string | undefined): boolean {
	if ("given" in condition) return Boolean(commitment);
	const answer = Object.hasOwn(answers, condition.item) ? answers[condition.item] : undefined;
	const values = (Array.isArray(answer) ? answer : [answer])
		.filter((value) => value !== undefined)
		.map(String);
	if ("answered" in condition) return condition.answered === values.length > 0;
	if ("is" in condition) return values.some((value) => condition.is.includes(value));
	return !values.some((value) => condition.isNot.includes(value));
}
