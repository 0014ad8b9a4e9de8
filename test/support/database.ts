import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, afterEach, beforeAll } from "vitest";
import { migrate, migrationsFolder, readMigrations } from "#storage/migrate.ts";
import { type Client, type Storage, usePGlite } from "#storage/open.ts";

/** A migrated, empty, embedded database in memory. The caller closes it. */
export async function openTestStorage(): Promise<Storage> {
	return usePGlite(await PGlite.create({ loadDataDir: new Blob([await migratedDump()]) }));
}

/** Gives a test file one embedded database, emptied after each test. Call it once, at the file's top. */
export function useDatabase(): { readonly storage: Storage; readonly db: Client } {
	let storage: Storage | undefined;
	beforeAll(async () => {
		storage = await openTestStorage();
	}, 60_000);
	afterEach(async () => {
		if (storage) await emptyTables(storage);
	});
	afterAll(async () => storage?.close());
	const opened = () => {
		if (!storage) throw new Error("The database is open only while tests run.");
		return storage;
	};
	return {
		get storage() {
			return opened();
		},
		get db() {
			return opened().db;
		},
	};
}

/** Empties every table of ours, and leaves the schema. */
async function emptyTables(storage: Storage): Promise<void> {
	const tables = await storage.db.$queryRaw<{ name: string }[]>`
		SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
		WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
	await storage.db.$executeRawUnsafe(`TRUNCATE ${tables.map(({ name }) => name).join(", ")} CASCADE`);
}

// Migrating takes seconds where loading takes tenths: it is done once for each state of the migrations.
async function migratedDump(): Promise<Buffer<ArrayBuffer>> {
	const hash = createHash("sha256");
	for (const { name, checksum } of await readMigrations(migrationsFolder))
		hash.update(`${name} ${checksum}\n`);
	const file = join(tmpdir(), `dhr-lessons-bot-${hash.digest("hex").slice(0, 16)}.tar`);
	try {
		return await readFile(file);
	} catch {
		const pglite = await PGlite.create();
		await migrate(usePGlite(pglite));
		const dump = Buffer.from(await (await pglite.dumpDataDir("none")).arrayBuffer());
		await pglite.close();
		// Test files run at once: each writes its own, and the last one named stays.
		await writeFile(`${file}.${process.pid}`, dump);
		await rename(`${file}.${process.pid}`, file);
		return dump;
	}
}
