import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Session, Storage } from "./open.ts";

/** A migration cannot be applied. The message names it, and nothing of it was kept. */
export class MigrationError extends Error {
	override name = "MigrationError";
	readonly forOperator = true;
}

type Migration = { name: string; sql: string; checksum: string };

/** Where the migrations of this version of the bot are. */
export const migrationsFolder = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

// A migration that was published in two forms: databases hold the one or the other, and the next migration
// makes them alike. Here is the checksum of the form that is no longer in the folder.
const formerChecksums: Record<string, string> = {
	"20261123060000_agencies_and_jobs": "2360164d6d11481577341a961f1b4c6e89b2a36d21c1f3a51b8b8194541406c3",
};

// The number that Prisma's own command line locks, so that it and the bot wait for each other.
const advisoryLock = 72707369;

// As Prisma's command line creates it.
const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
	id VARCHAR(36) PRIMARY KEY NOT NULL,
	checksum VARCHAR(64) NOT NULL,
	finished_at TIMESTAMPTZ,
	migration_name VARCHAR(255) NOT NULL,
	logs TEXT,
	rolled_back_at TIMESTAMPTZ,
	started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
	applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the database to this version's schema and returns the names of the migrations it applied.
 * Each is one transaction under a lock, so replicas that start at once apply it once.
 * Throws MigrationError, with the failing migration undone, where the database cannot be brought there.
 */
export async function migrate(
	storage: Pick<Storage, "transaction">,
	folder = migrationsFolder,
): Promise<string[]> {
	const migrations = await readMigrations(folder);
	const applied: string[] = [];
	for (const migration of migrations)
		if (await whenFree(() => storage.transaction((session) => apply(session, migration, migrations))))
			applied.push(migration.name);
	return applied;
}

// Copies that run use tables for moments, each in an order of its own. A migration that held one while it
// waited for another would hold them up, and one of them or itself would fail. So it takes all tables at once,
// or lets go of all and tries again; then it waits for nothing, and whoever else comes waits for it.
const takeAll = `DO $$ DECLARE ours TEXT; BEGIN
	SELECT string_agg(format('%I', tablename), ', ') INTO ours FROM pg_tables
		WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations';
	IF ours IS NOT NULL THEN
		SET LOCAL lock_timeout = '100ms';
		EXECUTE 'LOCK TABLE ' || ours || ' IN ACCESS EXCLUSIVE MODE';
		SET LOCAL lock_timeout = 0;
	END IF;
END $$`;
const mostTries = 600;
const pauseMs = 100;

async function whenFree<T>(work: () => Promise<T>, tries = mostTries): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if ((error as { code?: unknown }).code !== "55P03") throw error;
		if (tries === 1) throw new MigrationError(inUse, { cause: error });
		await setTimeout(pauseMs);
		return whenFree(work, tries - 1);
	}
}

const inUse =
	"The database is in use without a pause, perhaps by a backup, so it could not be brought up to date. Nothing was changed. Start again when that is over.";

/** The migrations in a folder, in the order in which they are applied. */
export async function readMigrations(folder: string): Promise<Migration[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
	return Promise.all(
		names.sort().map(async (name) => {
			const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
			return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
		}),
	);
}

async function apply(session: Session, migration: Migration, all: Migration[]): Promise<boolean> {
	await session.script("SET LOCAL statement_timeout = 0");
	await session.query("SELECT pg_advisory_xact_lock($1)::text", [advisoryLock]);
	await session.script(createTable);
	const rows = await session.query(
		"SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
	);
	for (const row of rows) refuseStrange(row, all);
	if (rows.some((row) => row.migration_name === migration.name)) return false;
	await session.script(takeAll);
	try {
		await session.script(migration.sql);
	} catch (error) {
		throw new MigrationError(
			`The migration ${migration.name} failed (${(error as Error).message}). Nothing of it was kept: the database is as it was before.`,
			{ cause: error },
		);
	}
	await session.query(
		`INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
		 VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
		[randomUUID(), migration.checksum, migration.name],
	);
	return true;
}

function refuseStrange(row: Record<string, unknown>, all: Migration[]): void {
	const name = String(row.migration_name);
	const known = all.find((migration) => migration.name === name);
	if (!known)
		throw new MigrationError(
			`The database is newer than this version of the bot: it knows the migration ${name}, which this version does not. Nothing was changed. Start the newer version instead.`,
		);
	if (!row.finished_at)
		throw new MigrationError(
			`The migration ${name} was begun by another tool and not finished. Nothing was changed. Settle it with "prisma migrate resolve" first.`,
		);
	if (row.checksum !== known.checksum && row.checksum !== formerChecksums[name])
		throw new MigrationError(
			`The migration ${name} has been edited since it was applied. Nothing was changed. Put its file back as it was, and make the change in a new migration.`,
		);
}
