import { randomUUID, timingSafeEqual } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** What a command printed, and how it ended. */
type CommandResult = { output: string; exitCode: number };

/** Runs a command of the command line within the process that holds the folder. */
export type RunCommand = (command: string[], cwd: string) => Promise<CommandResult>;

export type FolderLock = { release(): Promise<void> };

/** The process that holds a folder. */
export type Running = { pid: number; ask: RunCommand };

/** Another process uses the folder. The message is a sentence for whoever started this one. */
export class FolderInUse extends Error {
	override name = "FolderInUse";
	readonly forOperator = true;
}

/** `host` is where its port can be called: a container has a loopback of its own. */
type Note = { id: string; host?: string; pid: number; port: number; token: string };

const bodyLimit = 64 * 1024;
const pingTimeoutMs = 5_000;
/** A process says so often that it is there; one of another host that has not for so long is gone. */
const touchMs = 5_000;
const goneAfterMs = 30_000;

/**
 * Makes this process the only one that uses the folder, until it releases it or ends, however it ends.
 * Throws FolderInUse where another does. Commands that reach `onRequest` come from `findRunning`.
 */
export async function lockFolder(dataDir: string, onRequest?: RunCommand): Promise<FolderLock> {
	await mkdir(dataDir, { recursive: true, mode: 0o700 });
	const me = { id: randomUUID(), token: randomUUID(), held: false };
	const server = createServer((request, response) => void answer(me, onRequest, request, response));
	server.unref();
	await new Promise<void>((resolve, reject) =>
		server.once("error", reject).listen(0, "127.0.0.1", () => resolve()),
	);
	const { port } = server.address() as AddressInfo;
	const touching = setInterval(() => void touch(noteFile(dataDir, me.id)), touchMs).unref();
	const release = async () => {
		clearInterval(touching);
		await rm(noteFile(dataDir, me.id), { force: true });
		await close(server);
	};
	try {
		await writeNote(dataDir, { id: me.id, host: hostname(), pid: process.pid, port, token: me.token });
		await becomeTheOnlyOne(dataDir, me.id);
		me.held = true;
		return { release };
	} catch (error) {
		await release();
		throw error;
	}
}

/** The process that holds the folder, to run a command in; undefined when none does. */
export async function findRunning(dataDir: string): Promise<Running | undefined> {
	for (const note of await readNotes(dataDir)) {
		if ((await ping(note)) !== "held") continue;
		return {
			pid: note.pid,
			async ask(command, cwd) {
				const response = await call(note, "/ask", JSON.stringify({ command, cwd }));
				if (!response.ok) throw new FolderInUse(`The running bot (process ${note.pid}) takes no commands.`);
				return (await response.json()) as CommandResult;
			},
		};
	}
	return undefined;
}

// Every process has a note under its own name and shows it before it looks for others: of two that
// start at once at least one sees the other. A note whose owner is gone can be removed by anyone, since
// no process ever writes under that name again. Process ids prove nothing: they are used again.
async function becomeTheOnlyOne(dataDir: string, id: string): Promise<void> {
	const touchedAt = new Map<string, number>();
	for (;;) {
		let waitMs = 0;
		for (const note of await readNotes(dataDir)) {
			if (note.id === id) continue;
			const state = isHere(note) ? await ping(note) : await watch(noteFile(dataDir, note.id), touchedAt);
			if (state === "gone") await rm(noteFile(dataDir, note.id), { force: true });
			else if (state === "unsure") waitMs = Math.max(waitMs, 1_000);
			else if (state === "trying" && note.id > id) waitMs = Math.max(waitMs, 20);
			else
				throw new FolderInUse(
					`The folder ${dataDir} is in use by process ${note.pid}${isHere(note) ? "" : ` on ${note.host}`}. One process at a time can use it: stop that one first, or set DATABASE_URL and let them share a PostgreSQL.`,
				);
		}
		if (waitMs === 0) return;
		// The other sees this one's note at its next look and gives way.
		await setTimeout(waitMs);
	}
}

function isHere({ host }: Note): boolean {
	return host === undefined || host === hostname();
}

/** What can be told of a process that cannot be called, by when it last touched its note. */
async function watch(file: string, touchedAt: Map<string, number>): Promise<"held" | "unsure" | "gone"> {
	const touched = await stat(file).then(
		({ mtimeMs }) => mtimeMs,
		() => 0,
	);
	const before = touchedAt.get(file) ?? touched;
	touchedAt.set(file, before);
	if (touched > before) return "held";
	return Date.now() - touched > goneAfterMs ? "gone" : "unsure";
}

async function touch(file: string): Promise<void> {
	const now = new Date();
	// It is gone while this one is being released.
	await utimes(file, now, now).catch(() => {});
}

/** Gone only where nothing of ours listens; one that is too busy to answer still holds the folder. */
async function ping(note: Note, tries = 3): Promise<"held" | "trying" | "gone"> {
	try {
		const response = await call(note, "/ping", "{}", AbortSignal.timeout(pingTimeoutMs));
		const body = (await response.json().catch(() => ({}))) as { id?: unknown; held?: unknown };
		if (!response.ok || body.id !== note.id) return "gone";
		return body.held ? "held" : "trying";
	} catch (error) {
		const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
		if (cause?.code === "ECONNREFUSED") return "gone";
		// A connection that breaks is often that of a process which is just ending.
		return name === "TimeoutError" || tries === 1 ? "held" : ping(note, tries - 1);
	}
}

function call(note: Note, path: string, body: string, signal?: AbortSignal): Promise<Response> {
	return fetch(`http://127.0.0.1:${note.port}${path}`, {
		method: "POST",
		headers: { authorization: `Bearer ${note.token}`, connection: "close" },
		body,
		signal,
	});
}

async function answer(
	me: { id: string; token: string; held: boolean },
	onRequest: RunCommand | undefined,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const say = (status: number, body: object) =>
		response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
	try {
		if (!sameSecret(request.headers.authorization ?? "", `Bearer ${me.token}`)) return void say(401, {});
		if (request.url === "/ping") return void say(200, { id: me.id, held: me.held });
		if (request.url !== "/ask" || !onRequest) return void say(404, {});
		const body = await readBody(request);
		if (body === undefined) return void say(413, {});
		const { command, cwd } = JSON.parse(body) as { command: string[]; cwd: string };
		say(200, await onRequest(command.map(String), String(cwd)));
	} catch {
		if (!response.headersSent) say(500, {});
	}
}

function sameSecret(given: string, expected: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size > bodyLimit) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function noteFile(dataDir: string, id: string): string {
	return join(dataDir, `running-${id}.json`);
}

// Renamed into place, so that nobody reads half a note.
async function writeNote(dataDir: string, note: Note): Promise<void> {
	const file = noteFile(dataDir, note.id);
	await writeFile(`${file}.new`, JSON.stringify(note), { mode: 0o600, flag: "wx" });
	await rename(`${file}.new`, file);
}

async function readNotes(dataDir: string): Promise<Note[]> {
	const names = await readdir(dataDir).catch(() => []);
	const notes = await Promise.all(
		names
			.filter((name) => /^running-[0-9a-f-]+\.json$/.test(name))
			.map((name) => readFile(join(dataDir, name), "utf8").then(JSON.parse, () => undefined)),
	);
	return notes.filter((note): note is Note => note !== undefined);
}

function close(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
