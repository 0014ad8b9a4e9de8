import { timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express, type Request } from "express";
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Storage } from "#storage/open.ts";

/** How long a request may take to arrive, and how long a stop waits for those that are arriving. */
const requestMs = 10_000;
const lastRequestsMs = 3_000;

/** The one server that platforms, pages and whoever watches over the bot share. */
export type Web = {
	/** Where platforms and pages put what they serve. */
	app: Express;
	port: number;
	/** Lets requests in. Until then they are told to come again. */
	open(): void;
	/** Says that it is not ready from now on, so that requests are sent elsewhere. Those that come all the same are let in. */
	leave(): void;
	/** Counts a question by how it was met. */
	count(outcome: string): void;
	close(): Promise<void>;
};

/**
 * Listens at once, on loopback alone where `local`, and answers `/healthz` (the process lives), `/readyz`
 * (it is open, is not about to stop, and its database answers) and, with the token, `/metrics`.
 */
export async function serveWeb(options: {
	storage: Storage;
	port: number;
	local: boolean;
	metricsToken?: string;
}): Promise<Web> {
	const { storage, local, metricsToken } = options;
	const app = express().disable("x-powered-by");
	const { registry, outcomes } = createMetrics(storage);
	let isOpen = false;
	let leaves = false;
	app.get("/healthz", (_, response) => void response.sendStatus(200));
	app.get("/readyz", async (_, response) => {
		response.sendStatus(isOpen && !leaves && (await answers(storage)) ? 200 : 503);
	});
	app.get("/metrics", async (request, response) => {
		if (!metricsToken || !bears(request, metricsToken)) return void response.sendStatus(404);
		response.type(registry.contentType).send(await registry.metrics());
	});
	app.use((_, response, next) => (isOpen ? next() : void response.sendStatus(503)));
	const server = createServer(app);
	server.requestTimeout = requestMs;
	await new Promise<void>((listening, failed) => {
		server.once("error", failed);
		server.listen({ port: options.port, ...(local ? { host: "127.0.0.1" } : {}) }, listening);
	});
	return {
		app,
		port: (server.address() as AddressInfo).port,
		open: () => {
			isOpen = true;
		},
		leave: () => {
			leaves = true;
		},
		count: (outcome) => outcomes.inc({ outcome }),
		async close() {
			const closed = new Promise((done) => server.close(done));
			server.closeIdleConnections();
			const late = setTimeout(() => server.closeAllConnections(), lastRequestsMs);
			await closed;
			clearTimeout(late);
		},
	};
}

async function answers({ db }: Storage): Promise<boolean> {
	return db.knowledgeState.findFirst({ select: { version: true } }).then(
		(state) => state !== null,
		() => false,
	);
}

/** Counts alone: no metric has a label that names a person, a place, an agency or what the guard saw. */
function createMetrics({ db }: Storage) {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const outcomes = new Counter({
		name: "dhr_questions_total",
		help: "Questions by how they were met, since the process began",
		labelNames: ["outcome"],
		registers: [registry],
	});
	new Gauge({
		name: "dhr_deliveries",
		help: "Deliveries in the ledger by state",
		labelNames: ["state"],
		registers: [registry],
		async collect() {
			const states = await db.delivery.groupBy({ by: ["state"], _count: true });
			this.reset();
			for (const { state, _count } of states) this.set({ state }, _count);
		},
	});
	new Gauge({
		name: "dhr_oldest_due_seconds",
		help: "How long the delivery that is due longest has waited",
		registers: [registry],
		async collect() {
			const oldest = await db.delivery.aggregate({ where: { state: "queued" }, _min: { dueAt: true } });
			const { dueAt } = oldest._min;
			this.set(dueAt ? Math.max(0, (Date.now() - dueAt.getTime()) / 1000) : 0);
		},
	});
	return { registry, outcomes };
}

function bears({ headers }: Request, token: string): boolean {
	const [given, expected] = [Buffer.from(headers.authorization ?? ""), Buffer.from(`Bearer ${token}`)];
	return given.length === expected.length && timingSafeEqual(given, expected);
}
