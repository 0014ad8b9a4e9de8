import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Found } from "#chat/platform.ts";
import { createDelivery } from "#delivery/worker.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { rates } from "../support/rates.ts";
import { createNetwork, createTestLog } from "./network.ts";
import { createTime } from "./time.ts";

const sender = fileURLToPath(new URL("./sender.ts", import.meta.url));
const timeout = 60_000;
let folder = "";
const closings: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "dhr-crash-"));
});
afterEach(async () => {
	for (const close of closings.splice(0).reverse()) await close();
	await rm(folder, { recursive: true });
});

/** Runs a process that says two messages, and kills it with -9 at the step. Returns what it had posted. */
async function killAt(step: "committed" | "taken" | "sending"): Promise<string[]> {
	const posted: string[] = [];
	const silent = createServer((request) => {
		request.setEncoding("utf8").once("data", (body) => {
			posted.push(JSON.parse(body).text);
			silent.emit("posted");
		});
	});
	await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
	const farEnd = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
	const child = spawn(process.execPath, [sender, folder, farEnd, step], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	await Promise.race([once(silent, "posted"), once(child.stdout, "data")]);
	child.kill("SIGKILL");
	await once(child, "exit");
	silent.closeAllConnections();
	await new Promise((resolve) => silent.close(resolve));
	return posted;
}

/** Starts the bot's delivery on the same folder a minute later, and lets another minute pass. */
async function restart(find?: Found) {
	const storage: Storage = await openStorage({ dataDir: folder });
	closings.push(() => storage.close());
	const time = createTime(new Date("2026-03-02T09:01:00Z"));
	const network = createNetwork(undefined, find && (async () => find));
	const log = createTestLog();
	const clock = () => new Date(time.now());
	const platforms = [network.platform];
	const delivery = createDelivery({ storage, rates, platforms, clock, log: log.log, timers: time });
	await delivery.start();
	closings.push(() => delivery.stop());
	await delivery.drain();
	time.tick(60_000);
	await delivery.drain();
	expect(log.errors()).toEqual([]);
	const rows = await storage.db.delivery.findMany({ orderBy: { sequence: "asc" } });
	return { texts: network.texts(), states: rows.map(({ state }) => state) };
}

describe("after kill -9", () => {
	it(
		"says once, in order, what was committed and not yet taken",
		async () => {
			expect(await killAt("committed")).toEqual([]);
			expect(await restart()).toEqual({ texts: ["the answer", "more"], states: ["sent", "sent"] });
		},
		timeout,
	);

	it(
		"says once, in order, what was taken and not yet sent, when that can be known",
		async () => {
			expect(await killAt("taken")).toEqual([]);
			const texts = ["the answer", "more"];
			expect(await restart({ kind: "absent" })).toEqual({ texts, states: ["sent", "sent"] });
		},
		timeout,
	);

	it(
		"does not send again what the network had accepted, when it can be found",
		async () => {
			expect(await killAt("sending")).toEqual(["the answer"]);
			expect(await restart({ kind: "found", messageId: "m1" })).toEqual({
				texts: ["more"],
				states: ["sent", "sent"],
			});
		},
		timeout,
	);

	it(
		"sends again what the network had not accepted, when that can be known",
		async () => {
			await killAt("sending");
			expect(await restart({ kind: "absent" })).toEqual({
				texts: ["the answer", "more"],
				states: ["sent", "sent"],
			});
		},
		timeout,
	);

	it(
		"holds what may have been accepted where nobody can tell, and says so once",
		async () => {
			await killAt("sending");
			const { texts, states } = await restart();
			expect(texts).toEqual(["more", expect.stringContaining("may not have reached you")]);
			expect(states).toEqual(["unsure", "sent", "sent"]);
		},
		timeout,
	);
});
