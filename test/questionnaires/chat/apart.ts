import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Answered, Incoming, Receive } from "#chat/platform.ts";

const answering = fileURLToPath(new URL("./answering.ts", import.meta.url));

type Told = { ready?: true; id?: number; taken?: true; answered?: Answered };

/** The bot in a process of its own, up to the ledger. */
export type Apart = {
	/** Resolves when it can receive. */
	ready: Promise<void>;
	/** As the platforms hear it: whatever it had not answered when it was killed is to come again. */
	receive: Receive;
	/** Resolves when this many events have been taken in hand. */
	taken(count: number): Promise<void>;
	/** Kill -9. */
	kill(): Promise<void>;
};

/** Starts the bot in a process of its own, on a PostgreSQL and at a time that stands still. */
export function startApart(databaseUrl: string, time: Date): Apart {
	const child = fork(answering, [databaseUrl, time.toISOString()], {
		env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" },
		serialization: "advanced",
		silent: true,
	});
	let complaints = "";
	child.stderr?.on("data", (chunk) => {
		complaints += chunk;
	});
	const over = once(child, "close");
	const kill = async () => {
		child.kill("SIGKILL");
		await over;
	};
	onTestFinished(kill);
	const waiting = new Map<number, (answered: Answered) => void>();
	const ready = Promise.withResolvers<void>();
	const taken = new Set<number>();
	let look = () => {};
	child.on("message", ({ ready: begun, id = 0, answered, ...told }: Told) => {
		if (begun) ready.resolve();
		if (told.taken) taken.add(id);
		if (answered) waiting.get(id)?.(answered);
		if (answered) waiting.delete(id);
		look();
	});
	void over.then(() => {
		ready.reject(new Error(`The bot apart did not begin:\n${complaints}`));
		for (const resolve of waiting.values()) resolve({ again: true });
	});
	// Nobody waits for one that is killed because the test is over.
	ready.promise.catch(() => {});
	let ids = 0;
	return {
		ready: ready.promise,
		// What a platform needs to answer the event itself stays with it.
		receive: ({ context: _, ...incoming }: Incoming) =>
			new Promise((resolve) => {
				const id = ++ids;
				waiting.set(id, resolve);
				child.send({ id, incoming });
			}),
		taken: (count) =>
			new Promise((resolve) => {
				look = () => taken.size >= count && resolve();
				look();
			}),
		kill,
	};
}
