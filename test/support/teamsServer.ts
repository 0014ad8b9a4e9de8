import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json } from "#chat/message.ts";
import { createLimiter, type Limiter, type Limits } from "./teamsLimits.ts";

/** A call that the bot made to Teams. */
type Call = {
	method: string;
	path: string;
	/** The conversation it is about, and the tenant; empty where the call names none. */
	conversation: string;
	tenant: string;
	authorization?: string;
	body: { [key: string]: Json };
	/** The id of the message that it posted. */
	id?: string;
	/** Whether Teams did what it was asked, whatever it answered. */
	accepted: boolean;
};

/**
 * How the server treats one call: answers, or lets the connection drop or hang. Errors are not accepted,
 * and what drops or hangs is, unless it says otherwise.
 */
export type Treatment =
	| {
			status: number;
			code?: string;
			headers?: Record<string, string>;
			text?: string;
			accepted?: boolean;
	  }
	| { end: Ending; accepted: boolean }
	| Ending;
type Ending = "drop" | "hang";

/** The far end of Teams on loopback: the Bot Connector, and the metadata and keys that sign its tokens. */
export type TeamsServer = {
	serviceUrl: string;
	/** The service URL of one tenant, which has the tenant's id in it, as Teams' own often have. */
	serviceUrlOf(tenant: string): string;
	openId: string;
	calls: Call[];
	/** The messages posted, in order. */
	posts(): Call[];
	/** The people for whom private chats were opened, by the chats' ids: opening one again opens the same. */
	chats: Map<string, string>;
	/** Treats the next calls to matching paths like this, each once. */
	next(method: string, path: RegExp, ...treatments: Treatment[]): void;
	/** Decides about every call that `next` says nothing about. */
	treat(decide: (call: Call) => Treatment | undefined): void;
	/** Enforces limits from now on, or none: what is too much is answered 429, with a Retry-After unless it is left out. */
	limit(limits: Limits | undefined, options?: { now?: () => number; retryAfter?: boolean }): void;
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
	const chats = new Map<string, string>();
	let decide: (call: Call) => Treatment | undefined = () => undefined;
	let throttle: (call: Call) => Treatment | undefined = () => undefined;
	let ids = 0;

	const treatmentOf = (call: Call): Treatment | undefined => {
		const at = planned.findIndex(({ method, path }) => method === call.method && path.test(call.path));
		const plan = at < 0 ? undefined : planned.splice(at, 1)[0]?.treatment;
		return plan ?? throttle(call) ?? decide(call) ?? tooLarge(call);
	};
	const server = createServer(async (request, response) => {
		const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
		if (pathname === "/openid") return json(response, 200, { issuer: "x", jwks_uri: `${base}/keys` });
		if (pathname === "/keys") return json(response, 200, { keys: [toKey(published.publicKey)] });
		const call = await read(request, pathname);
		if (call.method === "POST") call.id = `activity-${++ids}`;
		calls.push(call);
		const treatment = treatmentOf(call);
		call.accepted = isAccepted(treatment);
		if (treatment !== undefined) return end(treatment, request, response);
		if (call.method === "POST" && call.path === "/v3/conversations")
			return json(response, 201, { id: opened(chats, call) });
		return json(response, call.method === "POST" ? 201 : 200, { id: call.id });
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

	return {
		serviceUrl: `${base}/`,
		serviceUrlOf: (tenant) => `${base}/uk/${tenant}/`,
		openId: `${base}/openid`,
		calls,
		chats,
		posts: () => calls.filter(({ method, path }) => method === "POST" && /\/activities/.test(path)),
		next(method, path, ...treatments) {
			planned.push(...treatments.map((treatment) => ({ method, path, treatment })));
		},
		treat(decider) {
			decide = decider;
		},
		limit(limits, { now = Date.now, retryAfter = true } = {}) {
			throttle = limits ? throttler(createLimiter(limits, now), retryAfter) : () => undefined;
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

/** The private chat that a call opens, which may be open already. */
function opened(chats: Map<string, string>, { body }: Call): string {
	const [member] = body.members as { id: string }[];
	const person = `${body.tenantId}:${member?.id}`;
	const known = [...chats].find(([, owner]) => owner === person)?.[0];
	const id = known ?? `a:private-${chats.size + 1}`;
	chats.set(id, person);
	return id;
}

function toKey(key: KeyObject) {
	return { ...key.export({ format: "jwk" }), kid: "key-1", use: "sig", endorsements: ["msteams"] };
}

function sign(claims: object, key: KeyObject): string {
	const part = (data: object) => Buffer.from(JSON.stringify(data)).toString("base64url");
	const signed = `${part({ alg: "RS256", typ: "JWT", kid: "key-1" })}.${part(claims)}`;
	return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key, "base64url")}`;
}

/** Teams counts what is posted in each conversation, and every call in each tenant. */
function throttler(limiter: Limiter, retryAfter: boolean): (call: Call) => Treatment | undefined {
	return ({ method, path, tenant, conversation }) => {
		const posts = method === "POST" && path.endsWith("/activities");
		const wait = limiter.take(tenant, posts ? conversation : undefined);
		if (wait === undefined) return undefined;
		const headers: Record<string, string> = retryAfter
			? { "retry-after": String(Math.ceil(wait / 1_000)) }
			: {};
		return { status: 429, code: "TooManyRequests", headers };
	};
}

/** Teams takes about 100 KB in one message, counted as UTF-16. */
function tooLarge({ body }: Call): Treatment | undefined {
	return 2 * JSON.stringify(body).length > 100_000 ? { status: 413, code: "MessageSizeTooBig" } : undefined;
}

function isAccepted(treatment: Treatment | undefined): boolean {
	if (treatment === undefined || typeof treatment === "string") return true;
	return treatment.accepted ?? ("status" in treatment && treatment.status < 300);
}

function end(treatment: Treatment, request: IncomingMessage, response: ServerResponse): void {
	const ending = typeof treatment === "string" ? treatment : "end" in treatment && treatment.end;
	if (ending === "drop") request.socket.destroy();
	else if (typeof treatment === "object" && "status" in treatment) answer(response, treatment);
}

async function read(request: IncomingMessage, pathname: string): Promise<Call> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	const text = Buffer.concat(chunks).toString();
	const body = text ? JSON.parse(text) : {};
	const [, tenant, path = ""] = /^(?:\/uk\/([^/]+))?(\/.*)$/.exec(decodeURIComponent(pathname)) ?? [];
	return {
		method: request.method ?? "",
		path,
		conversation: path.split("/")[3] ?? "",
		tenant: tenant ?? body.conversation?.tenantId ?? body.tenantId ?? "",
		authorization: request.headers.authorization,
		body,
		accepted: true,
	};
}

function answer(response: ServerResponse, treatment: Extract<Treatment, { status: number }>): void {
	const { status, code = "Error", headers = {}, text } = treatment;
	response.writeHead(status, { "content-type": "application/json", ...headers });
	response.end(text ?? JSON.stringify({ error: { code, message: "refused" } }));
}

function json(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { "content-type": "application/json" });
	response.end(JSON.stringify(body));
}
