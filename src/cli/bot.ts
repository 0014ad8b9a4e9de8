import { createInterface } from "node:readline/promises";
import { fault, isForOperator, type Log } from "#chat/log.ts";
import { systemClock } from "#schedule/clock.ts";
import { findRunning, lockFolder, type Running } from "#storage/lock.ts";
import { openStorage, type Storage } from "#storage/open.ts";
import { localSecretsKey } from "#storage/secretsKey.ts";
import { furnish } from "../assemble.ts";
import { type Config, environment, readConfig } from "../config.ts";
import { type Command, type CommandIo, isYes, unconfirmed } from "./command.ts";
import { readCommand, runCommand } from "./commands.ts";

const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
const io: CommandIo = { out: (text) => console.log(text), ...(terminal ? { ask } : {}) };

/** Runs one command line: by itself, or through the bot that holds the embedded database. */
async function run(argv: string[]): Promise<number> {
	const called = readCommand(argv);
	if (!("command" in called)) {
		console.log(called.output.trimEnd());
		return called.exitCode;
	}
	const config = readConfig(environment());
	const running = config.databaseUrl ? undefined : await findRunning(config.dataDir);
	return running ? askRunning(running, argv, called.command) : runAlone(argv, called.command, config);
}

/** The running bot cannot ask anybody: where it needs a yes it stops, and is called again with one. */
async function askRunning(running: Running, argv: string[], command: Command): Promise<number> {
	const first = await running.ask(argv, process.cwd());
	process.stdout.write(first.output);
	if (first.exitCode !== unconfirmed) return first.exitCode;
	if (!command.yes || !io.ask || !isYes(await io.ask("Do it now? [y/N] "))) return 0;
	const brief = "brief" in command.options ? ["--brief"] : [];
	const second = await running.ask([...argv, `--${command.yes}`, ...brief], process.cwd());
	process.stdout.write(second.output);
	return second.exitCode;
}

async function runAlone(argv: string[], { needs }: Command, config: Config): Promise<number> {
	const { databaseUrl, dataDir } = config;
	const lock = databaseUrl ? undefined : await lockFolder(dataDir);
	let storage: Storage | undefined;
	try {
		storage = await openStorage(databaseUrl ? { databaseUrl } : { dataDir });
		const secrets = config.secrets ?? { key: await localSecretsKey(dataDir) };
		const rooms = await furnish({
			...{ storage, secrets, platforms: [], clock: systemClock, log },
			// A command asks nothing in words.
			settings: { ...config, meaning: { local: false, patienceMs: 0 } },
			withoutContent: needs === "schema",
		});
		const { db } = storage;
		return await runCommand(argv, { ...rooms, db, cwd: process.cwd(), now: systemClock(), io });
	} finally {
		await storage?.close();
		await lock?.release();
	}
}

/** Commands print what they have to say; only what goes wrong beside it is added. */
const log: Log = {
	info() {},
	warn: (_, text) => console.error(`Note: ${text}.`),
	error: (fields, text) => console.error(text, fields),
};

async function ask(question: string): Promise<string> {
	const lines = createInterface({ input: process.stdin, output: process.stdout });
	// The end of input, or an interrupt, is no yes.
	const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
	const answer = await Promise.race([lines.question(question), ended]);
	lines.close();
	return answer;
}

await run(process.argv.slice(2)).then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		console.error(
			isForOperator(error)
				? error.message
				: `The command failed, and nothing of it was kept: ${JSON.stringify(fault(error))}`,
		);
		process.exitCode = 1;
	},
);
