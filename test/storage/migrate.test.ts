import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, describe, expect, it } from "vitest";
import { MigrationError, migrate, migrationsFolder } from "#storage/migrate.ts";
import { openStorage, type Storage, usePGlite } from "#storage/open.ts";
import { missingSql } from "../../prisma/schemaEngine.ts";
import { usePostgres } from "../support/postgres.ts";

const postgres = usePostgres();
const opened: Storage[] = [];
const folders: string[] = [];

afterEach(async () => {
	for (const storage of opened.splice(0)) await storage.close();
	for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function open(databaseUrl: string): Promise<Storage> {
	const storage = await openStorage({ databaseUrl });
	opened.push(storage);
	return storage;
}

async function migrations(files: Record<string, string>): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "dhr-migrations-"));
	folders.push(folder);
	await cp(migrationsFolder, folder, { recursive: true });
	for (const [name, sql] of Object.entries(files)) {
		await mkdir(join(folder, name), { recursive: true });
		await writeFile(join(folder, name, "migration.sql"), sql);
	}
	return folder;
}

// The form of agencies_and_jobs that was published first; the migration's check of it fails if this is not it.
function firstForm(secondForm: string): string {
	return secondForm
		.replaceAll("TEXT[] DEFAULT ARRAY[]::TEXT[]", "TEXT[]")
		.replace(/^CREATE INDEX "Delivery_(due_lane|original)" .*\n/gm, "")
		.replace('"Delivery_answered_at" ON "Delivery" (', '"Delivery_answered_rate" ON "Delivery" ("rate", ')
		.replace(
			'-- CreateIndex\nCREATE INDEX "Delivery_cites_idx"',
			'-- CreateIndex\nCREATE INDEX "Delivery_original_idx" ON "Delivery"("original");\n\n$&',
		);
}

async function shape(storage: Storage): Promise<unknown> {
	return storage.transaction(async (session) => [
		await session.query("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"),
		await session.query(
			`SELECT table_name, column_name, column_default, is_nullable, data_type
			 FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`,
		),
	]);
}

async function tables(storage: Storage): Promise<string[]> {
	const rows = await storage.transaction((session) =>
		session.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"),
	);
	return rows.map((row) => String(row.tablename));
}

async function reason(promise: Promise<unknown>): Promise<string> {
	const error = await promise.then(() => undefined).catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(MigrationError);
	return (error as Error).message;
}

describe("migrations", () => {
	it("give exactly the schema", async () => {
		expect(await missingSql(migrationsFolder)).toContain("This is an empty migration");
	}, 60_000);

	it("are applied once when replicas start at once", async () => {
		const url = await postgres.newDatabase();
		const replicas = await Promise.all(Array.from({ length: 5 }, () => open(url)));
		const applied = await Promise.all(replicas.map((replica) => migrate(replica)));
		const all = (await readdir(migrationsFolder)).filter((name) => !name.includes("."));
		expect(applied.flat().sort()).toEqual(all.sort());
	});

	it("are applied once on the embedded database too, and a second start applies nothing", async () => {
		const storage = usePGlite(await PGlite.create());
		opened.push(storage);
		const [first, second] = await Promise.all([migrate(storage), migrate(storage)]);
		expect([...first, ...second]).toHaveLength(new Set([...first, ...second]).size);
		expect(await migrate(storage)).toEqual([]);
	}, 30_000);

	it("that fail leave nothing behind, and apply once mended", async () => {
		const storage = await open(await postgres.newDatabase());
		await migrate(storage);
		const before = await tables(storage);
		const broken = await migrations({
			"29990101000000_seats": 'CREATE TABLE "Seat" (id TEXT); INSERT INTO "Nowhere" VALUES (1);',
		});

		const sentence = await reason(migrate(storage, broken));

		expect(sentence).toContain("29990101000000_seats");
		expect(sentence).toContain("Nothing of it was kept");
		expect(await tables(storage)).toEqual(before);
		const mended = await migrations({ "29990101000000_seats": 'CREATE TABLE "Seat" (id TEXT);' });
		expect(await migrate(storage, mended)).toEqual(["29990101000000_seats"]);
		expect(await tables(storage)).toContain("Seat");
	});

	it("lead to one schema from either form in which they were published", async () => {
		const name = "20261123060000_agencies_and_jobs";
		const former = await migrations({});
		const published = await readFile(join(former, name, "migration.sql"), "utf8");
		await writeFile(join(former, name, "migration.sql"), firstForm(published));
		for (const later of (await readdir(former)).filter((entry) => entry > name && !entry.includes(".")))
			await rm(join(former, later), { recursive: true });
		const old = await open(await postgres.newDatabase());
		await migrate(old, former);
		const fresh = await open(await postgres.newDatabase());
		await migrate(fresh);
		expect(await shape(old)).not.toEqual(await shape(fresh));

		await migrate(old);

		expect(await shape(old)).toEqual(await shape(fresh));
	});

	it("that were edited after they were applied are refused", async () => {
		const storage = await open(await postgres.newDatabase());
		await migrate(storage, await migrations({ "29990101000000_seats": 'CREATE TABLE "Seat" (id TEXT);' }));
		const edited = await migrations({ "29990101000000_seats": 'CREATE TABLE "Seat" (id INT);' });
		expect(await reason(migrate(storage, edited))).toMatch(/29990101000000_seats has been edited/);
	});

	it("of a newer version are refused by an older one", async () => {
		const storage = await open(await postgres.newDatabase());
		await migrate(storage, await migrations({ "29990101000000_seats": 'CREATE TABLE "Seat" (id TEXT);' }));
		expect(await reason(migrate(storage))).toMatch(/newer than this version.*29990101000000_seats/);
	});

	it("that another tool left half done are refused", async () => {
		const storage = await open(await postgres.newDatabase());
		await migrate(storage);
		await storage.db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL`;
		expect(await reason(migrate(storage))).toMatch(/not finished/);
	});
});
