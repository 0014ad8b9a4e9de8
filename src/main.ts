import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import closeWithGrace from "close-with-grace";
import type { Express } from "express";
import pino from "pino";
import { fault, isForOperator, type Log } from "#chat/log.ts";
import type { Platform } from "#chat/platform.ts";
import type { CommandRooms } from "#cli/command.ts";
import { runInside } from "#cli/commands.ts";
import type { Expected } from "#people/callers.ts";
import { createInstallations } from "#people/installations/installations.ts";
import { createSlack } from "#platforms/slack/index.ts";
import { createTeams } from "#platforms/teams/index.ts";
import { startPlayground } from "#platforms/teams/playground.ts";
import { systemClock } from "#schedule/clock.ts";
import { lockFolder } from "#storage/lock.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { createSecrets } from "#storage/secrets.ts";
import { localSecretsKey } from "#storage/secretsKey.ts";
import { assemble, type House, type Report } from "./assemble.ts";
import { type Config, environment, localTenant, readConfig } from "./config.ts";
import { serveWeb, type Web } from "./web.ts";

/** How long a stop may take before the process ends all the same. */
const graceMs = 20_000;

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
	let house: House | undefined;
	const inside = () => house && { ...house, db: storage.db };
	const storage = await openData(config, inside, log, opened);
	const secrets = config.secrets ?? { key: await localSecretsKey(config.dataDir) };
	const web = await serveWeb({ ...config, storage });
	opened.push(web.close);
	const settings = config.local ? { ...config, publicUrl: `http://127.0.0.1:${web.port}` } : config;
	const platforms = createPlatforms(config, { web: web.app, storage, secrets, log });
	house = await assemble({
		...{ storage, platforms, settings, secrets, log },
		expects: expected(config),
		web: web.app,
		clock: systemClock,
		report: (report) => reportTo(log, web, report),
	});
	// Before the server closes, so that what was accepted is answered.
	opened.push(house.stop);
	// First of all, so that no more is sent here than is on its way.
	opened.push(async () => web.leave());
	web.open();
	if (!config.local) {
		log.info({ port: web.port, platforms: platforms.map(({ name }) => name) }, "ready");
		return;
	}
	const playground = await startPlayground({
		botPort: web.port,
		dataDir: config.dataDir,
		tenant: localTenant,
		log,
	});
	opened.push(playground.stop);
	say(`Open ${playground.address} and ask: what did the DHRs say about GPs`);
}

/** Opens the database; an embedded one is locked first, and commands then come through this process. */
async function openData(
	config: Config,
	inside: () => CommandRooms | undefined,
	log: Log,
	opened: Opened,
): Promise<Storage> {
	if (!config.databaseUrl) {
		const lock = await lockFolder(config.dataDir, async (command, cwd) => {
			const rooms = inside();
			if (!rooms) return { output: "The bot is still starting. Try again in a moment.\n", exitCode: 1 };
			return runInside(command, { rooms, cwd, log });
		});
		opened.push(lock.release);
	}
	const where = config.databaseUrl ? { databaseUrl: config.databaseUrl } : { dataDir: config.dataDir };
	const storage = await openStorage(where);
	opened.push(storage.close);
	return storage;
}

/** The workspaces that the settings let in: each is its own agency until somebody names it. */
function expected({ slack, teams, local }: Config): Expected[] {
	if (local) return [{ platform: "teams", workspace: localTenant, name: "This machine" }];
	const named = (platform: "slack" | "teams", workspaces: string[] = []) =>
		workspaces.map((workspace) => ({ platform, workspace, name: `The agency of ${workspace}` }));
	return [...named("slack", slack?.workspaces), ...named("teams", teams?.tenants)];
}

function createPlatforms(
	{ slack, teams }: Config,
	parts: { web: Express; storage: Storage; secrets: { key: Buffer; old?: Buffer }; log: Log },
): Platform[] {
	const { web, storage, log } = parts;
	const now = systemClock;
	const installations = createInstallations({ db: storage.db, secrets: createSecrets(parts.secrets) });
	return [
		...(slack ? [createSlack({ config: slack, installations, web, log, now })] : []),
		...(teams ? [createTeams({ config: teams, web, log, now })] : []),
	];
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
function reportTo(log: Log, web: Web, report: Report): void {
	if ("guard" in report) return;
	const { outcome, found } = report.answers;
	web.count(outcome);
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
