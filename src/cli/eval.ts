import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Held } from "#knowledge/held.ts";
import { labelledShape } from "#knowledge/packShapes.ts";
import { publish, putDocument } from "#knowledge/publish.ts";
import type { Found } from "#knowledge/search/search.ts";
import type { Shown } from "#platforms/terminal/index.ts";
import type { Report } from "../assemble.ts";
import { environment, readConfig } from "../config.ts";
import { runInside } from "./commands.ts";
import {
	figures,
	isAmongThree,
	isFalseAlarm,
	isFalseAnswer,
	isFirst,
	isRouted,
	type Judged,
} from "./evalFigures.ts";
import { keepMeasured, openInMemory } from "./inMemory.ts";
import { madeUpPaper } from "./madeUpPaper.ts";

const row = z.object({
	id: z.string(),
	question: z.string().min(1),
	expect: z.array(z.string()).default([]),
	kind: labelledShape.shape.kind,
	after: z.string().optional(),
});
type Row = z.output<typeof row>;

const usage =
	"Usage: npm run eval -- FILE.jsonl [FILE.jsonl …] [--document FILE] [--beside PASSAGES] [--words] [--json]";

async function run(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			json: { type: "boolean", default: false },
			document: { type: "string", multiple: true, default: [] },
			beside: { type: "string", default: "0" },
			words: { type: "boolean", default: false },
		},
	});
	if (positionals.length === 0) throw new Error(usage);
	const rows = (await Promise.all(positionals.map(readRows))).flat();
	const judged = await judge(rows, {
		documents: values.document,
		beside: Number(values.beside),
		wordsAlone: values.words,
	});
	print(judged);
	if (values.json) console.log(JSON.stringify(figures(judged)));
}

async function readRows(file: string): Promise<Row[]> {
	const text = await readFile(file, "utf8").catch(() => {
		throw new Error(`${file} cannot be read. ${usage}`);
	});
	return text
		.split("\n")
		.map((line, at) => ({ line: line.trim(), at: at + 1 }))
		.filter(({ line }) => line !== "")
		.map(({ line, at }) => {
			try {
				return row.parse(JSON.parse(line));
			} catch {
				throw new Error(
					`Line ${at} of ${file} is not a labelled question: it needs id, question, expect and kind.`,
				);
			}
		});
}

/** What is held beside the starter pack, and whether it is heard what questions mean. */
type Setting = { documents: string[]; beside: number; wordsAlone: boolean };

/** Nobody waits here: what a question means is waited for however long it takes. */
const patienceMs = 600_000;

/** Puts every question to the bot as a message, each from a person of its own, and sees how it was met. */
async function judge(rows: Row[], { documents, beside, wordsAlone }: Setting): Promise<Judged[]> {
	let reports: Report[] = [];
	let shown: Shown[] = [];
	const { house, terminal, storage, log, stop } = await openInMemory({
		show: (each) => shown.push(each),
		report: (report) => reports.push(report),
		meaning: wordsAlone
			? { local: false, patienceMs }
			: { ...readConfig(environment()).meaning, patienceMs, keepIn: keepMeasured },
	});
	for (const file of documents) {
		const { output, exitCode } = await runInside(["documents", "import", file, "--publish"], {
			rooms: { ...house, db: storage.db },
			cwd: process.cwd(),
			log,
		});
		if (exitCode !== 0) throw new Error(output);
	}
	if (beside > 0) await publish(storage.db, async (tx) => putDocument(tx, madeUpPaper(beside)));
	await house.meaning?.embed(["Is anybody there?"]);
	await house.learnMeanings();
	const judged: Judged[] = [];
	for (const each of rows) {
		const person = each.id;
		if (each.after) await terminal.say(each.after, { person });
		await house.allSaid();
		[reports, shown] = [[], []];
		await terminal.say(each.question, { person });
		await house.allSaid();
		judged.push(judgeOne(each, reports[0], shown, await house.library.current()));
	}
	await stop();
	return judged;
}

function judgeOne(labelled: Row, report: Report | undefined, shown: Shown[], held: Held): Judged {
	const { id, question, kind, expect } = labelled;
	const quotes = shown.flatMap(({ message }) =>
		message.blocks.flatMap((block) => (block.kind === "quote" ? [block.text] : [])),
	);
	const passages = [...held.passages.values()].filter(({ wording }) => wording === "verbatim");
	const matched = quotes.filter((quote) => passages.some(({ text }) => text.includes(quote))).length;
	const base = { id, question, kind, expect, quotes: { shown: quotes.length, matched } };
	if (!report) return { ...base, met: "nothing", ranked: [], score: 0, listed: false };
	if ("guard" in report)
		return { ...base, met: `guard:${report.guard.kind}`, ranked: [], score: 0, listed: false };
	const { outcome, found } = report.answers;
	const listed = outcome === "themes" && expect.every((theme) => held.themes.has(theme));
	const score = listed ? 1 : Math.max(0, ...found.map((each) => each.score));
	return { ...base, met: outcome, ranked: inTurn(found).map((theme) => widened(held, theme)), score, listed };
}

/** The passages of all parts of a question, the best of each part first. */
function inTurn(found: Found[]): string[][] {
	const longest = Math.max(0, ...found.map(({ passages }) => passages.length));
	return Array.from({ length: longest }, (_, at) =>
		found.flatMap(({ passages }) => passages[at] ?? []),
	).flatMap((each) => each.map(({ passage }) => passage.themes));
}

function widened(held: Held, themes: string[]): string[] {
	return [...new Set(themes.flatMap((id) => [id, ...(held.themes.get(id)?.within ?? [])]))];
}

function print(judged: Judged[]): void {
	const failures: [string, Judged[]][] = [
		["not first", judged.filter((each) => each.kind === "answer" && !isFirst(each))],
		["not among three", judged.filter((each) => each.kind === "answer" && !isAmongThree(each))],
		["false answer", judged.filter(isFalseAnswer)],
		[
			"answerable, but said to be not held",
			judged.filter(({ kind, met }) => kind === "answer" && met === "not held"),
		],
		["guard's false alarm", judged.filter(isFalseAlarm)],
		[
			"not routed",
			judged.filter((each) => !["answer", "unanswerable", "ordinary"].includes(each.kind) && !isRouted(each)),
		],
		["quote not matched", judged.filter(({ quotes }) => quotes.matched < quotes.shown)],
	];
	for (const [what, which] of failures) {
		if (which.length > 0) console.log(`\n${what} (${which.length}):`);
		for (const { id, kind, question, met, ranked, expect, score } of which)
			console.log(
				`  ${id} ${kind}: ${question}\n    met: ${met} (${score.toFixed(2)}); expected: ${expect.join(", ") || "none"}; found: ${ranked
					.slice(0, 3)
					.map((themes) => themes.join("+"))
					.join(" | ")}`,
			);
	}
	const { routed, questions, ...shares } = figures(judged);
	console.log(`\n${questions} questions`);
	for (const [name, value] of [
		...Object.entries(shares),
		...Object.entries(routed).map(([kind, value]) => [`routed: ${kind}`, value] as const),
	])
		console.log(`${name.padEnd(24)} ${value.toFixed(3)}`);
}

await run().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
