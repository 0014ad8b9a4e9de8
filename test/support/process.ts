import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { onTestFinished } from "vitest";

export type Started = {
	child: ChildProcess;
	/** Resolves when a line matches, with it; rejects when the process ends before. */
	line(pattern: RegExp): Promise<string>;
	/** Resolves with the exit code, and with all that was written. */
	ended: Promise<{ code: number | null; output: string }>;
};

/** Starts one of the project's programs with nothing in its environment but what is given. */
export function startProgram(file: string, args: string[], environment: Record<string, string>): Started {
	const child = spawn(process.execPath, [file, ...args], {
		env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", ...environment },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let output = "";
	const watchers = new Set<() => void>();
	const hear = (chunk: Buffer) => {
		output += chunk;
		for (const watcher of watchers) watcher();
	};
	child.stdout.on("data", hear);
	child.stderr.on("data", hear);
	const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
		child.once("close", (code) => resolve({ code, output })),
	);
	onTestFinished(async () => {
		child.kill("SIGKILL");
		await ended;
	});
	return {
		child,
		ended,
		line: (pattern) =>
			new Promise((resolve, reject) => {
				const look = () => {
					const found = output.split("\n").find((line) => pattern.test(line));
					if (!found) return;
					watchers.delete(look);
					resolve(found);
				};
				watchers.add(look);
				look();
				void ended.then(() => reject(new Error(`It ended without saying ${pattern}:\n${output}`)));
			}),
	};
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const { port } = server.address() as { port: number };
	await new Promise((closed) => server.close(closed));
	return port;
}
