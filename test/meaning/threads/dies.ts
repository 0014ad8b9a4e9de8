/** A thread that answers its first text, and ends at the second. */
import { parentPort } from "node:worker_threads";

let texts = 0;
parentPort?.on("message", () => {
	texts++;
	if (texts > 1) process.exit(1);
	parentPort?.postMessage({ vector: Float32Array.of(1) });
});
