import { parentPort, workerData } from "node:worker_threads";
import type { Job } from "./readApart.ts";

const { type, name, bytes } = workerData as Job;
const read =
	type === "word"
		? (await import("./word/readWord.ts")).readWord
		: (await import("./pdf/readPdf.ts")).readPdf;
parentPort?.postMessage(await read(name, bytes));
