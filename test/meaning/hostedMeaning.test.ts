import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHostedMeaning } from "#meaning/hostedMeaning.ts";

type Asked = { url: string; headers: IncomingHttpHeaders; body: { model: string; input: string[] } };

let server: Server | undefined;
afterEach(() => {
	server?.closeAllConnections();
	server?.close();
});

/** An embeddings endpoint on loopback, and what it was asked. */
async function endpoint(answer: (asked: Asked, response: ServerResponse) => void) {
	const asked: Asked[] = [];
	server = createServer(async (request, response) => {
		let text = "";
		for await (const chunk of request) text += chunk;
		const one = { url: request.url ?? "", headers: request.headers, body: JSON.parse(text || "{}") };
		asked.push(one);
		answer(one, response);
	});
	await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
	const { port } = server.address() as AddressInfo;
	const meaning = createHostedMeaning({ url: `http://127.0.0.1:${port}/v1/`, key: "k-1", model: "m-large" });
	return { asked, meaning };
}

/** Answers with a vector a text, in no order: its length, and 1. */
function inAnyOrder({ body }: Asked, response: ServerResponse): void {
	const data = body.input.map((text, index) => ({ index, embedding: [text.length, 1] })).reverse();
	response.end(JSON.stringify({ data }));
}

describe("a hosted endpoint", () => {
	it("is asked as OpenAI's is, and each text has its own vector, of length one", async () => {
		const { asked, meaning } = await endpoint(inAnyOrder);
		const [one, other] = await meaning.embed(["abc", ""]);
		expect(asked).toHaveLength(1);
		expect(asked[0]).toMatchObject({
			url: "/v1/embeddings",
			headers: { authorization: "Bearer k-1", "api-key": "k-1" },
			body: { model: "m-large", input: ["abc", ""] },
		});
		expect(one?.model).toBe("m-large");
		expect(one?.vector[0]).toBeCloseTo(3 / Math.hypot(3, 1));
		expect(other?.vector).toEqual(Float32Array.of(0, 1));
		expect(other?.readings).toBeUndefined();
	});

	it("is asked for many texts in several goes", async () => {
		const { asked, meaning } = await endpoint(inAnyOrder);
		const texts = Array.from({ length: 150 }, (_, at) => "x".repeat(at));
		const found = await meaning.embed(texts);
		expect(asked.map(({ body }) => body.input.length)).toEqual([64, 64, 22]);
		expect(found.map(({ vector }) => Math.round((vector[0] ?? 0) / (vector[1] ?? 1)))).toEqual(
			texts.map((text) => text.length),
		);
	});

	it.each([
		["refuses", (_: Asked, response: ServerResponse) => response.writeHead(429).end("my husband hits me")],
		["answers in another form", (_: Asked, response: ServerResponse) => response.end('{"data":[{}]}')],
		["leaves out a text", (_: Asked, response: ServerResponse) => response.end('{"data":[]}')],
		[
			"sends the key elsewhere",
			(_: Asked, response: ServerResponse) =>
				response.writeHead(307, { location: "http://127.0.0.1:1/v1/embeddings" }).end(),
		],
		["breaks off", (_: Asked, response: ServerResponse) => response.destroy()],
	])("that %s fails, and nothing that was asked is in the error", async (_, answer) => {
		const { asked, meaning } = await endpoint(answer);
		const error = await meaning.embed(["my husband hits me"]).catch((error: unknown) => error);
		expect(error).toBeInstanceOf(Error);
		expect(String(error)).not.toContain("husband");
		expect(asked).toHaveLength(1);
	});

	it("is let go when nobody waits, and when the bot stops", async () => {
		const { meaning } = await endpoint(() => {});
		const waiting = new AbortController();
		const dropped = meaning.embed(["a"], { signal: waiting.signal });
		const inHand = meaning.embed(["b"]);
		waiting.abort();
		await expect(dropped).rejects.toThrow();
		await meaning.stop();
		await expect(inHand).rejects.toThrow();
	});
});
