import { dayInWords, isOpenOn, laterCard, noteCard, press } from "./cards.ts";
import { workingDay } from "./laterDay.ts";
import { ask, current, finished, goOn, isPending, type Step } from "./moving.ts";
import { answerTo, itemsFor, newProgress, type Progress } from "./progress.ts";
import type { Situation } from "./situation.ts";

/** They want to be asked again on another day. */
export function later(situation: Situation, progress: Progress, wished: string | undefined): Step {
	if (progress.state === "finished") return goOn(situation, progress);
	if (!wished) return { progress, say: [laterCard(situation)] };
	const on = workingDay(wished);
	const item = current(situation, progress);
	const today = situation.now.toISOString().slice(0, 10);
	if (!(on > today) || !isOpenOn(situation, on))
		return {
			progress,
			say: [
				noteCard(
					`Please choose a day from tomorrow on, before the questionnaire closes on ${dayInWords(situation.closesAt)}.`,
					[press(situation, "Go on now", "resume", {})],
				),
			],
		};
	return {
		progress: { ...progress, state: "asking", at: item?.id ?? progress.at, until: on },
		say: [
			noteCard(`All right. I shall come back on ${dayInWords(on)}. What you have answered is kept.`, [
				press(situation, "Go on now", "resume", {}),
			]),
		],
	};
}

/** They want to be asked no more. An anonymous draft is destroyed. */
export function stop(situation: Situation, progress: Progress): Step {
	if (progress.state === "finished") return goOn(situation, progress);
	const count = Object.keys(progress.answers).length;
	if (situation.questionnaire.mode === "anonymous")
		return {
			progress: { ...newProgress(), state: "stopped" },
			say: [
				noteCard(`${stopped}${count > 0 ? " What you had answered is destroyed." : ""} ${howToStopAll}`, [
					press(situation, "Start again", "resume", {}),
				]),
			],
		};
	const { until: _, ...rest } = progress;
	return {
		progress: { ...rest, state: "stopped" },
		say: [
			noteCard(
				`${stopped}${count > 0 ? " What you answered does not count, and is deleted when the questionnaire closes, unless you send it." : ""} ${howToStopAll}`,
				[
					...(count > 0 ? [press(situation, "Send what I answered", "finish", {})] : []),
					press(situation, "Go on after all", "resume", {}),
				],
			),
		],
	};
}

const stopped = "All right, I have stopped and shall not ask again.";
const howToStopAll = "To stop everything I send, type “stop everything”.";

/** They want what they answered to count as it is. */
export function finish(situation: Situation, progress: Progress): Step {
	if (progress.state === "finished") return goOn(situation, progress);
	const items = itemsFor(situation.questionnaire, progress, situation.commitment);
	if (!items.some((item) => answerTo(item, progress.answers) !== undefined))
		return goOn(situation, { ...progress, state: "asking" }, ["There is nothing to send yet."]);
	const needed = items.find((item) => item.required && isPending(item, progress));
	if (needed)
		return ask(situation, progress, needed, [
			"This is the one answer that is needed before you send the others.",
		]);
	return finished(situation, progress, []);
}
