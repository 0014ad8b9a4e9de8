import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { migrationsFolder } from "../src/storage/migrate.ts";
import { missingSql } from "./schemaEngine.ts";

// Writes the migration that takes the migrations to the schema files: `npm run migration -- add_seminars`.

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
	process.stderr.write("Name the migration in lower case, such as: npm run migration -- add_seminars\n");
	process.exit(1);
}
const sql = await missingSql(migrationsFolder);
if (sql.includes("This is an empty migration")) {
	process.stdout.write("The migrations give the schema already: nothing to write.\n");
} else {
	const stamp = new Date().toISOString().replace(/[-T:]/g, "").slice(0, 14);
	const folder = join(migrationsFolder, `${stamp}_${name}`);
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, "migration.sql"), sql);
	process.stdout.write(`Wrote ${folder}/migration.sql. Read it before you commit it.\n`);
}
process.exit(0);
