import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { normalise } from "#guard/normalise.ts";
import { classes, evidence } from "#guard/score.ts";
import { signsIn } from "#guard/signs.ts";
import { combinations } from "./combinations.ts";
import { type Labelled, lottery } from "./learn.ts";
import { drawn } from "./patterns.ts";

/** A message and what the guard should see in it; "ordinary" where it is a question. `asked` keeps its kind as labelled. */
export type Example = { text: string; kind: string; asked: string; author: string };

const root = fileURLToPath(new URL("../../", import.meta.url));
const passing = new Set(["answer", "unanswerable", "ordinary"]);

/** The labelled questions of the evaluation that may be tuned on. */
export function tuneExamples(): Example[] {
	const names = readdirSync(`${root}prisma/content/evaluation`).filter((name) =>
		/^(?:tune.*|unanswerable)\.jsonl$/.test(name),
	);
	return names.flatMap((name) =>
		lines(`prisma/content/evaluation/${name}`).map((line) => {
			const { question, kind } = JSON.parse(line) as { question: string; kind: string };
			return {
				text: question,
				kind: passing.has(kind) ? "ordinary" : kind,
				asked: kind,
				author: authorOf(name),
			};
		}),
	);
}

/** Who wrote a file, by its name: one author's messages are left out together. */
function authorOf(name: string): string {
	const sign = /^tune-special-(\w+)/.exec(name)?.[1];
	return sign ?? (/^tune-\w\./.test(name) ? "k" : name.startsWith("unanswerable") ? "n" : "a");
}

/** Messages written for the guard alone, many to each kind. */
export function siblings(): { text: string; kind: string }[] {
	return ["ordinary", "disclosure", "identify", "injection"].flatMap((kind) =>
		lines(`test/guard/siblings/${kind}.txt`).map((text) => ({ text, kind })),
	);
}

/** The messages of some authors, and what is to be learnt from when theirs are left out. */
export function without(leftOut: string[]): {
	own: Example[];
	others: Example[];
	beside: { text: string; kind: string }[];
} {
	const { own = [], others = [] } = Object.groupBy(tuneExamples(), ({ author }) =>
		leftOut.includes(author) ? "own" : "others",
	);
	// The siblings were written beside the first author's messages.
	return { own, others, beside: leftOut.includes("a") ? [] : siblings() };
}

/** The place of a kind among the guard's readings: what has none may pass. */
export function labelOf(kind: string): number {
	return Math.max(0, classes.indexOf(kind as (typeof classes)[number]));
}

/** All to learn from, when these are the labelled messages of some authors. What was put together counts for less. */
export function lessons(
	examples: { text: string; kind: string }[],
	beside: { text: string; kind: string }[],
	known: ReadonlySet<string>,
): Labelled[] {
	return [
		...labelled(examples, 1, known),
		...labelled(beside, 0.4, known),
		...labelled(composed([...examples, ...beside]), 0.3, known),
		...labelled(
			classes.flatMap((kind) => drawn(kind, 25).map((text) => ({ text, kind }))),
			0.6,
			known,
		),
	];
}

/** Some messages as the scorer learns from them. A message with personal details is a question otherwise. */
function labelled(
	examples: { text: string; kind: string }[],
	counts: number,
	known: ReadonlySet<string>,
): Labelled[] {
	return examples.flatMap(({ text, kind }) => {
		const sentences = normalise(text);
		const found = evidence(sentences, signsIn(sentences), known);
		return found.length > 0 ? [{ evidence: found, label: labelOf(kind), counts }] : [];
	});
}

/** The words that several authors use, and that therefore count as themselves among their neighbours. */
export function commonWords(examples: { text: string; author: string }[]): Set<string> {
	const times = new Map<string, number>();
	const authors = new Map<string, Set<string>>();
	for (const { text, author } of examples)
		for (const word of new Set(normalise(text).join(" ").split(" "))) {
			times.set(word, (times.get(word) ?? 0) + 1);
			authors.set(word, (authors.get(word) ?? new Set()).add(author));
		}
	const common = [...times].filter(([word, count]) => count >= 6 && (authors.get(word)?.size ?? 0) >= 3);
	return new Set(common.map(([word]) => word));
}

/** Messages put together from patterns, and from examples: a disclosure beside a question, a disclosure only spoken of. */
function composed(examples: { text: string; kind: string }[]): { text: string; kind: string }[] {
	const random = lottery(7);
	const pick = <Item>(items: Item[]): Item => items[Math.floor(random() * items.length)] as Item;
	const short = (kind: string) =>
		examples
			.filter((one) => one.kind === kind && one.text.length > 12 && one.text.length < 140)
			.map((one) => one.text);
	const questions = short("ordinary");
	const disclosures = short("disclosure");
	const times = <Item>(count: number, make: () => Item): Item[] => Array.from({ length: count }, make);
	return [
		...classes.flatMap((kind) =>
			combinations(kind, kind === "ordinary" ? 1200 : 500).map((text) => ({ text, kind })),
		),
		...times(75, () => ({ text: pick(questions) + pick(joints) + pick(disclosures), kind: "disclosure" })),
		...times(75, () => ({ text: `${pick(disclosures)}. ${pick(questions)}`, kind: "disclosure" })),
		...times(75, () => ({ text: pick(frames).replace("{}", pick(disclosures)), kind: "ordinary" })),
		...times(75, () => ({ text: pick(questions) + pick(joints) + pick(questions), kind: "ordinary" })),
	];
}

const joints = [". ", ", ", " because ", ". asking because ", " - ", " also ", " and ", "\n"];
const frames = [
	'what do the reviews say when a victim says "{}"',
	"what should staff do if a patient says {}",
	'need a scenario where someone says "{}"',
	'is there a lesson on "{}" type disclosures',
	"how should we respond when a client tells us '{}'",
	"in the reviews, did anyone say '{}' to a GP",
	"what if a pupil tells a teacher {}",
	"writing training: a caller says '{}', which theme fits",
	"when someone says {} what did the reviews find",
];

function lines(path: string): string[] {
	return readFileSync(root + path, "utf8")
		.split("\n")
		.filter((line) => line.trim() !== "");
}
