import { DateTime } from "luxon";
import { zone } from "#chat/localTime.ts";
import type { Block, Message, Press } from "#chat/message.ts";
import { message } from "#chat/plain.ts";
import { type Item, optionsOf } from "../script/questionnaire.ts";
import { repeat } from "../script/repeat.ts";
import { laterDay, workingDay } from "./laterDay.ts";
import { markOf } from "./matchOption.ts";
import { type Answer, answerTo, inWords, itemsFor, type Progress } from "./progress.ts";
import type { Situation } from "./situation.ts";

/** The item that is being asked, with what was to be said before it. */
export function itemCard(
	situation: Situation,
	progress: Progress,
	item: Item,
	before: string[] = [],
): Message {
	const { questionnaire, commitment } = situation;
	const items = itemsFor(questionnaire, progress, commitment);
	const number = items.findIndex(({ id }) => id === item.id) + 1;
	const blocks: Block[] = [
		...before.map((text) => ({ kind: "prose" as const, text })),
		{ kind: "progress", label: "Question", done: number, of: items.length },
		{ kind: "prose", text: asked(situation, progress, item) },
		...answerBlocks(situation, item),
		{ kind: "buttons", items: controls(situation, item, number) },
	];
	const offered = item.kind === "multiple" ? [] : optionsOf(item).map((option) => labelOf(item, option));
	const card = message(blocks, { discreet: true });
	return offered.length > 0 ? { ...card, summary: `${card.summary}\n\n${offered.join("\n")}` } : card;
}

/** What stands in the place of a card whose item was answered. An anonymous answer is not repeated. */
export function answeredCard(situation: Situation, progress: Progress, item: Item, answer: Answer): Message {
	const echo =
		situation.questionnaire.mode === "anonymous"
			? "This is answered. I do not repeat your answer, so that no copy of it stays here."
			: `You answered: ${inWords(item, answer)}`;
	return closedCard(situation, progress, item, echo);
}

/** What stands in the place of a card whose item was skipped. */
export function skippedCard(situation: Situation, progress: Progress, item: Item): Message {
	return closedCard(situation, progress, item, "You skipped this one.");
}

function closedCard(situation: Situation, progress: Progress, item: Item, what: string): Message {
	return message(
		[
			{ kind: "prose", text: asked(situation, progress, item) },
			{ kind: "prose", text: what },
			{ kind: "buttons", items: [press(situation, "Change", "change", { q: item.id })] },
		],
		{ discreet: true },
	);
}

/** Asks on which day to come back. */
export function laterCard(situation: Situation): Message {
	const days = (["tomorrow", "monday", "in a week"] as const).flatMap((words) => {
		const on = laterDay(words, situation.now);
		return on && on === workingDay(on) && isOpenOn(situation, on) ? [{ words, on }] : [];
	});
	const labels = { tomorrow: "Tomorrow", monday: "On Monday", "in a week": "In a week" };
	return message(
		[
			{
				kind: "prose",
				text: `When shall I ask again? You can also type a day, such as “12 May”. The questionnaire closes on ${dayInWords(situation.closesAt)}.`,
			},
			{
				kind: "buttons",
				items: [
					...days.map(({ words, on }) => press(situation, labels[words], "later", { on })),
					press(situation, "Go on now", "resume", {}),
				],
			},
		],
		{ discreet: true },
	);
}

/** Says something and offers buttons. */
export function noteCard(text: string, buttons: Press[] = []): Message {
	const items = buttons.length > 0 ? [{ kind: "buttons" as const, items: buttons }] : [];
	return message([{ kind: "prose", text }, ...items], { discreet: true });
}

/** A button of this conversation. */
export function press(
	{ invitation }: Situation,
	label: string,
	verb: string,
	value: Record<string, string>,
	tone?: Press["tone"],
): Press {
	return {
		...{ label, action: `questionnaires.${verb}`, value: { i: invitation, ...value } },
		...(tone ? { tone } : {}),
	};
}

/** Whether the questionnaire can still be answered on this day. */
export function isOpenOn({ closesAt }: Situation, day: string): boolean {
	return DateTime.fromISO(day, { zone }).endOf("day").toJSDate() < closesAt;
}

/** "12 May 2026" */
export function dayInWords(day: Date | string): string {
	const at = typeof day === "string" ? DateTime.fromISO(day, { zone }) : DateTime.fromJSDate(day, { zone });
	return at.setLocale("en-GB").toFormat("d MMMM yyyy");
}

/** The words of an item, with what they repeat put in. */
function asked({ seminar, commitment, questionnaire }: Situation, { answers }: Progress, item: Item): string {
	const given = (name: string) => {
		if (name === "seminar") return seminar;
		if (name === "commitment") return commitment;
		const other = questionnaire.items.find(({ id }) => id === name);
		const answer = other && answerTo(other, answers);
		return other && answer !== undefined ? inWords(other, answer) : undefined;
	};
	return (
		repeat(item.ask, given) ?? repeat(item.otherwise ?? item.ask, (name) => given(name) ?? "") ?? item.ask
	);
}

function answerBlocks(situation: Situation, item: Item): Block[] {
	const options = optionsOf(item);
	switch (item.kind) {
		case "multiple":
			return [
				{
					kind: "choices",
					name: "v",
					label: "Choose all that apply",
					multiple: true,
					options: options.map((option) => ({ label: labelOf(item, option), value: option.value })),
					submit: press(situation, "Save my choice", "answer", { q: item.id }, "primary"),
				},
			];
		case "text":
			return [{ kind: "prose", text: "Type your answer." }];
		case "number":
			return [{ kind: "prose", text: `Type a number from ${item.least} to ${item.most}.` }];
		default:
			return [
				{
					kind: "buttons",
					items: options.map((option) =>
						press(situation, labelOf(item, option), "answer", { q: item.id, v: option.value }),
					),
				},
			];
	}
}

function controls(situation: Situation, item: Item, number: number): Press[] {
	const q = item.id;
	return [
		...(number > 1 ? [press(situation, "Back", "back", { q })] : []),
		...(item.required ? [] : [press(situation, "Skip", "skip", { q })]),
		...(item.why ? [press(situation, "Why do you ask?", "why", { q })] : []),
		press(situation, "Later", "later", {}),
		press(situation, "Stop", "stop", {}),
	];
}

function labelOf(item: Item, option: ReturnType<typeof optionsOf>[number]): string {
	const mark = markOf(item, option);
	return mark ? `${mark}. ${option.label}` : option.label;
}
