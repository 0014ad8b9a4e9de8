import { createHash } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";

export type SlackSocket = {
	/** Sends one event through the socket and resolves with the bot's acknowledgement. */
	deliver(payload: object): Promise<unknown>;
	/** Resolves when a bot is connected. */
	connected: Promise<void>;
	/** Ends the connection. */
	close(): void;
};

/** Socket Mode's far end: one WebSocket connection, of which only short text frames are spoken. */
export function createSlackSocket(http: Server): SlackSocket {
	const connected = Promise.withResolvers<void>();
	const waiting = new Map<string, (answer: unknown) => void>();
	let socket: Duplex | undefined;
	let envelopes = 0;
	http.on("upgrade", (request, stream: Duplex) => {
		const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
		const accept = createHash("sha1").update(key).digest("base64");
		stream.write(
			`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
		);
		stream.on("error", () => {});
		stream.on("data", (data: Buffer) => {
			for (const text of texts(data)) {
				const answer = JSON.parse(text) as { envelope_id: string };
				waiting.get(answer.envelope_id)?.(answer);
			}
		});
		socket = stream;
		stream.write(frame(JSON.stringify({ type: "hello", num_connections: 1 })));
		connected.resolve();
	});
	return {
		connected: connected.promise,
		close: () => socket?.destroy(),
		deliver: (payload) =>
			new Promise((resolve) => {
				const envelope_id = `envelope-${++envelopes}`;
				waiting.set(envelope_id, resolve);
				socket?.write(
					frame(
						JSON.stringify({ envelope_id, type: "events_api", accepts_response_payload: false, payload }),
					),
				);
			}),
	};
}

function frame(text: string): Buffer {
	const body = Buffer.from(text);
	const head = body.length < 126 ? [0x81, body.length] : [0x81, 126, body.length >> 8, body.length & 255];
	return Buffer.concat([Buffer.from(head), body]);
}

/** The texts of a client's frames, which are masked; other kinds of frames are passed over. */
function texts(data: Buffer): string[] {
	const found: string[] = [];
	for (let at = 0; at + 6 <= data.length; ) {
		const short = (data[at + 1] ?? 0) & 127;
		const length = short === 126 ? data.readUInt16BE(at + 2) : short;
		const mask = data.subarray(at + (short === 126 ? 4 : 2)).subarray(0, 4);
		const start = at + (short === 126 ? 8 : 6);
		const body = data.subarray(start, start + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
		if (((data[at] ?? 0) & 15) === 1) found.push(Buffer.from(body).toString());
		at = start + length;
	}
	return found;
}
