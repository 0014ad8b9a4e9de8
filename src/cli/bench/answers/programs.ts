import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BotOptions } from "./bot.ts";
import type { EchoOptions } from "./echo.ts";
import type { Listens } from "./listens.ts";

/** A program that takes Slack's events, in a process of its own. */
export type Program = {
	/** Where it takes them. */
	url: string;
	stop(): Promise<void>;
};

/** The bot itself, whole. */
export function startBot(options: BotOptions): Promise<Program> {
	return start("./bot.ts", options);
}

/** Bolt by itself, saying back what was said. */
export function startEcho(options: EchoOptions): Promise<Program> {
	return start("./echo.ts", options);
}

async function start(program: string, options: object): Promise<Program> {
	const file = fileURLToPath(new URL(program, import.meta.url));
	const child = fork(file, [JSON.stringify(options)], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
	const exited = once(child, "exit");
	const listens = once(child, "message").then(([told]) => told as Listens);
	const port = await Promise.race([listens, exited.then(() => undefined)]);
	if (!port) throw new Error(`${program} did not start.`);
	return {
		url: `http://127.0.0.1:${port.port}/slack/events`,
		async stop() {
			child.disconnect();
			await exited;
		},
	};
}
