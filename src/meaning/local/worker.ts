/** The thread that `createLocalMeaning` starts: one text in, what it means out. */
import { parentPort } from "node:worker_threads";
import { loadModel } from "./model.ts";

const read = await loadModel();
parentPort?.on("message", (text: string) => {
	const found = read(text);
	parentPort?.postMessage(
		found,
		Object.values(found).map(({ buffer }) => buffer as ArrayBuffer),
	);
});
