import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as engine from "@prisma/schema-engine-wasm/schema_engine_bg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { readMigrations } from "../src/storage/migrate.ts";

// Node has it; its types come with those of browsers, which this project does without.
declare const WebAssembly: {
	instantiate(
		source: Uint8Array,
		imports: Record<string, object>,
	): Promise<{ instance: { exports: Record<string, () => void> } }>;
};

const schemaFolder = fileURLToPath(new URL(".", import.meta.url));

/** The SQL that is missing between the migrations in a folder and the schema files beside this one. */
export async function missingSql(migrationsFolder: string): Promise<string> {
	const files = await schemaFiles();
	const schemaEngine = await openEngine(files);
	const migrations = await readMigrations(migrationsFolder);
	const { stdout } = await schemaEngine.diff({
		from: {
			tag: "migrations",
			baseDir: migrationsFolder,
			lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
			shadowDbInitScript: "",
			migrationDirectories: migrations.map(({ name, sql }) => ({
				path: name,
				migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
			})),
		},
		to: { tag: "schemaDatamodel", files },
		script: true,
		exitCode: null,
		filters: { externalTables: [], externalEnums: [] },
	});
	return stdout ?? "";
}

async function schemaFiles(): Promise<{ path: string; content: string }[]> {
	const names = (await readdir(schemaFolder)).filter((name) => name.endsWith(".prisma")).sort();
	return Promise.all(
		names.map(async (path) => ({ path, content: await readFile(schemaFolder + path, "utf8") })),
	);
}

// The package's own entry imports the .wasm as a module, which Node does not do without a flag.
async function openEngine(files: { path: string; content: string }[]): Promise<engine.SchemaEngine> {
	const wasm = createRequire(import.meta.url)
		.resolve("@prisma/schema-engine-wasm")
		.replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
	const { instance } = await WebAssembly.instantiate(await readFile(wasm), {
		"./schema_engine_bg.js": engine,
	});
	engine.__wbg_set_wasm(instance.exports);
	instance.exports.__wbindgen_start?.();
	const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(new PGlite()));
	return engine.SchemaEngine.new(
		{ datamodels: files.map(({ path, content }) => [path, content]) },
		() => {},
		adapter,
	);
}
