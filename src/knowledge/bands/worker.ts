import { parentPort, workerData } from "node:worker_threads";
import { hold } from "../hold.ts";
import { calibrate } from "../search/calibrate.ts";
import type { Job } from "./drawBands.ts";

const { content, labelled } = workerData as Job;
parentPort?.postMessage(calibrate(hold(content), labelled));
