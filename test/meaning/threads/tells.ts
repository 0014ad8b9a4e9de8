/** A thread whose vectors tell the order in which it was asked, with the length of the text. */
import { parentPort } from "node:worker_threads";

let texts = 0;
parentPort?.on("message", (text: string) => {
	texts++;
	parentPort?.postMessage({ vector: Float32Array.of(texts, text.length) });
});
