import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Something that the bot wants to post or change. */
export type Asked = {
	platform: "slack" | "teams";
	act: "post" | "update";
	/** The channel or conversation. */
	conversation: string;
	/** What the message is known by: the word between two `~` in its text. */
	mark: string;
	/** When it arrived, in milliseconds of this process's clock that only goes forward. */
	at: number;
};

/** How the far end treats one call; with `accepted` it does what is asked, whatever it answers. */
export type Treatment =
	| { kind: "accept" }
	| { kind: "refuse"; status: number; retryAfter?: number }
	| { kind: "break"; accepted: boolean; status?: number }
	| { kind: "hang"; accepted: boolean };

export type FarEnd = {
	slackUrl: string;
	teamsUrl: string;
	/** Every message that people see, in the order in which they came. */
	seen: (Asked & { id: string })[];
	stop(): Promise<void>;
};

/**
 * Slack and Teams as far as posting, changing and looking up go, on one port of 127.0.0.1. What becomes
 * of each call is for `treat` to say; one that hangs does so until the other side gives up.
 */
export async function startFarEnd(treat: (asked: Asked) => Treatment | Promise<Treatment>): Promise<FarEnd> {
	const seen: FarEnd["seen"] = [];
	const marks = new Map<string, { ts: string; metadata: unknown }[]>();
	let count = 0;

	const accept = (asked: Asked, metadata: unknown): string => {
		const id = `${Math.floor(Date.now() / 1000)}.${String(++count).padStart(6, "0")}`;
		seen.push({ ...asked, id });
		if (asked.platform === "slack" && asked.act === "post") {
			const known = marks.get(asked.conversation) ?? [];
			marks.set(asked.conversation, [...known.slice(-500), { ts: id, metadata }]);
		}
		return id;
	};
	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const at = performance.now();
		let text = "";
		for await (const chunk of request) text += chunk;
		const called = read(request, text, at);
		if (!called) return json(response, 200, { ok: true });
		if ("lookUp" in called)
			return json(response, 200, { ok: true, messages: marks.get(called.lookUp) ?? [] });
		const treatment = await treat(called.asked);
		const done = treatment.kind === "accept" || ("accepted" in treatment && treatment.accepted);
		const id = done ? accept(called.asked, called.metadata) : "";
		switch (treatment.kind) {
			case "accept":
				return json(response, 200, { ok: true, channel: called.asked.conversation, ts: id, id });
			case "refuse":
				if (treatment.retryAfter !== undefined)
					response.setHeader("retry-after", String(treatment.retryAfter));
				return json(response, treatment.status, { ok: false, error: "ratelimited" });
			case "break":
				if (treatment.status) return json(response, treatment.status, { error: { code: "ServiceError" } });
				request.socket.destroy();
				return;
			case "hang":
				return;
		}
	};
	const server = createServer((request, response) => {
		answer(request, response).catch(() => request.socket.destroy());
	});
	server.keepAliveTimeout = 30_000;
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		slackUrl: `${base}/api/`,
		teamsUrl: `${base}/`,
		seen,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

type Called = { asked: Asked; metadata?: unknown } | { lookUp: string } | undefined;

function read({ url = "", method }: IncomingMessage, text: string, at: number): Called {
	const mark = /~(\w+)~|%7E(\w+)%7E/.exec(text);
	const known = { mark: mark?.[1] ?? mark?.[2] ?? "", at };
	const slack = /^\/api\/([\w.]+)/.exec(url)?.[1];
	if (slack) {
		const args = new URLSearchParams(text);
		const conversation = args.get("channel") ?? "";
		if (slack === "conversations.history") return { lookUp: conversation };
		if (slack !== "chat.postMessage" && slack !== "chat.update") return undefined;
		const act = slack === "chat.update" ? "update" : "post";
		const metadata: unknown = JSON.parse(args.get("metadata") ?? "null");
		return { asked: { platform: "slack", act, conversation, ...known }, metadata };
	}
	const conversation = decodeURIComponent(/^\/v3\/conversations\/([^/]+)\/activities/.exec(url)?.[1] ?? "");
	if (!conversation) return undefined;
	return { asked: { platform: "teams", act: method === "PUT" ? "update" : "post", conversation, ...known } };
}

function json(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { "content-type": "application/json" });
	response.end(JSON.stringify(body));
}
