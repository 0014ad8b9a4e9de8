import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { type Embedding, type Meaning, Stopped } from "../meaning.ts";
import { tunedFiles } from "./tunedFiles.ts";

const name = "all-MiniLM-L6-v2";

/** A text that somebody waits for. */
type Wanted = {
	text: string;
	later: boolean;
	signal: AbortSignal | undefined;
	resolve: (embedding: Embedding) => void;
	reject: (error: Error) => void;
};

/**
 * All-MiniLM-L6-v2 on this machine, in a thread of its own: nothing that it reads leaves the machine.
 * The thread starts with the first text. Where it dies, what was wanted is rejected, and the next text
 * starts another. `script` is what the thread runs.
 */
export function createLocalMeaning(script: URL = new URL("./worker.ts", import.meta.url)): Meaning {
	let worker: Worker | undefined;
	/** The one that the thread has in hand. */
	let current: Wanted | undefined;
	let waiting: Wanted[] = [];
	let stopped = false;

	const start = (): Worker => {
		const started = new Worker(script);
		const ended = (why: string) => () => {
			if (worker !== started) return;
			worker = undefined;
			const lost = [...(current ? [current] : []), ...waiting];
			[current, waiting] = [undefined, []];
			for (const { reject } of lost) reject(stopped ? new Stopped(why) : new Error(why));
		};
		started.on("message", (found: Omit<Embedding, "model">) => {
			const done = current;
			current = undefined;
			next();
			done?.resolve({ model: name, ...found });
		});
		started.on("error", ended("the thread failed"));
		started.on("exit", ended("the thread ended"));
		return started;
	};

	const next = () => {
		if (current) return;
		waiting = waiting.filter((one) => !one.signal?.aborted);
		const at = Math.max(
			0,
			waiting.findIndex(({ later }) => !later),
		);
		[current] = waiting.splice(at, 1);
		if (!current) {
			// An idle thread is no reason for the process to go on.
			worker?.unref();
			return;
		}
		worker ??= start();
		worker.ref();
		worker.postMessage(current.text);
	};

	const embedOne = (text: string, later: boolean, signal: AbortSignal | undefined) =>
		new Promise<Embedding>((resolve, reject) => {
			if (stopped) throw new Stopped("it was stopped");
			signal?.throwIfAborted();
			signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
			waiting.push({ text, later, signal, resolve, reject });
			next();
		});

	return {
		name,
		tuned: hashOf(Object.values(tunedFiles)),
		embed: (texts, { later = false, signal } = {}) =>
			Promise.all(texts.map((text) => embedOne(text, later, signal))),
		async stop() {
			stopped = true;
			await worker?.terminate();
		},
	};
}

function hashOf(files: URL[]): string {
	const hash = createHash("sha256");
	for (const file of files) hash.update(readFileSync(file));
	return hash.digest("hex").slice(0, 8);
}
