import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { screen } from "#guard/screen.ts";
import { readContent } from "#knowledge/content.ts";
import { hold } from "#knowledge/hold.ts";
import { search } from "#knowledge/search/search.ts";
import { contentFolder } from "../../assemble.ts";
import { openInMemory } from "../inMemory.ts";
import { grow } from "./answers/variations.ts";

type Measured = { name: string; p50: number; p95: number };

/**
 * Measures what a question costs, each part beside one round trip to the same database in the same
 * run: the ratios are what to compare between machines and versions.
 */
export async function costs(): Promise<void> {
	const { house, terminal, storage, stop } = await openInMemory({ show() {} });
	const questions = await readQuestions();
	const content = await readContent(storage.db);
	const held = await house.library.current();
	const larger = hold(grow(content, 50 * content.passages.length));

	const measured = [
		await measure("one round trip to the database", questions, () => storage.db.$queryRaw`SELECT 1`),
		await measure("the guard reads a message", questions, screen),
		await measure("the version is checked", questions, () => house.library.current()),
		await measure(`a search in ${held.passages.size} passages`, questions, (question) =>
			search(held, question),
		),
		await measure(`a search in ${larger.passages.size} passages`, questions, (question) =>
			search(larger, question),
		),
		await measure("a message, until its answer is shown", questions, async (question) => {
			await terminal.say(question);
			await house.allSaid();
		}),
	];
	report(measured);
	await stop();
}

async function readQuestions(): Promise<string[]> {
	const text = await readFile(join(contentFolder, "evaluation/tune.jsonl"), "utf8");
	return text
		.trim()
		.split("\n")
		.map((line) => (JSON.parse(line) as { question: string }).question);
}

async function measure(
	name: string,
	questions: string[],
	work: (question: string) => unknown,
): Promise<Measured> {
	for (const question of questions.slice(0, 40)) await work(question);
	const times: number[] = [];
	for (const question of questions) {
		const from = performance.now();
		await work(question);
		times.push(performance.now() - from);
	}
	times.sort((a, b) => a - b);
	const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
	return { name, p50: at(0.5), p95: at(0.95) };
}

function report(measured: Measured[]): void {
	const unit = measured[0]?.p50 ?? 1;
	console.log(`${"".padEnd(40)}${"p50 ms".padStart(10)}${"p95 ms".padStart(10)}${"p50 ratio".padStart(12)}`);
	for (const { name, p50, p95 } of measured)
		console.log(
			`${name.padEnd(40)}${p50.toFixed(2).padStart(10)}${p95.toFixed(2).padStart(10)}${(p50 / unit).toFixed(2).padStart(12)}`,
		);
	const { rss, heapUsed } = process.memoryUsage();
	console.log(`memory: ${Math.round(rss / 1e6)} MB resident, ${Math.round(heapUsed / 1e6)} MB heap`);
}
