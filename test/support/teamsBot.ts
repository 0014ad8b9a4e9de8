import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { Log } from "#chat/log.ts";
import type { Json } from "#chat/message.ts";
import type { Answered, Incoming, Platform } from "#chat/platform.ts";
import type { Endpoints } from "#platforms/teams/adapter.ts";
import { createTeams, type TeamsConfig } from "#platforms/teams/index.ts";

/** Teams as the bot runs it, on a web server of its own. */
export type TeamsBot = {
	platform: Platform;
	url: string;
	received: Incoming[];
	/** Everything logged, as lines of JSON. */
	logged: string[];
	/** Posts an event to the bot as Teams does. */
	deliver(body: Json | string, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
	stop(): Promise<void>;
};

/** Starts Teams on loopback, answering each event with `answer`. */
export async function startTeamsBot(options: {
	config?: Partial<TeamsConfig>;
	endpoints?: Endpoints;
	answer?: (incoming: Incoming) => Promise<Answered> | Answered;
	now?: () => Date;
	timeoutMs?: number;
	patienceMs?: number;
}): Promise<TeamsBot> {
	const web = express();
	const received: Incoming[] = [];
	const logged: string[] = [];
	const record = (level: string) => (fields: object, text: string) => {
		logged.push(JSON.stringify({ level, ...fields, text }));
	};
	const log: Log = { info: record("info"), warn: record("warn"), error: record("error") };
	const platform = createTeams({
		config: { tenants: [], serviceHosts: ["127.0.0.1", "localhost"], ...options.config },
		web,
		log,
		now: options.now ?? (() => new Date("2026-11-23T09:00:00Z")),
		endpoints: options.endpoints,
		timeoutMs: options.timeoutMs,
		patienceMs: options.patienceMs,
	});
	await platform.start(async (incoming) => {
		received.push(incoming);
		return (await options.answer?.(incoming)) ?? {};
	});
	const server = createServer(web);
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
	return {
		platform,
		url,
		received,
		logged,
		async deliver(body, headers = {}) {
			const response = await fetch(url, {
				method: "POST",
				headers: { "content-type": "application/json", ...headers },
				body: typeof body === "string" ? body : JSON.stringify(body),
			});
			return { status: response.status, text: await response.text() };
		},
		async stop() {
			await platform.stop();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
