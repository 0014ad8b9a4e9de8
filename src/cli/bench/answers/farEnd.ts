import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** As much of Slack as takes posts. */
export type FarEnd = {
	/** Where its methods are called. */
	url: string;
	/** Resolves when something is posted in this thread. Rejects when that takes longer than anybody would wait. */
	posted(channel: string, thread: string): Promise<void>;
	stop(): Promise<void>;
};

const patienceMs = 60_000;

/** Starts a Slack on a free port of 127.0.0.1 that takes every post at once and does as little as it can with it. */
export async function startFarEnd(): Promise<FarEnd> {
	const waiting = new Map<string, () => void>();
	let count = 0;
	const server = createServer(async (request, response) => {
		let body = "";
		for await (const chunk of request) body += chunk;
		const said = new URLSearchParams(body);
		const channel = said.get("channel") ?? "";
		const answer = { ok: true, channel, ts: `1700000000.${String(++count).padStart(6, "0")}` };
		response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
		waiting.get(`${channel} ${said.get("thread_ts")}`)?.();
	});
	server.keepAliveTimeout = patienceMs;
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
		posted: (channel, thread) =>
			new Promise((resolve, reject) => {
				const key = `${channel} ${thread}`;
				const tooLate = setTimeout(() => reject(new Error("A question was not answered.")), patienceMs);
				waiting.set(key, () => {
					clearTimeout(tooLate);
					waiting.delete(key);
					resolve();
				});
			}),
		async stop() {
			server.closeAllConnections();
			await new Promise((closed) => server.close(closed));
		},
	};
}
