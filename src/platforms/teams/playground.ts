import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Log } from "#chat/log.ts";

/** The Teams-like client in the browser. */
export type Playground = { address: string; stop(): Promise<void> };

/** The trial client did not start; the message says why and what to do. */
export class PlaygroundError extends Error {
	override name = "PlaygroundError";
	readonly forOperator = true;
}

const require = createRequire(import.meta.url);
const usualPort = 56150;
const startsWithinMs = 30_000;
const stopsWithinMs = 5_000;

/**
 * Starts Microsoft's Agents Playground beside a bot that runs without credentials: on loopback, with
 * telemetry off, its settings in `dataDir`. Takes a free port when the usual one is in use.
 */
export async function startPlayground(options: {
	botPort: number;
	dataDir: string;
	/** The tenant that its people belong to. */
	tenant: string;
	log: Log;
	port?: number;
}): Promise<Playground> {
	const { botPort, tenant, log, port = usualPort } = options;
	const command = findCommand();
	const folder = resolve(options.dataDir, "playground");
	const settings = join(folder, "people.yml");
	await mkdir(folder, { recursive: true });
	// JSON is YAML too.
	await writeFile(settings, JSON.stringify(people(tenant), null, "\t"));

	const endpoint = `http://127.0.0.1:${botPort}/api/messages`;
	const child = spawn(
		process.execPath,
		[command, "start", "-e", endpoint, "-c", "msteams", "-p", String(port), "--dt"],
		{
			cwd: folder,
			stdio: ["pipe", "pipe", "ignore"],
			env: {
				PATH: process.env.PATH,
				HOME: process.env.HOME,
				NODE_OPTIONS: `--import=${new URL("./companion.ts", import.meta.url).href}`,
				TEAMSAPPTESTER_BROWSER: "none",
				M365_AGENTS_PLAYGROUND_CONFIG_PATH: settings,
				// Its log repeats every message, so it gets a path that no file can have. Not the null device:
				// the client removes what stands at the path first.
				M365_AGENTS_PLAYGROUND_LOGFILE: join(settings, "no-log"),
			},
		},
	);
	const ended = new Promise<void>((done) => child.once("exit", () => done()));
	try {
		const address = `http://127.0.0.1:${await portOf(child)}`;
		log.info({ address }, "The trial client is open");
		return { address, stop: () => stop(child, ended) };
	} catch (error) {
		await stop(child, ended);
		throw error;
	}
}

function findCommand(): string {
	try {
		return require.resolve("@microsoft/m365agentsplayground/cli.js");
	} catch {
		throw new PlaygroundError(
			"The trial client is a development package and is not installed here: run npm install without leaving out development packages.",
		);
	}
}

async function portOf(child: ChildProcess): Promise<number> {
	if (!child.stdout) throw new PlaygroundError("The trial client could not be started.");
	const lines = createInterface({ input: child.stdout });
	const { promise, resolve, reject } = Promise.withResolvers<number>();
	const fail = (why: string) => reject(new PlaygroundError(`The trial client did not start: ${why}.`));
	lines.on("line", (line) => {
		const port = line.match(/Listening on (\d+)/)?.[1];
		if (port) resolve(Number(port));
	});
	child.once("error", () => fail("it could not be run"));
	child.once("exit", (code) => fail(`it ended with code ${code}`));
	const timer = setTimeout(() => fail("it took too long"), startsWithinMs);
	return promise.finally(() => clearTimeout(timer));
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
	child.kill();
	const timer = setTimeout(() => child.kill("SIGKILL"), stopsWithinMs);
	await ended;
	clearTimeout(timer);
}

/** The people and places of the trial client. It wants five users beside the one who types. */
function people(tenantId: string): object {
	const user = (number: number, name: string) => ({
		id: `user-${number}`,
		name,
		userPrincipleName: `user${number}@agency.example`,
		aadObjectId: `00000000-0000-0000-0000-00000000010${number}`,
		givenName: name,
		surname: "",
		email: `user${number}@agency.example`,
	});
	return {
		version: "0.1.1",
		tenantId,
		bot: { id: "28:lessons-bot", name: "DHR Lessons" },
		currentUser: user(0, "You"),
		users: [1, 2, 3, 4, 5].map((number) => user(number, `Colleague ${number}`)),
		personalChat: { id: "personal-chat" },
		groupChat: { id: "group-chat", name: "Group chat" },
		team: {
			id: "team-general",
			name: "Agency",
			aadGroupId: "00000000-0000-0000-0000-000000000200",
			channels: [{ id: "channel-safeguarding", name: "Safeguarding" }],
		},
	};
}
