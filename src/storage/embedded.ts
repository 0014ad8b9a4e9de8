import { Duplex } from "node:stream";
import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";

/** The first byte of the message by which a client takes its leave. */
const terminate = "X".charCodeAt(0);

type Hear = () => void;

/**
 * An embedded database behind a pool as for a PostgreSQL elsewhere, of one connection, since it has no more: what is
 * asked meanwhile waits its turn. It bypasses the queue of the database's own methods: nothing else may query it.
 */
export function embedded(pglite: PGlite): {
	pool: pg.Pool;
	/** Calls `hear` for each notification on the channel. Resolves with what stops it. */
	listen(channel: string, hear: Hear): Promise<() => Promise<void>>;
} {
	const hearing = new Set<{ channel: string; hear: Hear }>();
	const tell = (channel: string) => {
		for (const one of hearing) if (one.channel === channel) one.hear();
	};
	const pool = new pg.Pool({
		user: "postgres",
		database: "postgres",
		max: 1,
		idleTimeoutMillis: 0,
		pipeline: true,
		// Not what the environment says of other databases.
		ssl: false,
		stream: () => new Wire(pglite),
		// The pool gives up a connection on which a statement failed. To the database all are one session: what the
		// last one left begun or prepared is still there, and what it listens to is told to the next.
		onConnect: (client) => {
			client.on("notification", ({ channel }) => tell(channel));
			return client.query("ROLLBACK; DEALLOCATE ALL");
		},
	});
	return {
		pool,
		async listen(channel, hear) {
			await pool.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
			const one = { channel, hear };
			hearing.add(one);
			return async () => void hearing.delete(one);
		},
	};
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
		const answers: Buffer[] = [];
		// The bytes are the database's own memory, which it uses again. Its other methods keep each row that they read.
		await this.#pglite.execProtocolRawStream(Buffer.concat(meant), {
			onRawData: (bytes) => answers.push(Buffer.from(bytes)),
		});
		// Not before: whoever asks is not ready to hear until they have done with asking.
		if (answers.length > 0) this.push(Buffer.concat(answers));
	}
}
