import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";

/** The first byte of the message by which a client takes its leave. */
const terminate = "X".charCodeAt(0);

/**
 * One connection to an embedded database, which has no more, in a pool as for a PostgreSQL elsewhere. What is asked
 * meanwhile waits its turn. It bypasses the queue of the database's own methods: nothing else may query it.
 */
export function embeddedPool(pglite: PGlite): pg.Pool {
	return new pg.Pool({
		user: "postgres",
		database: "postgres",
		max: 1,
		idleTimeoutMillis: 0,
		pipeline: true,
		stream: () => new Wire(pglite),
		// What an earlier connection prepared is still there, under the same names.
		onConnect: (client) => client.query("DEALLOCATE ALL"),
	});
}

/** What a socket is to a server: bytes of the PostgreSQL protocol in, and its answers out. */
class Wire extends Duplex {
	readonly #pglite: PGlite;

	constructor(pglite: PGlite) {
		super();
		this.#pglite = pglite;
	}

	connect(): this {
		setImmediate(() => this.emit("connect"));
		return this;
	}

	setNoDelay(): this {
		return this;
	}

	setKeepAlive(): this {
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	override _read(): void {}

	override _write(message: Buffer, _: BufferEncoding, done: (error?: Error) => void): void {
		this.#send([message]).then(() => done(), done);
	}

	override _writev(messages: { chunk: Buffer }[], done: (error?: Error) => void): void {
		this.#send(messages.map(({ chunk }) => chunk)).then(() => done(), done);
	}

	override _final(done: () => void): void {
		this.push(null);
		done();
	}

	/** All at once: to go in and out of the database costs as much as a plain statement. */
	async #send(messages: Buffer[]): Promise<void> {
		// It would end the database, not the connection.
		const meant = messages.filter((message) => message[0] !== terminate);
		if (meant.length === 0) return;
		const answer = await this.#pglite.execProtocolRaw(Buffer.concat(meant));
		if (answer.length > 0) this.push(Buffer.from(answer));
	}
}
