import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "#chat/message.ts";

/** A call that the bot made to Teams. */
type Call = {
	method: string;
	path: string;
	authorization?: string;
	body: { [key: string]: Json };
};

/** How the server treats one call: answers, or takes it in and then lets the connection drop or hang. */
export type Treatment =
	| { status: number; code?: string; headers?: Record<string, string>; text?: string }
	| "drop"
	| "hang";

/** The far end of Teams on loopback: the Bot Connector, and the metadata and keys that sign its tokens. */
export type TeamsServer = {
	serviceUrl: string;
	openId: string;
	calls: Call[];
	/** The messages posted, in order. */
	posts(): Call[];
	/** Treats the next calls to matching paths like this, each once. */
	next(method: string, path: RegExp, ...treatments: Treatment[]): void;
	/** A signed token. Claims overrule those of a good one; `key: "other"` signs with a key that is not published. */
	token(claims?: { [name: string]: Json }, key?: "published" | "other"): string;
	stop(): Promise<void>;
};

/** The application id that good tokens are meant for. */
export const botAppId = "11111111-2222-4333-8444-555555555555";

/** Starts the server on a free port of 127.0.0.1. */
export async function startTeamsServer(): Promise<TeamsServer> {
	const published = generateKeyPairSync("rsa", { modulusLength: 2048 });
	const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
	const calls: Call[] = [];
	const planned: { method: string; path: RegExp; treatment: Treatment }[] = [];
	let ids = 0;

	const server = createServer(async (request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
		if (pathname === "/openid") return json(response, 200, { issuer: "x", jwks_uri: `${base}/keys` });
		if (pathname === "/keys") return json(response, 200, { keys: [toKey(published.publicKey)] });
		const call = await read(request, pathname);
		calls.push(call);
		const at = planned.findIndex(({ method, path }) => method === call.method && path.test(pathname));
		const treatment = at < 0 ? undefined : planned.splice(at, 1)[0]?.treatment;
		if (treatment === "hang") return;
		if (treatment === "drop") return request.socket.destroy();
		if (treatment) return refuse(response, treatment);
		if (call.method === "POST" && pathname === "/v3/conversations")
			return json(response, 201, { id: `a:private-${++ids}` });
		return json(response, call.method === "POST" ? 201 : 200, { id: `activity-${++ids}` });
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	return {
		serviceUrl: `${base}/`,
		openId: `${base}/openid`,
		calls,
		posts: () => calls.filter(({ method, path }) => method === "POST" && /\/activities/.test(path)),
		next(method, path, ...treatments) {
			planned.push(...treatments.map((treatment) => ({ method, path, treatment })));
		},
		token(claims = {}, key = "published") {
			const seconds = Math.floor(Date.now() / 1000);
			const good = {
				iss: "https://api.botframework.com",
				aud: botAppId,
				serviceurl: `${base}/`,
				nbf: seconds - 60,
				exp: seconds + 3600,
			};
			return sign({ ...good, ...claims }, key === "published" ? published.privateKey : other.privateKey);
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function toKey(key: KeyObject) {
	return { ...key.export({ format: "jwk" }), kid: "key-1", use: "sig", endorsements: ["msteams"] };
}

function sign(claims: object, key: KeyObject): string {
	const part = (data: object) => Buffer.from(JSON.stringify(data)).toString("base64url");
	const signed = `${part({ alg: "RS256", typ: "JWT", kid: "key-1" })}.${part(claims)}`;
	return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}

async function read(request: IncomingMessage, path: string): Promise<Call> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	const text = Buffer.concat(chunks).toString();
	return {
		method: request.method ?? "",
		path: decodeURIComponent(path),
		authorization: request.headers.authorization,
		body: text ? JSON.parse(text) : {},
	};
}

function refuse(response: ServerResponse, treatment: Exclude<Treatment, string>): void {
	const { status, code = "Error", headers = {}, text } = treatment;
	response.writeHead(status, { "content-type": "application/json", ...headers });
	response.end(text ?? JSON.stringify({ error: { code, message: "refused" } }));
}

function json(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { "content-type": "application/json" });
	response.end(JSON.stringify(body));
}
