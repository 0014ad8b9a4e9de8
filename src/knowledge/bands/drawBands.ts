import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Client } from "#storage/open.ts";
import { readContent, readDrawnFor, readLabelled } from "../content.ts";
import type { Content } from "../held.ts";
import { type Labelled, untried } from "../search/calibrate.ts";
import type { Calibration } from "./calibration.ts";

/** What the thread is given. */
export type Job = { content: Content; labelled: Labelled[] };

/**
 * Draws the bands anew where something was changed since they were drawn, as a version of its own, in a thread
 * of its own: it takes seconds, in which others are answered. False where there was nothing to draw, or where
 * more was changed meanwhile.
 */
export async function drawBands(db: Client): Promise<boolean> {
	const { version, drawnFor } = await readDrawnFor(db);
	if (version === drawnFor) return false;
	const job = await db.$transaction(
		async (tx) => ({ content: await readContent(tx), labelled: await readLabelled(tx) }),
		{ isolationLevel: "RepeatableRead" },
	);
	const before = job.content.version;
	const calibration = job.labelled.length === 0 ? untried : await calibrateApart(job);
	const { count } = await db.knowledgeState.updateMany({
		where: { id: 1, version: before },
		data: { version: before + 1, calibration: { ...calibration, drawnFor: before + 1 } },
	});
	return count === 1;
}

async function calibrateApart(job: Job): Promise<Calibration> {
	const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: job, env: {} });
	try {
		const [calibration] = (await once(worker, "message")) as [Calibration];
		return calibration;
	} finally {
		await worker.terminate();
	}
}
