import { mkdir } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import closeWithGrace from "close-with-grace";
import express, { type Express } from "express";
import pino from "pino";
import { fault, isForOperator, type Log } from "#chat/log.ts";
import type { Platform } from "#chat/platform.ts";
import { runInside } from "#cli/commands.ts";
import { allowList } from "#people/allowList.ts";
import { createSlack } from "#platforms/slack/index.ts";
import { createTeams } from "#platforms/teams/index.ts";
import { startPlayground } from "#platforms/teams/playground.ts";
import { systemClock } from "#schedule/clock.ts";
import { lockFolder } from "#storage/lock.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { assemble, type Report } from "./assemble.ts";
import { type Config, environment, localTenant, readConfig } from "./config.ts";

/** How long a stop may take before the process ends all the same. */
const graceMs = 20_000;

/** How long a request may take to arrive, and how long a stop waits for those that are arriving. */
const requestMs = 10_000;
const lastRequestsMs = 3_000;

/** What was opened: closed from the last to the first. */
type Opened = (() => Promise<unknown>)[];

async function run(): Promise<void> {
	const config = readConfig(environment());
	await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
	const log = createLog(config);
	const opened: Opened = [];
	const close = async () => {
		for (let closing = opened.pop(); closing; closing = opened.pop())
			await closing().catch((error) => log.error(fault(error), "something could not be closed"));
	};
	closeWithGrace({ delay: graceMs, logger: false }, async ({ signal, err }) => {
		if (err) log.error(fault(err), "an error that nobody caught: stopping");
		else log.info({ signal }, "stopping");
		await close();
	});
	try {
		await open(config, log, opened);
	} catch (error) {
		await close();
		throw error;
	}
}

async function open(config: Config, log: Log, opened: Opened): Promise<void> {
	const storage = await openData(config, log, opened);
	const web = express().disable("x-powered-by");
	web.get("/healthz", (_, response) => health(storage).then((status) => response.sendStatus(status)));
	const platforms = createPlatforms(config, web, log);
	const house = await assemble({
		storage,
		platforms,
		letsIn: allowList({ slack: config.slack?.workspaces, teams: config.teams?.tenants }),
		settings: config,
		clock: systemClock,
		log,
		report: (report) => reportTo(log, report),
	});
	opened.push(house.stop);
	const port = await listen(web, config, opened);
	if (!config.local) {
		log.info({ port, platforms: platforms.map(({ name }) => name) }, "ready");
		return;
	}
	const playground = await startPlayground({
		botPort: port,
		dataDir: config.dataDir,
		tenant: localTenant,
		log,
	});
	opened.push(playground.stop);
	say(`Open ${playground.address} and ask: what did the DHRs say about GPs`);
}

/** Opens the database; an embedded one is locked first, and commands then come through this process. */
async function openData(config: Config, log: Log, opened: Opened): Promise<Storage> {
	let storage: Storage | undefined;
	if (!config.databaseUrl) {
		const lock = await lockFolder(config.dataDir, async (command, cwd) => {
			if (!storage) return { output: "The bot is still starting. Try again in a moment.\n", exitCode: 1 };
			return runInside(command, { storage, cwd, log });
		});
		opened.push(lock.release);
	}
	const where = config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir };
	const open = await openStorage(where);
	storage = open;
	opened.push(open.close);
	return open;
}

function createPlatforms({ slack, teams }: Config, web: Express, log: Log): Platform[] {
	const now = systemClock;
	return [
		...(slack ? [createSlack({ config: slack, web, log, now })] : []),
		...(teams ? [createTeams({ config: teams, web, log, now })] : []),
	];
}

/** Serves on every address with credentials, and on loopback alone without. */
async function listen(web: Express, { port, local }: Config, opened: Opened): Promise<number> {
	const server = createServer(web);
	await new Promise<void>((listening, failed) => {
		server.once("error", failed);
		server.listen({ port, ...(local ? { host: "127.0.0.1" } : {}) }, listening);
	});
	server.requestTimeout = requestMs;
	opened.push(async () => {
		const closed = new Promise((done) => server.close(done));
		server.closeIdleConnections();
		const late = setTimeout(() => server.closeAllConnections(), lastRequestsMs);
		await closed;
		clearTimeout(late);
	});
	return (server.address() as AddressInfo).port;
}

async function health({ db }: Storage): Promise<200 | 503> {
	return db.knowledgeState.findFirst({ select: { version: true } }).then(
		(state) => (state ? 200 : 503),
		() => 503,
	);
}

/** Local mode logs to a file, so that the terminal shows only what a person is to read. */
function createLog({ local, dataDir, logLevel }: Config): Log {
	if (!local) return pino({ level: logLevel });
	const file = pino(
		{ level: logLevel },
		pino.destination({ dest: join(dataDir, "bot.log"), sync: true, mode: 0o600 }),
	);
	return {
		info: (fields, text) => file.info(fields, text),
		warn(fields, text) {
			file.warn(fields, text);
			say(`Note: ${text}.`);
		},
		error: (fields, text) => file.error(fields, text),
	};
}

/** Logs how a question was met. Of the guard's answers only the hour is kept, and not here. */
function reportTo(log: Log, report: Report): void {
	if ("guard" in report) return;
	const { outcome, found } = report.answers;
	log.info({ outcome, themes: found.flatMap(({ themes }) => themes.slice(0, 1)) }, "answered");
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

run().catch((error) => {
	const inUse = (error as { code?: unknown }).code === "EADDRINUSE";
	const text = isForOperator(error)
		? error.message
		: inUse
			? "The port is in use by another program. Set PORT to a free one, or stop that program."
			: `The bot could not start: ${JSON.stringify(fault(error))}`;
	process.stderr.write(`${text}\n`);
	process.exit(1);
});
