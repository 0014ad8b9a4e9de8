import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "#generated/client.ts";
import { embedded } from "./embedded.ts";
import { listenTo } from "./listen.ts";

/** The database or a transaction of it: what a function that reads or writes takes. */
export type Db = Prisma.TransactionClient;

/** The database itself, which can begin a transaction. */
export type Client = PrismaClient;

/** One connection within one transaction, for SQL scripts. */
export type Session = {
	query(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
	script(sql: string): Promise<void>;
	/** Runs a statement when the work is done, in one round trip with the commit. */
	queryLast(sql: string, values?: unknown[]): void;
};

export type Storage = {
	db: Client;
	/** Whether no other process can have it open. */
	exclusive: boolean;
	/** Runs `work` in one transaction on one connection; rolls back when it throws. */
	transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
	/** Calls `hear` for each notification on the channel, and after a break. Resolves with what stops it. */
	listen(channel: string, hear: () => void): Promise<() => Promise<void>>;
	close(): Promise<void>;
};

/** The database cannot be used. The message is a sentence for whoever runs the bot; it holds no password. */
export class StorageError extends Error {
	override name = "StorageError";
	readonly forOperator = true;
}

// A question waits for its commit: what takes longer than this is stuck, not slow.
const statementTimeoutMs = 30_000;
const connectTimeoutMs = 10_000;
const transactionOptions = { maxWait: connectTimeoutMs, timeout: statementTimeoutMs };

/**
 * Opens the PostgreSQL at `databaseUrl`, else the embedded database in `dataDir`, else one in memory.
 * Throws StorageError where that cannot be used. Does not migrate, and does not lock the folder.
 */
export async function openStorage(where: { databaseUrl?: string; dataDir?: string }): Promise<Storage> {
	if (where.databaseUrl) return openPostgres(where.databaseUrl);
	if (!where.dataDir) return usePGlite(await PGlite.create());
	const folder = join(where.dataDir, "postgres");
	try {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		return usePGlite(await PGlite.create(folder));
	} catch (error) {
		throw new StorageError(`The embedded database in ${folder} cannot be opened (${shortly(error)}).`, {
			cause: error,
		});
	}
}

/** The storage on an embedded database that is open already. Closing it closes that. */
export function usePGlite(pglite: PGlite): Storage {
	const { pool, listen } = embedded(pglite);
	return storageOn(pool, {
		exclusive: true,
		listen,
		close: async () => {
			if (!pglite.closed) await pglite.close();
		},
	});
}

async function openPostgres(databaseUrl: string): Promise<Storage> {
	const pool = new pg.Pool({
		connectionString: databaseUrl,
		application_name: "dhr-lessons-bot",
		max: 10,
		connectionTimeoutMillis: connectTimeoutMs,
		idleTimeoutMillis: 30_000,
		statement_timeout: statementTimeoutMs,
		idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
		keepAlive: true,
		// What is asked without waiting for the answer before goes with it, in one round trip.
		pipeline: true,
	});
	// An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
	pool.on("error", () => {});
	try {
		await pool.query("SELECT 1");
	} catch (error) {
		await pool.end();
		throw new StorageError(unreachable(databaseUrl, error), { cause: error });
	}
	return storageOn(pool, {
		exclusive: false,
		listen: (channel, hear) => listenTo(databaseUrl, channel, hear),
		close: async () => {},
	});
}

function storageOn(
	pool: pg.Pool,
	{ exclusive, listen, close }: Pick<Storage, "exclusive" | "listen" | "close">,
): Storage {
	const adapter = new PrismaPg(pool, {
		statementNameGenerator: ({ sql }) => (isOneOfFew(sql) ? nameOf(sql) : ""),
	});
	const db = new PrismaClient({ adapter, transactionOptions });
	return {
		db,
		exclusive,
		transaction: (work) => inTransaction(pool, work),
		listen,
		async close() {
			await db.$disconnect();
			if (!pool.ended) await pool.end();
			await close();
		},
	};
}

async function inTransaction<T>(pool: pg.Pool, work: (session: Session) => Promise<T>): Promise<T> {
	const client = await pool.connect();
	let broken: Error | undefined;
	// A connection that breaks between two statements fails the next one; unheard, its error would end the process.
	const onError = (error: Error) => {
		broken = error;
	};
	client.on("error", onError);
	const query: Session["query"] = async (text, values) =>
		(await client.query({ name: nameOf(text), text, values })).rows;
	const last: Parameters<Session["queryLast"]>[] = [];
	try {
		const begun = client.query("BEGIN");
		begun.catch(() => {});
		// Nothing more is done where it did not begin.
		const within = async <Result>(result: Promise<Result>) => (await Promise.all([result, begun]))[0];
		const result = await work({
			query: (text, values) => within(query(text, values)),
			script: async (sql) => void (await within(client.query(sql))),
			queryLast: (...statement) => last.push(statement),
		});
		await begun;
		await Promise.all([...last.map((statement) => query(...statement)), client.query("COMMIT")]);
		return result;
	} catch (error) {
		await client.query("ROLLBACK").catch((lost: Error) => {
			broken = lost;
		});
		throw error;
	} finally {
		client.off("error", onError);
		client.release(broken);
	}
}

const names = new Map<string, string>();

/**
 * The same for the same statement. By its name the server keeps what it made of it, as long as the connection
 * lasts: to read and plan the statements of a question takes it as long as to run them.
 */
function nameOf(text: string): string {
	const name = names.get(text) ?? createHash("sha256").update(text).digest("base64url");
	names.set(text, name);
	return name;
}

/** Whether it takes a few values. With a list of them there is a statement for each length, too many to keep. */
function isOneOfFew(sql: string): boolean {
	return !sql.includes("$40");
}

function unreachable(databaseUrl: string, error: unknown): string {
	const { host, pathname } = new URL(databaseUrl);
	const code = (error as { code?: unknown }).code;
	if (code === "28P01" || code === "28000")
		return `The database at ${host} refuses the user name or password in DATABASE_URL.`;
	if (code === "3D000") return `The server at ${host} has no database named "${pathname.slice(1)}".`;
	return `The database at ${host} cannot be reached (${shortly(error)}). Check DATABASE_URL, and that the server is running.`;
}

function shortly(error: unknown): string {
	const { code, message } = error as { code?: unknown; message?: unknown };
	return typeof code === "string"
		? code
		: typeof message === "string" && message
			? message
			: "no reason given";
}
