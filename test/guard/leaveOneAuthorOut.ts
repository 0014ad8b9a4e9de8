// Prints what the guard catches of each author's messages when it has learnt only from the others', by words alone:
// `npm run guard:measure`. With names of authors, as in `npm run guard:measure -- a,b,c d,10`, it leaves out those of
// each list together, which takes less time. Where the settings name a hosted model, by what messages mean too; what
// the layers on this machine add, `npm run guard:tune -- a,b,c` measures.

import { createNet } from "#meaning/net.ts";
import { environment, readConfig } from "../../src/config.ts";
import { embedded } from "../meaning/embedded.ts";
import { siblings, tuneExamples, without } from "./examples.ts";
import { printLeftOut, printMet } from "./leftOut.ts";
import { learnOpinions } from "./opinions.ts";

const examples = tuneExamples();
const hosted = readConfig(environment()).meaning.hosted;
const read = hosted && (await embedded([...examples, ...siblings()].map(({ text }) => text)));
const wanted = process.argv.slice(2);
const lists = wanted.length > 0 ? wanted : [...new Set(examples.map(({ author }) => author))];
const results = lists.flatMap((list) => {
	const leftOut = list.split(",");
	if (!read) return printLeftOut(leftOut);
	const { others, beside } = without(leftOut);
	const net = createNet(learnOpinions(others, beside, read));
	return printLeftOut(leftOut, ({ text }) => {
		const embedding = read.of.get(text);
		return embedding && net(embedding.vector);
	});
});
printMet("all", results, read !== undefined);
