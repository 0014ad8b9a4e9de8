// Prints what the guard catches of each author's messages when it has learnt only from the others': `npm run guard:measure`.

import { normalise, undisguise } from "#guard/normalise.ts";
import { hasDetails } from "#guard/personalData.ts";
import { createScorer } from "#guard/score.ts";
import { signsIn } from "#guard/signs.ts";
import { soundsLike } from "#guard/smallTalk.ts";
import { verdict } from "#guard/verdict.ts";
import { commonWords, type Example, lessons, siblings, tuneExamples } from "./examples.ts";
import { kept, learn } from "./learn.ts";

const examples = tuneExamples();
const authors = process.argv[2]?.split(",") ?? [...new Set(examples.map(({ author }) => author))];
const results = authors.flatMap((author) => {
	const others = examples.filter((one) => one.author !== author);
	const words = commonWords(others);
	// The siblings were written beside the first author's messages.
	const weights = kept(learn(lessons(others, author === "a" ? [] : siblings(), words)), words);
	const score = createScorer(weights);
	const seen = examples
		.filter((one) => one.author === author)
		.map((example) => {
			const sentences = normalise(example.text);
			const found =
				verdict(sentences, signsIn(sentences), score) ??
				(hasDetails(undisguise(example.text)) ? "personal-data" : undefined) ??
				(soundsLike(sentences, score) ? "chitchat" : "ordinary");
			return { ...example, found };
		});
	print(author, seen);
	return seen;
});
print("all", results);

type Result = Example & { found: string };

/** Of each kind the share that was met as such; of ordinary questions the share that was not. */
function print(author: string, results: Result[]): void {
	const share = (asked: string[], met: (one: Result) => boolean) => {
		const those = results.filter((one) => asked.includes(one.asked));
		return those.length === 0 ? "" : (those.filter(met).length / those.length).toFixed(3);
	};
	const questions = ["answer", "unanswerable", "ordinary"];
	const kinds = ["disclosure", "identify", "injection", "personal-data", "chitchat"];
	const line = {
		author,
		...Object.fromEntries(kinds.map((kind) => [kind, share([kind], (one) => one.found === kind)])),
		"false alarms": share(questions, (one) => one.found !== "ordinary" && one.found !== "chitchat"),
		"taken for chitchat": share(questions, (one) => one.found === "chitchat"),
	};
	process.stdout.write(`${JSON.stringify(line)}\n`);
}
