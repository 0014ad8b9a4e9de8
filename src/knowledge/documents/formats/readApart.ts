import { Worker } from "node:worker_threads";
import type { PaperRead } from "./paper.ts";

/** What the thread is given. */
export type Job = { type: "word" | "pdf"; name: string; bytes: Uint8Array };

/** How long and with how much memory a file may be read. */
export type Limits = { milliseconds: number; megabytes: number };

const usual: Limits = { milliseconds: 90_000, megabytes: 512 };
const lookEvery = 50;

/**
 * Reads a file in a thread of its own, which is ended when it takes too long or too much memory; so
 * whatever is in the file, the bot goes on.
 */
export async function readApart(job: Job, limits: Limits = usual): Promise<PaperRead> {
	const worker = new Worker(new URL("./worker.ts", import.meta.url), {
		workerData: job,
		resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
		env: {},
		stdout: true,
		stderr: true,
	});
	try {
		return await outcome(worker, job.name, limits);
	} finally {
		await worker.terminate();
	}
}

function outcome(worker: Worker, name: string, { milliseconds, megabytes }: Limits): Promise<PaperRead> {
	const { promise, resolve, reject } = Promise.withResolvers<PaperRead>();
	const stop = (what: "time" | "memory") => resolve({ problem: `${name} ${tooMuch(what)}` });
	const late = setTimeout(stop, milliseconds, "time");
	// The limit of a thread's heap leaves out what streams are unpacked into.
	const watch = setInterval(() => {
		worker.getHeapStatistics().then(
			({ total_heap_size, external_memory }) => {
				if (total_heap_size + external_memory > megabytes * 1024 * 1024) stop("memory");
			},
			() => undefined,
		);
	}, lookEvery);
	worker.once("message", resolve);
	worker.once("error", (error) => {
		if ((error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY") stop("memory");
		else reject(error);
	});
	worker.once("exit", () => reject(new Error("The thread that read a file ended without a word.")));
	return promise.finally(() => {
		clearTimeout(late);
		clearInterval(watch);
	});
}

function tooMuch(what: "time" | "memory"): string {
	return `takes more ${what} to read than a report should, and was stopped. Copy its words into a new document, or import it in parts.`;
}
