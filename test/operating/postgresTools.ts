import { execFile } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { onTestFinished } from "vitest";
import { freePort } from "../support/process.ts";

const run = promisify(execFile);

/** Where a PostgreSQL lies with its own tools, as a distribution installs it; undefined where there is none. */
export const postgresTools = globSync("/usr/lib/postgresql/*/bin")
	.toSorted((one, other) => majorOf(other) - majorOf(one))
	.find((folder) =>
		["initdb", "pg_ctl", "pg_dump", "pg_restore"].every((tool) => existsSync(join(folder, tool))),
	);

function majorOf(folder: string): number {
	return Number(folder.split("/").at(-2));
}

/** A PostgreSQL for one test, with a user of its own for the bot, who owns each database and may do nothing else. */
export async function startServer(tools: string) {
	const folder = await mkdtemp(join(tmpdir(), "dhr-backup-"));
	const data = join(folder, "data");
	const owner = await ownerOfServers();
	if (owner) await chown(folder, owner.uid, owner.gid);
	const tool = (name: string, ...args: string[]) => run(join(tools, name), args, { ...owner, cwd: folder });
	const port = await freePort();
	await tool("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync");
	const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
	await tool("pg_ctl", "-D", data, "-l", join(folder, "log"), "-o", options, "-w", "start");
	onTestFinished(async () => {
		await tool("pg_ctl", "-D", data, "-m", "immediate", "stop");
		await rm(folder, { recursive: true, force: true });
	});
	const addressOf = (user: string, database: string) => `postgresql://${user}@127.0.0.1:${port}/${database}`;
	const asOwner = async (sql: string) => {
		const client = new pg.Client({ connectionString: addressOf("postgres", "postgres") });
		await client.connect();
		await client.query(sql).finally(() => client.end());
	};
	await asOwner("CREATE ROLE bot LOGIN");
	return {
		/** A new and empty database; its address, for the bot. */
		async newDatabase(name: string): Promise<string> {
			await asOwner(`CREATE DATABASE ${name} OWNER bot`);
			return addressOf("bot", name);
		},
		/** Runs a line as it stands in the documentation, in this folder, with this database. */
		async shell(line: string, databaseUrl: string, cwd: string): Promise<string> {
			const env = { PATH: `${tools}:${process.env.PATH}`, DATABASE_URL: databaseUrl };
			return (await run("sh", ["-c", line], { env, cwd, maxBuffer: 100_000_000 })).stdout;
		},
	};
}

/** PostgreSQL does not run as root: then as the user that the distribution made for it. */
async function ownerOfServers(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const [uid, gid] = await Promise.all(
		["-u", "-g"].map(async (which) => Number((await run("id", [which, "postgres"])).stdout)),
	);
	return { uid: uid ?? 0, gid: gid ?? 0 };
}
