import type { Message } from "#chat/message.ts";
import { dayInWords, itemCard } from "./cards.ts";
import { current } from "./moving.ts";
import { itemsFor, type Progress } from "./progress.ts";
import type { Situation } from "./situation.ts";

/** The first message: what it is about, who sees what, and the first item. */
export function firstCard(situation: Situation, progress: Progress): Message | undefined {
	const item = current(situation, progress);
	if (!item) return undefined;
	const { questionnaire, seminar, commitment, trial } = situation;
	const count = itemsFor(questionnaire, progress, commitment).length;
	return itemCard(situation, progress, item, [
		trial
			? `A trial of “${questionnaire.title}”. Nothing that you answer counts, and it is deleted at the end.`
			: `You were at “${seminar}”. Has it made a difference? ${count} short questions, one at a time: press a button, or type. You need not answer any of them.`,
		whoSeesWhat(situation),
	]);
}

/** A reminder, or the return that somebody wished for. */
export function againCard(
	situation: Situation,
	progress: Progress,
	why: "reminder" | "last" | "asked",
): Message | undefined {
	const item = current(situation, progress);
	if (!item) return undefined;
	const words = {
		reminder: `A reminder of the questions after “${situation.seminar}”. They are open until ${dayInWords(situation.closesAt)}.`,
		last: `The questions after “${situation.seminar}” are open until ${dayInWords(situation.closesAt)}. I shall not remind you again.`,
		asked: `You asked me to come back with the questions after “${situation.seminar}”.`,
	};
	return itemCard(situation, progress, item, [
		words[why],
		...(Object.keys(progress.answers).length > 0 ? [] : [whoSeesWhat(situation)]),
	]);
}

/** The promise to the person who answers, in the mode of the questionnaire. */
export function whoSeesWhat({ questionnaire, closesAt }: Situation): string {
	const always =
		"Figures are shown for five people or more, and a person checks what you write before others read it. Your Slack or Teams keeps this chat by its own rules.";
	return questionnaire.mode === "anonymous"
		? `This is anonymous. Until you finish, your answers are kept encrypted, for this conversation only; unfinished, they are destroyed. When you finish, they are parted from you for good, and passed on only with those of at least four others. That you took part is noted. ${always}`
		: `This is confidential. Nobody is shown who said what. You can change your answers until ${dayInWords(closesAt)}. Once it has closed for everybody who was at the seminar, the link to you is destroyed within two days. They count even if you do not finish, unless you stop. ${always}`;
}
