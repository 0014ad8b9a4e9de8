import { normalise, undisguise } from "#guard/normalise.ts";
import type { Opinion } from "#guard/opinion.ts";
import { hasDetails } from "#guard/personalData.ts";
import { createScorer, type Scorer } from "#guard/score.ts";
import { signsIn } from "#guard/signs.ts";
import { soundsLike } from "#guard/smallTalk.ts";
import { verdict } from "#guard/verdict.ts";
import { commonWords, type Example, lessons, without } from "./examples.ts";
import { kept, learn } from "./learn.ts";
import { together } from "./opinions.ts";

/** A message, as it was met by words alone and with what it means. */
export type Met = Example & { byWords: string; found: string };

/** What a message is by what it means, as logarithms of shares; nothing where that is not known. */
export type LogsOf = (example: Example) => ArrayLike<number> | undefined;

/** Prints what the guard catches of some authors' messages when it has learnt only from the others', and tells it. */
export function printLeftOut(leftOut: string[], logsOf?: LogsOf): Met[] {
	const { own, others, beside } = without(leftOut);
	const words = commonWords(others);
	const score = createScorer(kept(learn(lessons(others, beside, words)), words));
	const seen = own.map((example) => {
		const logs = logsOf?.(example);
		const byWords = met(example.text, score);
		const found = logs ? met(example.text, score, { ...together, logs }) : byWords;
		return { ...example, byWords, found };
	});
	const meaning = logsOf !== undefined;
	const of = (author: string) => seen.filter((one) => one.author === author);
	for (const author of leftOut) printMet(author, of(author), meaning);
	if (leftOut.length > 1) printMet("all of these", seen, meaning);
	return seen;
}

function met(text: string, score: Scorer, opinion?: Opinion): string {
	const sentences = normalise(text);
	return (
		verdict(sentences, signsIn(sentences), score, opinion) ??
		(hasDetails(undisguise(text)) ? "personal-data" : undefined) ??
		(soundsLike(sentences, score) ? "chitchat" : "ordinary")
	);
}

/** Prints how messages were met by words alone and, where that was looked at, with what they mean. */
export function printMet(author: string, results: Met[], meaning: boolean): void {
	const line = (by: string, foundOf: (one: Met) => string) =>
		process.stdout.write(`${JSON.stringify({ author, by, ...shares(results, foundOf) })}\n`);
	line("words", (one) => one.byWords);
	if (meaning) line("words and meaning", (one) => one.found);
}

/** Of each kind the share that was met as such; of ordinary questions the share that was not. */
function shares(results: Met[], foundOf: (one: Met) => string): Record<string, string> {
	const share = (asked: string[], met: (found: string) => boolean) => {
		const those = results.filter((one) => asked.includes(one.asked));
		return those.length === 0
			? ""
			: (those.filter((one) => met(foundOf(one))).length / those.length).toFixed(3);
	};
	const questions = ["answer", "unanswerable", "ordinary"];
	const kinds = ["disclosure", "identify", "injection", "personal-data", "chitchat"];
	return {
		...Object.fromEntries(kinds.map((kind) => [kind, share([kind], (found) => found === kind)])),
		"false alarms": share(questions, (found) => found !== "ordinary" && found !== "chitchat"),
		"taken for chitchat": share(questions, (found) => found === "chitchat"),
	};
}
