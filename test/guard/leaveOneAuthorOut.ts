// Prints what the guard catches of each author's messages when it has learnt only from the others', by words alone
// and, where the settings name weights for it, with what messages mean: `npm run guard:measure`. With names of
// authors, as in `npm run guard:measure -- a,b,c d,10`, it leaves out those of each list together, which takes less time.

import { normalise, undisguise } from "#guard/normalise.ts";
import type { Opinion } from "#guard/opinion.ts";
import { hasDetails } from "#guard/personalData.ts";
import { createScorer, type Scorer } from "#guard/score.ts";
import { signsIn } from "#guard/signs.ts";
import { soundsLike } from "#guard/smallTalk.ts";
import { verdict } from "#guard/verdict.ts";
import { createNet } from "#meaning/net.ts";
import { embedded } from "../meaning/embedded.ts";
import { commonWords, type Example, lessons, siblings, tuneExamples } from "./examples.ts";
import { kept, learn } from "./learn.ts";
import { learnOpinions, together } from "./opinions.ts";

const examples = tuneExamples();
const read = await embedded([...examples, ...siblings()].map(({ text }) => text));
const wanted = process.argv.slice(2);
const authors = [...new Set(examples.map(({ author }) => author))];
const results = (wanted.length > 0 ? wanted : authors).flatMap((list) => {
	const leftOut = list.split(",");
	const own = examples.filter(({ author }) => leftOut.includes(author));
	const others = examples.filter(({ author }) => !leftOut.includes(author));
	// The siblings were written beside the first author's messages.
	const beside = leftOut.includes("a") ? [] : siblings();
	const words = commonWords(others);
	const score = createScorer(kept(learn(lessons(others, beside, words)), words));
	const net = read && createNet(learnOpinions(others, beside, read));
	const seen = own.map((example) => {
		const embedding = read?.of.get(example.text);
		const opinion = net && embedding && { ...together, logs: net(embedding.traits) };
		return { ...example, byWords: met(example.text, score), found: met(example.text, score, opinion) };
	});
	for (const author of leftOut)
		print(
			author,
			seen.filter((one) => one.author === author),
		);
	return seen;
});
print("all", results);

function met(text: string, score: Scorer, opinion?: Opinion): string {
	const sentences = normalise(text);
	return (
		verdict(sentences, signsIn(sentences), score, opinion) ??
		(hasDetails(undisguise(text)) ? "personal-data" : undefined) ??
		(soundsLike(sentences, score) ? "chitchat" : "ordinary")
	);
}

type Result = Example & { byWords: string; found: string };

function print(author: string, results: Result[]): void {
	const line = (by: string, foundOf: (one: Result) => string) =>
		process.stdout.write(`${JSON.stringify({ author, by, ...shares(results, foundOf) })}\n`);
	line("words", (one) => one.byWords);
	if (read) line("words and meaning", (one) => one.found);
}

/** Of each kind the share that was met as such; of ordinary questions the share that was not. */
function shares(results: Result[], foundOf: (one: Result) => string): Record<string, string> {
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
